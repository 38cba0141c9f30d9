import fc from "fast-check";
import { expect, test } from "vitest";
import type { PlannedAnswer } from "../../sandbox/klaviyo/faults/planned-answer.ts";
import { describeOnBothEngines } from "../databases.ts";
import { until } from "../until.ts";
import { type Engine, makeEvent, startsEngines } from "./start-engine.ts";

interface Fate {
  /** What attempts to send the event meet, in turn; afterwards it is taken, or refused for good. */
  readonly answers: readonly PlannedAnswer[];
  readonly isBad: boolean;
}

const TROUBLES: readonly PlannedAnswer[] = [
  { status: 500 },
  { status: 429, retryAfter: 1 },
  { status: 503, body: "html" },
  { reset: "after-body" },
  { reset: "after-body", accept: true },
  { timeout: true },
  { status: 202, body: "wrong-length" },
];
/** Long enough that no answer comes too late but those that never come, also when the machine stands still for seconds. */
const PATIENT = { totalTimeoutMs: 8_000 };
const REFUSAL: PlannedAnswer = { status: 400, code: "invalid", detail: "This one never." };

const usual: fc.Arbitrary<PlannedAnswer[]> = fc.constant([]);
const takesNothing = ({ answers }: Pick<Fate, "answers">) =>
  answers.every(({ status, accept }) => status !== 202 && accept !== true);
const trouble = fc.array(fc.constantFrom(...TROUBLES), { maxLength: 2 });
/** An accepted bulk request would take its bad events along, as Klaviyo never does. */
const clearTrouble = trouble.filter((answers) => takesNothing({ answers }));
const isBad = fc.integer({ min: 0, max: 3 }).map((chance) => chance === 0);
/** Klaviyo does not take an event that it will refuse. */
const mayHappen = (fate: Fate) => !fate.isBad || takesNothing(fate);
const shopOf = (answers: fc.Arbitrary<PlannedAnswer[]>) =>
  fc.array(fc.array(fc.record({ answers, isBad }).filter(mayHappen), { minLength: 1, maxLength: 5 }), {
    minLength: 30,
    maxLength: 40,
  });

/** Lets each customer's events happen, a few at a time, and waits until each has found its end. */
async function play({ sandbox, outbox, push }: Engine, customers: readonly (readonly Fate[])[]): Promise<void> {
  const events = customers.flatMap((fates, customer) => fates.map((fate, index) => ({ ...fate, customer, index })));
  for (const { customer, index, answers, isBad: isRefused } of events) {
    const script = [...answers, ...(isRefused ? Array.from({ length: 30 }, () => REFUSAL) : [])];
    if (script.length > 0) sandbox.addScript({ uniqueId: `${customer}-${index}`, answers: script });
  }
  const inTime = events.sort((a, b) => a.index - b.index);
  for (let at = 0; at < inTime.length; at += 7) {
    const group = inTime.slice(at, at + 7);
    await push(
      group.map(({ customer, index }) => makeEvent(`${customer}-${index}`, { email: `c${customer}@shop.se` })),
    );
  }
  await until(
    "nothing is pending",
    async () => (await outbox.search({ state: "pending" }, { limit: 1 })).length === 0,
    120_000,
  );
}

async function expectEveryEnd({ sandbox, outbox }: Engine, customers: readonly (readonly Fate[])[]): Promise<void> {
  const ids = (wanted: boolean) =>
    customers.flatMap((fates, customer) =>
      fates.flatMap((fate, index) => (fate.isBad === wanted ? [`${customer}-${index}`] : [])),
    );
  const dead = await outbox.search({ state: "dead" }, { limit: 1_000 });
  expect(dead.map(({ uniqueId }) => uniqueId).sort()).toEqual(ids(true).sort());
  expect(
    sandbox
      .events()
      .map(({ uniqueId }) => uniqueId)
      .sort(),
  ).toEqual(ids(false).sort());
}

