import { z } from "zod";
import { SettingsInvalidError } from "../../plugins/errors.ts";
import type { ConnectionSettings } from "./connection.ts";

const address = (placeholder: string) =>
  z
    .string()
    .max(2_000, "is longer than 2,000 characters")
    .refine((text) => text === "" || isWebAddress(text), "is not an http or https address")
    .refine((text) => text === "" || text.includes(placeholder), `lacks the placeholder ${placeholder}`);

const fields = {
  storeId: z.int("is not a whole number").positive("is not a store's number").nullable(),
  pollIntervalSeconds: z.int("is not a whole number").min(1, "is below 1 second").max(3_600, "is above 3,600 seconds"),
  tokenExpiresOn: z.iso.date("is not a date such as 2027-03-31").nullable(),
  productPageUrl: address("{display_uri}"),
  trackingUrls: z.record(
    z.string().trim().toLowerCase().min(1, "is empty").max(100, "is longer than 100 characters"),
    address("{number}"),
  ),
};

const settingsSchema = z.object({
  storeId: fields.storeId.default(null),
  pollIntervalSeconds: fields.pollIntervalSeconds.default(15),
  tokenExpiresOn: fields.tokenExpiresOn.default(null),
  productPageUrl: fields.productPageUrl.default(""),
  trackingUrls: fields.trackingUrls.default({}),
});

const token = z
  .string()
  .trim()
  .min(1, "is empty")
  .max(4_000, "is longer than 4,000 characters")
  .regex(/^[\x21-\x7e]*$/, "has characters that no token has; copy it again");

const inputSchema = z.strictObject({
  apiUrl: z.string().trim().transform(readApiUrl).optional(),
  token: token.optional(),
  webhookSecret: z
    .string()
    .trim()
    .min(1, "is empty")
    .max(1_000, "is longer than 1,000 characters")
    .nullable()
    .optional(),
  ...z.object(fields).partial().shape,
});

/** What an administrator sends; absent fields keep their value. A webhook secret of null takes it away. */
export type ParsedConnectionInput = z.output<typeof inputSchema>;

/** Throws SettingsInvalidError with every fault. */
export function parseConnectionInput(input: unknown): ParsedConnectionInput {
  const parsed = inputSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new SettingsInvalidError(parsed.error.issues.flatMap(toFaults));
}

/** Settings as stored, or as of now with a change; what is absent gets its default. */
export function completeConnection(...layers: readonly (object | undefined)[]): ConnectionSettings {
  const given = layers.flatMap((layer) => Object.entries(layer ?? {})).filter(([, value]) => value !== undefined);
  return settingsSchema.parse(Object.fromEntries(given));
}

/** `shop.centra.com`, `https://shop.centra.com/` and `https://shop.centra.com/graphql` are the same to who enters it. */
function readApiUrl(text: string, context: z.RefinementCtx): string {
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
  const isLocal = url !== null && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url === null || text === "" || url.username !== "" || url.password !== "" || url.search !== "") {
    context.addIssue({ code: "custom", message: "is not an address such as https://your-shop.centra.com" });
    return z.NEVER;
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLocal)) {
    context.addIssue({ code: "custom", message: "must begin with https://, since a token is sent there" });
    return z.NEVER;
  }
  const path = url.pathname.replace(/\/+$/, "");
  return `${url.origin}${path.endsWith("/graphql") ? path : `${path}/graphql`}`;
}

function toFaults(issue: z.core.$ZodIssue): { pointer: string; detail: string }[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key]), detail: "is not a setting" }));
  if (issue.code === "invalid_key")
    return issue.issues.map(({ message }) => ({ pointer: pointerTo(issue.path), detail: message }));
  const detail = issue.code === "invalid_type" ? `is not ${KINDS[issue.expected] ?? issue.expected}` : issue.message;
  return [{ pointer: pointerTo(issue.path), detail }];
}

const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  object: "an object",
  record: "an object",
};

function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text.replaceAll(/\{\w+\}/g, "x"));
  return url !== null && (url.protocol === "https:" || url.protocol === "http:");
}
