import type { KlaviyoFlow } from "../../klaviyo/setup/flows.ts";
import { messageFingerprint } from "./fingerprint.ts";
import { messageOf, type Sender } from "./flow-definition.ts";
import type { FoundAccount } from "./found-account.ts";
import { emailsOf, mailHash } from "./found-emails.ts";
import type { Kept, Step } from "./plan.ts";
import type { ProvisionedObject } from "./provisioned-store.ts";
import type { WantedMail } from "./wanted.ts";

/** What is wanted of an e-mail of a flow: what it says, and its content. */
export function wantedMailHash(mail: WantedMail, sender: Sender): string {
  const mails = new Map([[mail.key, mail]]);
  const message = messageOf(mail.key, mailName(mail), { mails, sender, isTransactional: false });
  return mailHash(messageFingerprint({ ...message }), mail.template);
}

export function mailName({ metric, language }: Pick<WantedMail, "metric" | "language">): string {
  return `${metric} ${language.toUpperCase()}`;
}

/** What is to be done about one e-mail of a flow that stays. */
export function planMail(
  mail: WantedMail,
  row: ProvisionedObject | undefined,
  flow: KlaviyoFlow,
  found: Pick<FoundAccount, "sender" | "contents">,
  { force, isTemplateKept }: { readonly force: boolean; readonly isTemplateKept: boolean },
): Step | Kept | "unchanged" {
  if (row === undefined || isTemplateKept) return "unchanged";
  const wanted = wantedMailHash(mail, found.sender);
  if (row.wantedHash === wanted) return "unchanged";
  const { key } = mail;
  const email = emailsOf(flow).find(({ actionId }) => actionId === row.klaviyoId);
  if (email === undefined) {
    return { kind: "mail", key, reason: "deleted", message: `The e-mail ${row.name} was deleted from its flow.` };
  }
  const content = found.contents.get(email.messageId) ?? { html: "", text: "" };
  const present = mailHash(email.messageHash, content);
  if (present === wanted) return { kind: "note_mail", key, actionId: email.actionId };
  if (present !== row.foundHash && !force) {
    const message = `The e-mail ${row.name} was changed in Klaviyo; it stays as it is unless you ask for it.`;
    return { kind: "mail", key, reason: "edited", message };
  }
  return { kind: "update_mail", key, flowId: flow.id, actionId: email.actionId };
}
