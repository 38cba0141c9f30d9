import { createServer } from "node:http";
import { afterEach, expect, it } from "vitest";
import { z } from "zod";
import { systemClock } from "../../../src/clock.ts";
import { type CentraSandbox, startCentraSandbox } from "../server.ts";
import { createShop } from "../simulator/create-shop.ts";
import { signWebhook } from "./sign-webhook.ts";
import type { WebhookSettings } from "./webhook-settings.ts";

it("signs as the published example does", () => {
  const signature = signWebhook("test123", "payload=%7B%22x%22%3A%22test%22%7D", 12_345_678);
  expect(signature).toBe("t=12345678,v1=0b9cd84f5d583e5e1aadfb9f160aa8080b51d5b85ff85808d6b75bdac356c549");
});

interface Received {
  readonly body: string;
  readonly signature: string;
  readonly contentType: string;
}

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A receiver that answers the statuses in turn, and then 200. */
async function startReceiver(statuses: number[] = []) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    received.push({
      body,
      signature: String(request.headers["x-centra-signature"]),
      contentType: String(request.headers["content-type"]),
    });
    response.writeHead(statuses.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = z.object({ port: z.int() }).parse(server.address());
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return { received, url: `http://127.0.0.1:${port}/webhooks/centra/shop` };
}

async function runShop(settings: WebhookSettings, random?: () => number): Promise<CentraSandbox> {
  const sandbox = await startCentraSandbox({ webhook: settings, ...(random === undefined ? {} : { random }) });
  closing.push(() => sandbox.close());
  await createShop({ seed: 2, instance: sandbox.instance, clock: systemClock }).run({ orders: 12 });
  await sandbox.webhooksSettled();
  return sandbox;
}

const payloadSchema = z.strictObject({
  events: z.array(
    z.strictObject({
      type: z.enum(["order", "shipment", "customer", "return"]),
      action: z.string(),
      date: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/),
      id: z.int(),
    }),
  ),
});

const eventsOf = (calls: readonly Received[]) =>
  calls.flatMap(({ body }) => payloadSchema.parse(JSON.parse(new URLSearchParams(body).get("payload") ?? "")).events);

it("sends types and ids in a form, signed over the body as it is", async () => {
  const { received, url } = await startReceiver();
  const sandbox = await runShop({ url, secret: "test123", maxEventsPerCall: 7 });
  const events = eventsOf(received);
  const orders = new Set(events.filter(({ type }) => type === "order").map(({ id }) => id));
  expect(orders).toEqual(new Set(sandbox.instance.orders.keys()));
  expect(events.some(({ action }) => action === "good_to_go")).toBe(true);
  for (const call of received) {
    expect(call.contentType).toMatch("application/x-www-form-urlencoded");
    expect(call.signature).toBe(signWebhook("test123", call.body, Number(/t=(\d+)/.exec(call.signature)?.[1])));
    expect(eventsOf([call]).length).toBeLessThanOrEqual(7);
  }
});

it("tries again as often as it is set to, and then goes on", async () => {
  const { received, url } = await startReceiver([500, 500]);
  const sandbox = await runShop({ url, secret: "s", retries: 1 });
  expect(sandbox.webhookCalls()[0]?.statuses).toEqual([500, 500]);
  expect(received[1]?.body).toBe(received[0]?.body);
  expect(
    sandbox
      .webhookCalls()
      .slice(1)
      .every(({ statuses }) => statuses[0] === 200),
  ).toBe(true);
});

it("loses, doubles and reorders them when told to", async () => {
  const lost = await startReceiver();
  await runShop({ url: lost.url, secret: "s", lost: 1 });
  expect(lost.received).toEqual([]);

  const doubled = await startReceiver();
  await runShop({ url: doubled.url, secret: "s", doubled: 1 });
  const bodies = doubled.received.map(({ body }) => body);
  expect(bodies.length).toBeGreaterThan(0);
  expect(bodies.every((body, index) => bodies[index % 2 === 0 ? index + 1 : index - 1] === body)).toBe(true);

  const reordered = await startReceiver();
  await runShop({ url: reordered.url, secret: "s", reordered: 0.5, maxEventsPerCall: 1 });
  const dates = eventsOf(reordered.received).map(({ date }) => date);
  expect(dates).not.toEqual([...dates].sort());
});
