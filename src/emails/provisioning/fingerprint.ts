import { createHash } from "node:crypto";
import type { FlowDefinition, ReadDefinition } from "../../klaviyo/setup/flow-definition.ts";

/** SHA-256 of a value as JSON, whatever the order of its fields; what is null counts as absent. */
export function fingerprint(value: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(inOrder(value)))
    .digest("hex");
}

/** Of a template, and of the copy that an e-mail has. Klaviyo may even out line ends and spaces at the end. */
export function contentFingerprint({ html, text }: { readonly html: string; readonly text: string }): string {
  const even = (source: string) => source.replaceAll("\r\n", "\n").trim();
  return fingerprint([even(html), even(text)]);
}

/** Of what an e-mail says beside its content. The transactional mark is Klaviyo's to grant, ids are its own. */
export function messageFingerprint(message: Readonly<Record<string, unknown>>): string {
  const { name, from_email, from_label, reply_to_email, cc_email, bcc_email, subject_line, preview_text } = message;
  return fingerprint({ name, from_email, from_label, reply_to_email, cc_email, bcc_email, subject_line, preview_text });
}

interface Outline {
  readonly [name: string]: unknown;
}

/**
 * The build of a flow: trigger, filters, and its actions from the first on, each within what leads to it, so that ids do not matter. Left out
 * is what does not belong to the build: statuses, and all of an e-mail but its name.
 */
export function outlineOf(definition: FlowDefinition | ReadDefinition): Outline {
  const actions = new Map<string, OutlinedAction>(
    definition.actions.map((action) => {
      const id =
        "temporary_id" in action && typeof action.temporary_id === "string"
          ? action.temporary_id
          : String("id" in action ? action.id : "");
      return [id, action];
    }),
  );
  const seen = new Set<string>();
  const outline = (id: string | null | undefined): Outline | null => {
    const action = id ? actions.get(id) : undefined;
    if (!id || action === undefined || seen.has(id)) return null;
    seen.add(id);
    const { message, status: _status, ...data }: Outline = action.data ?? {};
    const links = Object.entries(action.links ?? {}).map(([name, target]) => [name, outline(target)]);
    return {
      type: action.type,
      data: { ...data, ...(isRecord(message) ? { message: message.name } : {}) },
      links: Object.fromEntries(links),
    };
  };
  const { triggers, profile_filter, reentry_criteria } = {
    profile_filter: null,
    reentry_criteria: null,
    ...definition,
  };
  return {
    triggers,
    profile_filter,
    reentry_criteria,
    first: outline(definition.entry_action_id),
    actions: seen.size,
    all: actions.size,
  };
}

interface OutlinedAction {
  readonly type: string;
  readonly links?: Readonly<Record<string, string | null>> | null | undefined;
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Whether `whole` has everything that `part` has; Klaviyo may add fields of its own. */
export function isWithin(part: unknown, whole: unknown): boolean {
  if (part === null || part === undefined) return true;
  if (Array.isArray(part)) {
    return (
      Array.isArray(whole) && part.length === whole.length && part.every((one, index) => isWithin(one, whole[index]))
    );
  }
  if (!isRecord(part)) return part === whole;
  return isRecord(whole) && Object.entries(part).every(([name, value]) => isWithin(value, whole[name]));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isRecord(value)) return value ?? null;
  return Object.fromEntries(
    Object.keys(value)
      .filter((name) => value[name] !== null && value[name] !== undefined)
      .sort()
      .map((name) => [name, inOrder(value[name])]),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
