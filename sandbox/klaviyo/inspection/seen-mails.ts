import type { Account } from "../store/account.ts";
import type { FlowStatus } from "../store/flows.ts";
import type { Mail, SkippedMail } from "../store/mails.ts";

export interface MailFilter {
  readonly account?: string;
  readonly metric?: string;
  readonly email?: string;
  readonly language?: string;
}

export interface SeenMail extends Mail {
  readonly account: string;
}

export interface SeenFlow {
  readonly account: string;
  readonly id: string;
  readonly name: string;
  readonly status: FlowStatus;
  readonly archived: boolean;
  readonly metric: string;
  readonly tags: readonly string[];
  readonly emails: readonly {
    readonly actionId: string;
    readonly messageId: string;
    readonly name: string;
    readonly subject: string;
    readonly templateName: string;
  }[];
}

export function seenFlows(account: Account, metric?: string): readonly SeenFlow[] {
  return account.flows
    .all()
    .map((flow) => ({
      account: account.id,
      id: flow.id,
      name: flow.name,
      status: flow.status,
      archived: flow.archived,
      metric: account.metrics.find(flow.triggerMetricId)?.name ?? "",
      tags: account.tags.ofFlow(flow.id).map(({ name }) => name),
      emails: flow.actions.flatMap(({ id, definition }) => {
        const message = definition.type === "send-email" ? definition.data?.message : null;
        if (!message) return [];
        return {
          actionId: id,
          messageId: message.id ?? "",
          name: message.name ?? "",
          subject: message.subject_line ?? "",
          templateName: account.templates.findCopy(message.template_id ?? "")?.name ?? "",
        };
      }),
    }))
    .filter((flow) => metric === undefined || flow.metric === metric);
}

export function seenMails(account: Account, filter: MailFilter = {}): readonly SeenMail[] {
  return account.mails.sent
    .filter((mail) => matches(mail, filter) && (filter.language === undefined || mail.language === filter.language))
    .map((mail) => ({ account: account.id, ...mail }))
    .toReversed();
}

export function seenSkippedMails(account: Account, filter: MailFilter = {}) {
  return account.mails.skipped
    .filter((mail) => matches(mail, filter))
    .map((mail) => ({ account: account.id, ...mail }))
    .toReversed();
}

function matches(mail: Mail | SkippedMail, { metric, email }: MailFilter): boolean {
  return (
    (metric === undefined || mail.metric === metric) &&
    (email === undefined || mail.to.toLowerCase() === email.toLowerCase())
  );
}
