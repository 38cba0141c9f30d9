/** A mail that a live flow sent, as the customer got it. */
export interface Mail {
  readonly id: string;
  readonly flowId: string;
  readonly flowName: string;
  readonly messageName: string;
  readonly metric: string;
  readonly eventId: string;
  readonly profileId: string;
  readonly to: string;
  readonly from: string;
  /** The profile's `Language` when the mail was sent; empty without one. */
  readonly language: string;
  readonly subject: string;
  readonly previewText: string;
  readonly html: string;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
}

/** A mail that was not sent. */
export interface SkippedMail {
  readonly flowId: string;
  readonly flowName: string;
  readonly messageName: string;
  readonly metric: string;
  readonly eventId: string;
  readonly to: string;
  readonly reason: string;
  readonly at: number;
}

export interface Mails {
  /** Newest last; the newest 1,000. */
  readonly sent: readonly Mail[];
  readonly skipped: readonly SkippedMail[];
  /** All that were ever sent, by language. */
  counts(): Readonly<Record<string, number>>;
  add(mail: Mail): void;
  skip(mail: SkippedMail): void;
  find(id: string): Mail | undefined;
}

const MAILS_KEPT = 1_000;

export function createMails(): Mails {
  const sent: Mail[] = [];
  const skipped: SkippedMail[] = [];
  const byLanguage = new Map<string, number>();
  return {
    sent,
    skipped,
    counts: () => Object.fromEntries([...byLanguage].sort(([one], [other]) => one.localeCompare(other))),
    add(mail) {
      sent.push(mail);
      if (sent.length > MAILS_KEPT) sent.shift();
      byLanguage.set(mail.language, (byLanguage.get(mail.language) ?? 0) + 1);
    },
    skip(mail) {
      skipped.push(mail);
      if (skipped.length > MAILS_KEPT) skipped.shift();
    },
    find: (id) => sent.find((mail) => mail.id === id),
  };
}
