import { button, greeting, heading, help, paragraph, section, space, when } from "./blocks.ts";
import { frame } from "./frame.ts";
import type { MailDesign } from "./mail-design.ts";
import { items, subtotal } from "./order-blocks.ts";
import { COLON, text } from "./slots.ts";
import { textFrame, textGreeting, textHelp, textItems, textParagraph, textWhen } from "./text-blocks.ts";

/** A checkout left behind, with the way back to it. Marketing: it goes to those who agreed to it. */
export function checkoutMail(): MailDesign {
  const back = (padding: string) =>
    when("event.CheckoutURL", button("{{ event.CheckoutURL }}", text("startedCheckout.button"), padding));
  const sections = [
    section([
      heading(text("startedCheckout.heading")),
      greeting(),
      paragraph(text("startedCheckout.intro"), "0 0 28px"),
      back("0 0 40px"),
    ]),
    section([...items(text("startedCheckout.items"), { prices: true }), ...subtotal(), space(28), back("0 0 24px")]),
    section([help()]),
  ];
  const paragraphs = [
    textParagraph(text("startedCheckout.heading")),
    textGreeting(),
    textParagraph(text("startedCheckout.intro")),
    textItems(text("startedCheckout.items"), { prices: true }),
    textWhen("event.CheckoutURL", textParagraph(`${text("startedCheckout.button")}${COLON} {{ event.CheckoutURL }}`)),
    textHelp(),
  ];
  return { mjml: frame(sections, "marketing"), text: textFrame(paragraphs, "marketing") };
}
