import { parseArgs } from "node:util";
import { z } from "zod";
import { systemClock } from "../../src/clock.ts";
import { PLAN_NAMES } from "./access/rate-plans.ts";
import { DEMO_TOKEN } from "./options.ts";
import { startCentraSandbox } from "./server.ts";
import { createShop } from "./simulator/create-shop.ts";

const commandOptions = z.object({
  port: z.coerce.number().int().min(0).max(65_535),
  plan: z.enum(PLAN_NAMES),
  events: z.enum(["on", "refused", "silent"]),
  hide: z.array(z.string()),
  orders: z.coerce.number().int().min(0),
  speed: z.coerce.number().positive(),
  seed: z.coerce.number().int(),
  "webhook-url": z.url().optional(),
  "webhook-secret": z.string().min(1),
  json: z.boolean(),
});

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4020" },
    plan: { type: "string", default: "growth" },
    events: { type: "string", default: "on" },
    hide: { type: "string", multiple: true, default: [] },
    orders: { type: "string", default: "0" },
    speed: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    "webhook-url": { type: "string" },
    "webhook-secret": { type: "string", default: "sandbox-secret" },
    json: { type: "boolean", default: false },
  },
});
const options = commandOptions.parse(values);
const ended = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => ended.abort());

const webhookUrl = options["webhook-url"];
const sandbox = await startCentraSandbox({
  port: options.port,
  plan: options.plan,
  eventSystem: options.events,
  schema: { hidden: options.hide },
  ...(webhookUrl === undefined ? {} : { webhook: { url: webhookUrl, secret: options["webhook-secret"] } }),
});
if (options.json) {
  console.log(JSON.stringify({ url: sandbox.url, token: sandbox.token, integration: DEMO_TOKEN.integration }));
} else {
  console.log(`Centra sandbox      ${sandbox.url}/graphql`);
  console.log(`Integration token   ${sandbox.token}`);
  console.log(`What it holds       ${sandbox.url}/__sandbox/state`);
  console.log("Ctrl-C ends it.");
}
const { orders, speed, seed } = options;
const shop = createShop({ seed, instance: sandbox.instance, clock: systemClock });
if (orders > 0) await shop.run({ orders, speed, signal: ended.signal });
await new Promise<void>((resolve) => {
  ended.signal.addEventListener("abort", () => resolve(), { once: true });
  if (ended.signal.aborted) resolve();
});
await sandbox.close();
