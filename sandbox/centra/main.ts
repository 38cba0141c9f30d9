import { parseArgs } from "node:util";
import { z } from "zod";
import { systemClock } from "../../src/clock.ts";
import { PLAN_NAMES } from "./access/rate-plans.ts";
import { type CentraSandboxOptions, DEMO_TOKEN } from "./options.ts";
import { startCentraSandbox } from "./server.ts";
import { createShop } from "./simulator/create-shop.ts";

export interface RunOptions extends CentraSandboxOptions {
  /** How many orders the simulated shop makes; 0: no shop. */
  readonly orders: number;
  /** Seconds of the shop's time in a second. */
  readonly speed: number;
  readonly seed: number;
  readonly json: boolean;
}

/** Runs the sandbox, and a shop in it, until the signal aborts; prints its address and a token that works. */
export async function runCentraSandbox(options: RunOptions, signal: AbortSignal): Promise<void> {
  const { orders, speed, seed, json, ...sandboxOptions } = options;
  const sandbox = await startCentraSandbox(sandboxOptions);
  if (json) {
    const { integration } = options.tokens?.[0] ?? DEMO_TOKEN;
    console.log(JSON.stringify({ url: sandbox.url, token: sandbox.token, integration }));
  } else {
    console.log(`Centra sandbox      ${sandbox.url}/graphql`);
    console.log(`Integration token   ${sandbox.token}`);
    console.log(`What it holds       ${sandbox.url}/__sandbox/state`);
    console.log("Ctrl-C ends it.");
  }
  if (orders > 0) {
    const shop = createShop({ seed, instance: sandbox.instance, clock: systemClock });
    await shop.run({ orders, speed, signal });
  }
  await untilAborted(signal);
  await sandbox.close();
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
    if (signal.aborted) resolve();
  });
}

const commandOptions = z
  .object({
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
  })
  .transform(({ events, hide, "webhook-url": url, "webhook-secret": secret, ...rest }) => ({
    ...rest,
    eventSystem: events,
    schema: { hidden: hide },
    ...(url === undefined ? {} : { webhook: { url, secret } }),
  }));

if (import.meta.main) {
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
  const ended = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => ended.abort());
  await runCentraSandbox(commandOptions.parse(values), ended.signal);
}
