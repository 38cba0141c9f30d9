import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Branding } from "../../plugins/branding.ts";
import { type EmailLanguage, TEXTS, type TextKey, type Texts } from "../texts/texts.ts";
import { brandingSlots, escapeHtml, shopNameOf } from "./branding-slots.ts";
import { type EmailMetric, MAILS } from "./email-metrics.ts";
import { fillLayout, textKeysIn } from "./fill-layout.ts";
import { fillText } from "./placeholders.ts";

export interface EmailRequest {
  readonly metric: EmailMetric;
  readonly language: EmailLanguage;
  readonly branding: Branding;
  /** The merchant's own words in place of the language file's. */
  readonly texts?: Partial<Texts>;
}

/** A mail in Klaviyo's template language, finished but for the customer's data. */
export interface ComposedEmail {
  readonly subject: string;
  /** What inboxes show after the subject: for the message's preview text in Klaviyo. It is not in the HTML. */
  readonly previewText: string;
  /** A whole document. */
  readonly html: string;
  readonly text: string;
}

/**
 * The mail of a metric in a language, as Klaviyo takes it: layout, words and branding put together. It uses only what the
 * metric's events carry, `person.first_name` and, where the branding says nothing, `organization`. Throws
 * TextFaultyError when a text of the merchant's has a placeholder that there is not.
 */
export function composeEmail({ metric, language, branding, texts }: EmailRequest): ComposedEmail {
  const { layout, subject, preview } = MAILS[metric];
  const words: Texts = { ...TEXTS[language], ...texts };
  const fillerOf = (write: Write) => {
    const shopName = shopNameOf(branding, write);
    const textOf = (key: string) => fillText(words[requireTextKey(key)], { shopName, write });
    const line = (text: string) => fillLayout(text, { slots: new Map(), textOf });
    const slots = new Map(Object.entries({ ...brandingSlots(branding, write), language, subject: line(subject) }));
    return { line, file: (name: string) => fillLayout(layoutOf(name), { slots, textOf }) };
  };
  const inHtml = fillerOf(escapeHtml);
  const inText = fillerOf(asItIs);
  return {
    subject: inText.line(subject),
    previewText: inText.line(preview),
    html: inHtml.file(`${layout}.html`),
    text: inText.file(`${layout}.txt`),
  };
}

/** The texts that a metric's mail shows, in the order in which they appear: what a merchant may word otherwise. */
export function textKeysOf(metric: EmailMetric): TextKey[] {
  const { layout, subject, preview } = MAILS[metric];
  const parts = [subject, preview, ...[`${layout}.html`, `${layout}.txt`].map(layoutOf)];
  return [...new Set(parts.flatMap(textKeysIn).map(requireTextKey))];
}

type Write = (words: string) => string;

function asItIs(words: string): string {
  return words;
}

function requireTextKey(key: string): TextKey {
  if (!Object.hasOwn(TEXTS.en, key)) throw new Error(`A layout has the text ${key}, which no language file has.`);
  return key as TextKey;
}

const layouts = new Map<string, string>();

function layoutOf(file: string): string {
  let layout = layouts.get(file);
  if (layout === undefined) {
    layout = readFileSync(join(import.meta.dirname, "../layouts", file), "utf8");
    layouts.set(file, layout);
  }
  return layout;
}
