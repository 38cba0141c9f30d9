import { z } from "zod";
import { createShop } from "../../sandbox/centra/simulator/create-shop.ts";
import { expectedMetrics } from "../../sandbox/centra/simulator/expected-metrics.ts";
import { systemClock } from "../clock.ts";
import type { DemoService } from "./demo-service.ts";
import { buildReport, type DemoReport, type StepAnswer } from "./report.ts";
import { setUpMails } from "./set-up-mails.ts";
import { type Step, shopDay } from "./shop-day.ts";

const PACE_MS = 120;
const CENTRA = { seed: 4, orders: 12, daysAgo: 30 };
const SETTLE_TIMEOUT_MS = 20_000;
const SOURCE = "/demo/fjall-form";

/** Tells the story while it happens. */
export interface DemoListener {
  step(step: Step, answer: string, faults: readonly string[]): void;
  progress(numbers: { readonly received: number; readonly expected: number; readonly retried: number }): void;
  remark(text: string): void;
  /** How far the mails are set up in Klaviyo. */
  setUp(progress: { readonly done: number; readonly total: number; readonly what: string }): void;
}

const resultSchema = z.looseObject({ status: z.union([z.string(), z.number()]) });
const problemSchema = z.looseObject({ errors: z.array(z.object({ pointer: z.string(), detail: z.string() })) });
const eventsSchema = z.looseObject({
  events: z.array(
    z.looseObject({
      id: z.number(),
      metric: z.string(),
      uniqueId: z.string(),
      attempts: z.number(),
      failure: z.looseObject({ detail: z.string(), status: z.number().nullable() }).nullable(),
    }),
  ),
});

/** Sets up the mails and lets the shop day happen, with Klaviyo failing here and there as the real one does, and says what came of it. */
export async function playShopDay(service: DemoService, listener: DemoListener): Promise<DemoReport> {
  await setUpMails(service, (progress) => listener.setUp(progress));
  const flows = service.klaviyo.flows().length;
  listener.remark(`In Klaviyo: ${flows} flows with a mail in each language, made by \`emails apply\` and set live.`);
  const steps = shopDay(systemClock.now());
  planFailures(service);
  const shop = createShop({
    seed: CENTRA.seed,
    instance: service.centra.instance,
    clock: systemClock,
    startsAt: systemClock.now() - CENTRA.daysAgo * 86_400_000,
  });
  const centraDays = shop.run({ orders: CENTRA.orders });
  const answers: StepAnswer[] = [];
  for (const step of steps) {
    const { answer, faults } = await push(service, step);
    answers.push({ step, answer });
    listener.step(step, answer, faults);
    await systemClock.sleep(PACE_MS);
  }
  await centraDays;
  const fromCentra = expectedMetrics(shop.journal);
  const pushed = steps.reduce((count, step) => count + step.expected.length, 0);
  listener.remark(
    `Meanwhile in Centra: ${CENTRA.orders} orders with all that became of them, ${fromCentra.length} metrics. The plugin reads them by itself.`,
  );

  await untilSettled(service, pushed + fromCentra.length, listener);
  await replayRefused(service, listener);
  await untilSettled(service, pushed + fromCentra.length, listener);
  const { klaviyo } = service;
  return buildReport(answers, fromCentra, {
    events: klaviyo.events({ backfill: false }),
    mails: klaviyo.mails(),
    skippedMails: klaviyo.skippedMails(),
  });
}

/** One throttled, one through a proxy's error page, one refused for good until it is sent again. */
function planFailures({ klaviyo }: DemoService): void {
  klaviyo.addScript({ metric: "Placed Order", uniqueId: "10505", answers: [{ status: 429, retryAfter: 1 }] });
  klaviyo.addScript({ metric: "Shipped", uniqueId: "Shipped-10501-1", answers: [{ status: 503, body: "html" }] });
  klaviyo.addScript({
    metric: "Gift Certificate",
    uniqueId: "gc-77",
    answers: [
      {
        status: 400,
        code: "invalid",
        detail: "The demo has Klaviyo refuse this event once.",
        pointer: "/data/attributes/properties",
      },
    ],
  });
}

async function push(service: DemoService, step: Step): Promise<{ answer: string; faults: string[] }> {
  const { status, body } = await service.push({ specversion: "1.0", source: SOURCE, ...step.event });
  if (status === 422) {
    const problem = problemSchema.parse(body);
    return { answer: "refused", faults: problem.errors.map(({ pointer, detail }) => `${pointer} ${detail}`) };
  }
  return { answer: String(resultSchema.parse(body).status), faults: [] };
}

async function untilSettled(service: DemoService, expected: number, listener: DemoListener): Promise<void> {
  const deadline = systemClock.monotonic() + SETTLE_TIMEOUT_MS;
  for (;;) {
    const pending = await findEvents(service, "pending");
    const received = service.klaviyo.events({ backfill: false }).length;
    const dead = await findEvents(service, "dead");
    const retried = [...pending, ...(await findEvents(service, "delivered"))].filter(
      ({ attempts }) => attempts > 1,
    ).length;
    listener.progress({ received, expected, retried });
    const isDone = pending.length === 0 && received + dead.length >= expected;
    if (isDone || systemClock.monotonic() > deadline) return;
    await systemClock.sleep(200);
  }
}

async function replayRefused(service: DemoService, listener: DemoListener): Promise<void> {
  for (const event of await findEvents(service, "dead")) {
    listener.remark(
      `Klaviyo refused ${event.metric} ${event.uniqueId} (${event.failure?.status}): “${event.failure?.detail}” It is kept as a dead letter.`,
    );
    await service.admin("POST", "/v1/admin/events/replay", { ids: [event.id] });
    listener.remark(`Sent again, as with \`centra-klaviyo events replay ${event.id}\`.`);
  }
}

async function findEvents(service: DemoService, state: string) {
  return eventsSchema.parse(await service.admin("GET", `/v1/admin/events?state=${state}&limit=1000`)).events;
}
