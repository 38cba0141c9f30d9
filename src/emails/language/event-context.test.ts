import { expect, test } from "vitest";
import { sampleEvent } from "../../commerce/samples.ts";
import { mapCommerceEvent } from "../../metrics/map-commerce-event.ts";
import { sampleSettings } from "../../metrics/sample-settings.ts";
import { contextOfEvent } from "./event-context.ts";
import { renderTemplate } from "./render-template.ts";

test("a metric event gives what its mails can use", () => {
  const outcome = mapCommerceEvent(sampleEvent("order.placed"), sampleSettings);
  const [event] = outcome.kind === "mapped" ? outcome.events : [];
  if (event === undefined) throw new Error("The sample gives no event.");
  const template =
    '{{ first_name }} {{ person.Language }} {{ person|lookup:"$email" }} {{ event|lookup:"$value" }} {{ event|lookup:"$event_id" }} {{ event.Items.0.SKU }}';
  expect(renderTemplate(template, { ...contextOfEvent(event), now: 0 })).toMatchObject({
    kind: "rendered",
    text: "Jane sv jane.doe@ascaro-shop.com 2288.74 102 123456789",
    warnings: [],
  });
});
