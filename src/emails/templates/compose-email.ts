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
  const wording = (write: Write) => (key: TextKey) =>
    fillText(words[key], { shopName: shopNameOf(branding, write), write });
  const fill = (file: string, write: Write) => {
    const textOf = wording(write);
    const slots = { ...brandingSlots(branding, write), language, subject: textOf(subject) };
    return fillLayout(layoutOf(file), {
      slots: new Map(Object.entries(slots)),
      textOf: (key) => textOf(requireTextKey(key)),
    });
  };
  return {
    subject: wording(asItIs)(subject),
    previewText: wording(asItIs)(preview),
    html: fill(`${layout}.html`, escapeHtml),
    text: fill(`${layout}.txt`, asItIs),
  };
}

/** The texts that a metric's mail shows, in the order in which they appear: what a merchant may word otherwise. */
export function textKeysOf(metric: EmailMetric): TextKey[] {
  const { layout, subject, preview } = MAILS[metric];
  const inLayouts = [`${layout}.html`, `${layout}.txt`].flatMap((file) => textKeysIn(layoutOf(file)));
  return [...new Set([subject, preview, ...inLayouts.map(requireTextKey)])];
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
