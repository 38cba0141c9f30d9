import { contentFingerprint } from "./fingerprint.ts";
import type { FoundAccount } from "./found-account.ts";
import type { Kept, Step } from "./plan.ts";
import type { ProvisionedObject } from "./provisioned-store.ts";
import type { WantedMail } from "./wanted.ts";

type Verdict = Step | Kept | "unchanged";

/** What is to be done about one template. `isNeeded`: a flow that is to be made takes it. */
export function planTemplate(
  mail: WantedMail,
  row: ProvisionedObject | undefined,
  found: FoundAccount["templates"],
  { force, isNeeded }: { readonly force: boolean; readonly isNeeded: boolean },
): Verdict {
  const { key } = mail;
  const template = found.get(key);
  if (template === undefined) {
    if (row === undefined || force || isNeeded) return { kind: "create_template", key };
    return {
      kind: "template",
      key,
      reason: "deleted",
      message: `The template ${row.name} was deleted in Klaviyo, and is not made again unless you ask for it.`,
    };
  }
  const wanted = contentFingerprint(mail.template);
  const present = contentFingerprint(template);
  if (row !== undefined && row.wantedHash === wanted) return "unchanged";
  if (present === wanted) return { kind: "note_template", key, id: template.id };
  const isOurs = row !== undefined && row.foundHash === present;
  if (isOurs || force) return { kind: "update_template", key, id: template.id };
  return {
    kind: "template",
    key,
    reason: row === undefined ? "not_ours" : "edited",
    message:
      row === undefined
        ? `There is a template ${template.name} that was not made here; it is left as it is unless you ask for it.`
        : `The template ${template.name} was changed in Klaviyo; it stays as it is unless you ask for it.`,
  };
}
