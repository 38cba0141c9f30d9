import type { TextKey } from "../texts/texts.ts";
import { greeting, heading, help, rule, section, space, when } from "./blocks.ts";
import { frame } from "./frame.ts";
import type { MailDesign } from "./mail-design.ts";
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
  textWhen,
} from "./text-blocks.ts";

interface OrderWords {
  readonly heading: TextKey;
  readonly intro: TextKey;
  readonly items: TextKey;
  readonly total: TextKey;
  /** What is shown is what was paid back, which may be no item. */
  readonly refund?: boolean;
}

/** An order with its items, what they cost, where they go, and how they are sent and paid. */
export function orderMail({ refund = false, ...words }: OrderWords): MailDesign {
  const itemRows = items(text(words.items), { prices: true });
  const itemLines = textItems(text(words.items), { prices: true });
  const sections = [
    section([heading(text(words.heading)), greeting(), intro(text(words.intro)), orderFacts(), space(20)]),
    section([
      refund ? when("event.ItemCount", itemRows.join("\n")) : itemRows.join("\n"),
      ...totals(text(words.total), { refund }),
      space(36),
    ]),
    section([rule(), space(28)]),
    addresses(),
    methods(),
    section([help()]),
  ];
  const paragraphs = [
    textParagraph(text(words.heading)),
    textGreeting(),
    textParagraph(text(words.intro)),
    textOrderFacts(),
    refund ? textWhen("event.ItemCount", itemLines) : itemLines,
    textTotals(text(words.total), { refund }),
    textAddress(text("order.shippingAddress"), "ShippingAddress"),
    textAddress(text("order.billingAddress"), "BillingAddress"),
    textMethods(),
    textHelp(),
  ];
  return { mjml: frame(sections, "service"), text: textFrame(paragraphs, "service") };
}
