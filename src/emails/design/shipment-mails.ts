import type { TextKey } from "../texts/texts.ts";
import { button, facts, greeting, heading, help, rule, section, space, when } from "./blocks.ts";
import { byStatus } from "./by-status.ts";
import { frame } from "./frame.ts";
import type { MailDesign } from "./mail-design.ts";
import { intro, items, shippingAddress } from "./order-blocks.ts";
import { COLON, text } from "./slots.ts";
import { textAddress, textFrame, textGreeting, textHelp, textItems, textParagraph, textWhen } from "./text-blocks.ts";

/** What is on its way, or has come. */
export function shipmentMail(words: { readonly heading: TextKey; readonly intro: TextKey }): MailDesign {
  return shipmentMailOf({ heading: text(words.heading), intro: text(words.intro) });
}

/** Shipping Update comes for every status, so its one mail says what the status is. */
export function shipmentUpdateMail(): MailDesign {
  return shipmentMailOf({ heading: byStatus("heading"), intro: byStatus("intro") });
}

/** What has arrived needs no following. */
const IS_TO_FOLLOW = 'event.TrackingUrl and event.UpdateType != "Delivered"';

function shipmentMailOf(words: { readonly heading: string; readonly intro: string }): MailDesign {
  const sections = [
    section([
      heading(words.heading),
      greeting(),
      intro(words.intro),
      when(IS_TO_FOLLOW, button("{{ event.TrackingUrl }}", text("shipment.track"), "0 0 32px")),
    ]),
    section([
      facts([
        { label: text("order.number"), value: "{{ event.OrderId }}" },
        { label: text("shipment.date"), value: "{{ event.ShippingDateFormatted }}" },
      ]),
      facts([
        { label: text("shipment.carrier"), value: "{{ event.ShippingMethod }}", when: "event.ShippingMethod" },
        { label: text("shipment.trackingNumber"), value: "{{ event.TrackingNumber }}", when: "event.TrackingNumber" },
      ]),
      space(20),
    ]),
    section([...items(text("shipment.items"), { prices: false }), space(12), rule(), space(28)]),
    shippingAddress(),
    section([help()]),
  ];
  const fact = (variable: string, label: TextKey) => textWhen(variable, `${text(label)}${COLON} {{ ${variable} }}\n`);
  const paragraphs = [
    textParagraph(words.heading),
    textGreeting(),
    textParagraph(words.intro),
    textWhen(IS_TO_FOLLOW, textParagraph(`${text("shipment.track")}${COLON} {{ event.TrackingUrl }}`)),
    fact("event.OrderId", "order.number"),
    fact("event.ShippingDateFormatted", "shipment.date"),
    fact("event.ShippingMethod", "shipment.carrier"),
    fact("event.TrackingNumber", "shipment.trackingNumber"),
    `${text("shipment.parcels")}\n\n`,
    textItems(text("shipment.items"), { prices: false }),
    textAddress(text("order.shippingAddress"), "ShippingAddress"),
    textHelp(),
  ];
  return { mjml: frame(sections, "service"), text: textFrame(paragraphs, "service") };
}
