import type { z } from "zod";
import { SettingsInvalidError } from "./errors.ts";
import type { PluginSettings } from "./plugin.ts";
import { pluginInputSchema, pluginSettingsSchema } from "./settings-schema.ts";

export type ParsedInput = z.infer<typeof pluginInputSchema>;

/** Throws SettingsInvalidError with every fault. */
export function parsePluginInput(input: unknown): ParsedInput {
  const parsed = pluginInputSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new SettingsInvalidError(parsed.error.issues.flatMap(toFaults));
}

/** Settings as stored, or as of now with a change; what is absent gets its default. A change of the branding changes the fields it names. */
export function completeSettings(...layers: readonly (object | undefined)[]): PluginSettings {
  return pluginSettingsSchema.parse({ ...mergeFields(layers), branding: mergeFields(layers.map(brandingOf)) });
}

function mergeFields(layers: readonly (object | undefined)[]): object {
  const given = layers.flatMap((layer) => Object.entries(layer ?? {})).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given);
}

function brandingOf(layer: object | undefined): object | undefined {
  const branding = layer && "branding" in layer ? layer.branding : undefined;
  return typeof branding === "object" && branding !== null ? branding : undefined;
}

function toFaults(issue: z.core.$ZodIssue): { pointer: string; detail: string }[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ pointer: toPointer([...issue.path, key]), detail: "is not a setting" }));
  }
  return [{ pointer: toPointer(issue.path), detail: sentenceOf(issue) }];
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== "invalid_type") return issue.message;
  return `is not ${ARTICLES[issue.expected] ?? issue.expected}`;
}

const ARTICLES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

/** RFC 6901. */
function toPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