function expectOrder({ sandbox }: Engine, customers: readonly (readonly Fate[])[]): void {
  const attempts = new Map(sandbox.attempts().map((event) => [event.uniqueId, event.attempts]));
  for (const [customer, fates] of customers.entries()) {
    for (const index of fates.keys()) {
      const made = attempts.get(`${customer}-${index}`) ?? [];
      const accepted = made.findIndex(({ status, manner }) => status === 202 && manner === "answered");
      if (accepted !== -1) expect(made).toHaveLength(accepted + 1);
      const earlier = attempts.get(`${customer}-${index - 1}`) ?? [];
      const endOfEarlier = Math.max(-1, ...earlier.map(({ sequence }) => sequence));
      // In one bulk request with the earlier one is in order, too.
      const together = new Set(earlier.map(({ sequence }) => sequence));
      for (const { sequence } of made) if (!together.has(sequence)) expect(sequence).toBeGreaterThan(endOfEarlier);
    }
  }
}

describeOnBothEngines("order per customer", (open) => {
  const start = startsEngines(open);

  test("one by one: in order, none again after it was accepted, every one there once or dead", {
    timeout: 180_000,
  }, async () => {
    const answers = fc.oneof({ weight: 3, arbitrary: usual }, trouble);
    await fc.assert(
      fc.asyncProperty(shopOf(answers), async (customers) => {
        const engine = await start({ transport: PATIENT });
        await play(engine, customers);
        await expectEveryEnd(engine, customers);
        expectOrder(engine, customers);
      }),
      { numRuns: 1, endOnFailure: true },
    );
  });

  test("a new holder that cannot know all events that were put off still lets none be overtaken", async () => {
    const { sandbox, outbox, leases, worker, push } = await start({
      isStarted: false,
      settings: { maxWaitingKnown: 5 },
    });
    const customers = Array.from({ length: 40 }, (_, customer) => `c${customer}`);
    const pushAll = (round: number) =>
      push(customers.map((name) => makeEvent(`${name}-${round}`, { email: `${name}@shop.se` })));
    await pushAll(0);
    await pushAll(1);
    const [lease] = await leases.acquire({ holder: "before", ttlMs: 60_000, limit: 1 });
    if (lease === undefined) throw new Error("the account is not free");
    const pending = await outbox.search({ state: "pending" }, { limit: 100 });
    const soon = Date.now() + 3_000;
    await outbox.settle(
      lease,
      pending.map(({ id }) => ({ id, outcome: "deferred", dueAt: soon })),
    );
    await leases.release([lease]);
    await pushAll(2);
    worker.start();
    await pushAll(3);
    await until("all are there", () => sandbox.events().length === customers.length * 4);
    for (const name of customers) {
      const own = sandbox.events().filter(({ uniqueId }) => uniqueId.startsWith(`${name}-`));
      expect(own.map(({ uniqueId }) => uniqueId)).toEqual([0, 1, 2, 3].map((round) => `${name}-${round}`));
    }
  });

  test("in bulk, where an answer is about many events: the same", { timeout: 180_000 }, async () => {
    const answers = fc.oneof({ weight: 60, arbitrary: usual }, clearTrouble);
    await fc.assert(
      fc.asyncProperty(shopOf(answers), async (customers) => {
        const engine = await start({
          settings: { singleQuota: { burst: 5, steady: 5 } },
          sandbox: {
            limits: {
              "POST /api/events": { perSecond: 5, perMinute: 5 },
              "POST /api/event-bulk-create-jobs": { perSecond: 1_000, perMinute: 10_000 },
            },
          },
          transport: PATIENT,
        });
        await play(engine, customers);
        await expectEveryEnd(engine, customers);
        expectOrder(engine, customers);
        expect(engine.sandbox.counts().requests["POST /api/event-bulk-create-jobs"]?.["202"]).toBeGreaterThan(0);
      }),
      { numRuns: 1, endOnFailure: true },
    );
  });
});
