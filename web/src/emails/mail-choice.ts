import type { EmailPreviewOrder } from "../api/api-types.ts";

/** What the page shows; stands in its address. */
export interface EmailsSearch {
  readonly plugin?: string | undefined;
  readonly metric?: EmailPreviewOrder["metric"] | undefined;
  readonly language?: EmailPreviewOrder["language"] | undefined;
  readonly event?: number | undefined;
}

/** One mail of one plugin. */
export interface MailChoice {
  readonly plugin: string;
  readonly metric: EmailPreviewOrder["metric"];
  readonly language: EmailPreviewOrder["language"];
  readonly event?: number | undefined;
}

/** What the address says, as far as it can be one; the service refuses what it does not know. */
export function readEmailsSearch(search: Readonly<Record<string, unknown>>): EmailsSearch {
  const { plugin, metric, language, event } = search;
  return {
    ...(typeof plugin === "string" ? { plugin } : {}),
    ...(typeof metric === "string" ? { metric: metric as EmailPreviewOrder["metric"] } : {}),
    ...(typeof language === "string" ? { language: language as EmailPreviewOrder["language"] } : {}),
    ...(typeof event === "number" ? { event } : {}),
  };
}
