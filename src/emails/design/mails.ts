import type { TextKey } from "../texts/texts.ts";
import { greeting, heading, help, rule, section, space } from "./blocks.ts";
import { frame } from "./frame.ts";
import { addresses, intro, items, methods, orderFacts, totals } from "./order-blocks.ts";
import { text } from "./slots.ts";
import {
  textAddress,
  textFrame,
  textGreeting,
  textHelp,
  textItems,
  textMethods,
  textOrderFacts,
  textParagraph,
  textTotals,
} from "./text-blocks.ts";

/** A mail before it is filled: its HTML as MJML, and its plain text. */
export interface MailDesign {
  readonly mjml: string;
  readonly text: string;
}

interface OrderWords {
  readonly heading: TextKey;
  readonly intro: TextKey;
  readonly items: TextKey;
  readonly total: TextKey;
}

function orderMail(words: OrderWords): MailDesign {
  const mjml = frame(
    [
      section([heading(text(words.heading)), greeting(), intro(text(words.intro)), orderFacts(), space(20)]),
      section([...items(text(words.items), { prices: true }), ...totals(text(words.total)), space(36)]),
      section([rule(), space(28)]),
      addresses(),
      methods(),
      section([help()]),
    ],
    "service",
  );
  const plain = textFrame(
    [
      textParagraph(text(words.heading)),
      textGreeting(),
      textParagraph(text(words.intro)),
      textOrderFacts(),
      textItems(text(words.items), { prices: true }),
      textTotals(text(words.total)),
      textAddress(text("order.shippingAddress"), "ShippingAddress"),
      textAddress(text("order.billingAddress"), "BillingAddress"),
      textMethods(),
      textHelp(),
    ],
    "service",
  );
  return { mjml, text: plain };
}

/** Every mail by the name of its layouts. */
export const MAIL_DESIGNS = {
  "placed-order": orderMail({
    heading: "placedOrder.heading",
    intro: "placedOrder.intro",
    items: "order.items",
    total: "order.total",
  }),
} as const satisfies Readonly<Record<string, MailDesign>>;
