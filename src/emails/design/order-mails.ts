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

interface OrderMail {
  readonly heading: TextKey;
  readonly intro: TextKey;
  readonly items: TextKey;
  readonly total: TextKey;
  /** The order is to be sent: the mail says where and how. */
  readonly goesOut?: boolean;
  /** What is shown is what was paid back, which may be no item. */
  readonly isRefund?: boolean;
}

/** An order with its items and what they cost. */
export function orderMail({ goesOut = false, isRefund = false, ...words }: OrderMail): MailDesign {
  const opening = section([
    heading(text(words.heading)),
    greeting(),
    intro(text(words.intro)),
    orderFacts(),
    space(20),
  ]);
  const itemRows = items(text(words.items), { prices: true }).join("\n");
  const costs = section([
    isRefund ? when("event.ItemCount", itemRows) : itemRows,
    ...totals(text(words.total), { isRefund }),
    space(36),
  ]);
  const destination = [section([rule(), space(28)]), addresses(), methods()];
  const sections = [opening, costs, ...(goesOut ? destination : []), section([help()])];
  return { mjml: frame(sections, "service"), text: plainText({ goesOut, isRefund, ...words }) };
}

function plainText({ goesOut = false, isRefund = false, ...words }: OrderMail): string {
  const itemLines = textItems(text(words.items), { prices: true });
  const opening = [textParagraph(text(words.heading)), textGreeting(), textParagraph(text(words.intro))];
  const destination = [
    textAddress(text("order.shippingAddress"), "ShippingAddress"),
    textAddress(text("order.billingAddress"), "BillingAddress"),
    textMethods(),
  ];
  const paragraphs = [
    ...opening,
    textOrderFacts(),
    isRefund ? textWhen("event.ItemCount", itemLines) : itemLines,
    textTotals(text(words.total), { isRefund }),
    ...(goesOut ? destination : []),
    textHelp(),
  ];
  return textFrame(paragraphs, "service");
}
