import { z } from "zod";
import type { ChangeAuthor } from "../changes/change.ts";
import type { Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import type { EventDetail, Outbox } from "../outbox/outbox.ts";
import type { StorePlugin } from "../plugins/plugin.ts";
import { type CheckFinding, checkTemplate } from "./check/check-template.ts";
import { createEditedTexts, type TextChanges } from "./edited-texts/edited-texts.ts";
import { contextOfEvent, type SentEvent } from "./language/event-context.ts";
import type { JsonMap } from "./language/render-context.ts";
import { type EmailPreview, type MailSource, previewEmail } from "./preview/preview-email.ts";
import { sampleForMail } from "./preview/sample-for-mail.ts";
import { composeEmail, textKeysOf } from "./templates/compose-email.ts";
import { type EmailMetric, MAILS } from "./templates/email-metrics.ts";
import { type EmailLanguage, TEXTS, type TextKey, type Texts } from "./texts/texts.ts";

/** Which of a plugin's mails. */
export interface MailChoice {
  readonly metric: EmailMetric;
  readonly language: EmailLanguage;
}

/** A text of a mail: the standard one, and the merchant's own; null when it is not worded otherwise. */
export interface EditableText {
  readonly key: TextKey;
  readonly standard: string;
  readonly own: string | null;
}

export interface PreviewOrder extends MailChoice {
  /** Id of an event in the outbox; absent: a sample. */
  readonly eventId?: number | undefined;
  /** Words that are not saved yet; null: the standard ones. */
  readonly texts?: TextChanges | undefined;
  /** A merchant's own template in place of ours. */
  readonly template?: MailSource | undefined;
}

/** Where a preview's data comes from. */
export type PreviewOrigin =
  | { readonly kind: "sample" }
  | {
      readonly kind: "event";
      readonly id: number;
      readonly occurredAt: number;
      readonly email: string;
      /** What the customer reads, two letters: its amounts and dates are written for them. Null when it is not known. */
      readonly language: string | null;
    };

/** There is no event of this id with the mail's metric among the plugin's. */
export class PreviewEventNotFoundError extends Error {
  readonly code = "event_not_found";
}

/** The mails of plugins: what they look like, and how merchants word them. */
export interface Emails {
  texts(plugin: StorePlugin, mail: MailChoice): Promise<readonly EditableText[]>;
  /** Texts are checked before (edited-texts/check-texts.ts). */
  changeTexts(plugin: StorePlugin, mail: MailChoice, changes: TextChanges, author: ChangeAuthor): Promise<void>;
  /** Saves and sends nothing. Credentials of real events are masked. Throws PreviewEventNotFoundError. */
  preview(plugin: StorePlugin, order: PreviewOrder): Promise<EmailPreview & { readonly origin: PreviewOrigin }>;
  check(template: string, mail: MailChoice): readonly CheckFinding[];
}

interface EmailsOptions {
  readonly database: Database;
  readonly outbox: Pick<Outbox, "find">;
  readonly clock: Clock;
}

export function createEmails({ database, outbox, clock }: EmailsOptions): Emails {
  const edited = createEditedTexts({ database, clock });

  async function eventFor(plugin: StorePlugin, { metric, language, eventId }: PreviewOrder) {
    if (eventId === undefined) {
      return { origin: { kind: "sample" } as const, event: sampleForMail(metric, language, plugin.settings) };
    }
    const found = await outbox.find(eventId);
    if (found === null || found.pluginId !== plugin.id || found.metric !== metric) {
      throw new PreviewEventNotFoundError(`The plugin "${plugin.id}" has no event ${eventId} of ${metric}.`);
    }
    const { id, occurredAt, email } = found;
    const event = sentEventOf(found);
    const reads = contextOfEvent(event).person.Language;
    const origin = {
      kind: "event",
      id,
      occurredAt,
      email,
      language: typeof reads === "string" ? reads : null,
    } as const;
    return { origin, event };
  }

  return {
    async texts(plugin, { metric, language }) {
      const own: Partial<Texts> = await edited.read({ pluginId: plugin.id, metric, language });
      return textKeysOf(metric).map((key) => ({ key, standard: TEXTS[language][key], own: own[key] ?? null }));
    },

    async changeTexts(plugin, mail, changes, author) {
      await edited.change({ pluginId: plugin.id, ...mail }, changes, author);
    },

    async preview(plugin, order) {
      const { metric, language, template } = order;
      const { origin, event } = await eventFor(plugin, order);
      const saved = template === undefined ? await edited.read({ pluginId: plugin.id, metric, language }) : {};
      const texts = withChanges(saved, order.texts ?? {});
      const mail = template ?? composeEmail({ metric, language, branding: plugin.settings.branding, texts });
      const isMarketing = MAILS[metric].purpose === "marketing";
      const shown = previewEmail({ mail, metric, language, isMarketing, context: contextFor(plugin, event) });
      // Of our own mails only what a merchant's words, or this event, make wrong is news.
      const findings = shown.findings.filter(({ level }) => template !== undefined || level !== "hint");
      return { ...shown, findings, origin };
    },

    check: (template, { metric, language }) =>
      checkTemplate(template, { metric, language, isMarketing: MAILS[metric].purpose === "marketing" }),
  };

  function contextFor({ name, settings }: StorePlugin, event: SentEvent) {
    const { shopName, sender, shopUrl } = settings.branding;
    return {
      ...contextOfEvent(event),
      organization: { name: shopName || name, full_address: sender, url: shopUrl },
      now: clock.now(),
      account: { timeZone: settings.timeZone, currency: settings.baseCurrency },
    };
  }
}

function withChanges(texts: Partial<Texts>, changes: TextChanges): Partial<Texts> {
  const merged = { ...texts, ...changes };
  return Object.fromEntries(Object.entries(merged).filter(([, text]) => typeof text === "string"));
}

const bodySchema = z.looseObject({
  unique_id: z.string(),
  value: z.number().optional(),
  value_currency: z.string().optional(),
  properties: z.record(z.string(), z.json()),
});

/** The outbox keeps an event as it is sent (src/klaviyo/encode-event.ts). */
function sentEventOf({ body, profile }: EventDetail): SentEvent {
  const { unique_id: uniqueId, value, value_currency: valueCurrency, properties } = bodySchema.parse(JSON.parse(body));
  return {
    ...{ uniqueId, properties, profile: JSON.parse(profile) as JsonMap },
    ...(value === undefined ? {} : { value }),
    ...(valueCurrency === undefined ? {} : { valueCurrency }),
  };
}
