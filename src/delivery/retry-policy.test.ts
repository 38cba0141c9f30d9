import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { KlaviyoError, RateLimit, Refused, SendOutcome } from "../klaviyo/outcome.ts";
import { UNREACHABLE_CODES } from "../klaviyo/outcome.ts";
import { decideNext, FIRST_DELAY_MS, MAX_DELAY_MS, MAX_RETRY_AFTER_MS, retryDelayMs } from "./retry-policy.ts";

const now = Date.parse("2026-07-15T10:00:00Z");
const rateLimit: RateLimit = { windows: [], remaining: null, resetMs: null };
const fault: KlaviyoError = {
  code: "invalid",
  title: "Invalid input.",
  detail: "No.",
  pointer: "/data",
  parameter: null,
};
const single = { attempt: 1, events: 1, request: "POST /api/events" };
const bulk = { attempt: 1, events: 1_000, request: "POST /api/event-bulk-create-jobs" };

function refused(status: number, answer: Partial<Refused> = {}): Refused {
  return {
    kind: "refused",
    status,
    isJson: true,
    errors: [fault],
    excerpt: "",
    retryAfterMs: null,
    rateLimit,
    ...answer,
  };
}
const html = { isJson: false, errors: [], excerpt: "<html>" };

describe("what an answer leads to", () => {
  const cases: [string, SendOutcome, string, string][] = [
    ["202", { kind: "accepted", partialFailure: null, rateLimit }, "delivered", "delivered"],
    ["400", refused(400), "dead", "split"],
    ["409", refused(409), "dead", "split"],
    ["422", refused(422), "dead", "split"],
    ["413", refused(413), "dead", "split"],
    ["413 of a proxy", refused(413, html), "dead", "split"],
    ["400 of a firewall", refused(400, html), "retried", "retried"],
    [
      "400 that names a header",
      refused(400, { errors: [{ ...fault, pointer: null, parameter: "revision" }] }),
      "paused",
      "paused",
    ],
    ["401", refused(401), "paused", "paused"],
    ["401 without a body", refused(401, html), "paused", "paused"],
    ["403", refused(403), "paused", "paused"],
    ["403 of a firewall", refused(403, html), "retried", "retried"],
    ["404", refused(404), "paused", "paused"],
    ["404 of a proxy", refused(404, html), "retried", "retried"],
    ["405", refused(405), "paused", "paused"],
    ["408", refused(408), "retried", "retried"],
    ["410", refused(410), "paused", "paused"],
    ["415", refused(415), "paused", "paused"],
    ["429", refused(429), "retried", "retried"],
    ["500", refused(500), "retried", "retried"],
    ["502 of a gateway", refused(502, html), "retried", "retried"],
    ["503", refused(503), "retried", "retried"],
    ["524", refused(524, html), "retried", "retried"],
    ["a redirect", refused(302, html), "retried", "retried"],
    ["a page under 200", refused(200, html), "retried", "retried"],
  ];
  test.each(cases)("%s", (_name, outcome, alone, together) => {
    expect(decideNext(single, outcome, now, 0.5).kind).toBe(alone);
    expect(decideNext(bulk, outcome, now, 0.5).kind).toBe(together);
  });

  test("a dead letter quotes Klaviyo and names the request", () => {
    expect(decideNext(single, refused(400), now, 0)).toEqual({
      kind: "dead",
      failure: {
        code: "klaviyo_rejected",
        status: 400,
        detail: "Invalid input. No. (/data)",
        request: "POST /api/events",
        at: now,
      },
    });
  });

  test("an alarm says what to do", () => {
    expect(decideNext(single, refused(403), now, 0)).toMatchObject({
      alarm: { code: "klaviyo_scope_missing", since: now, message: expect.stringContaining("events:write") },
    });
  });
});

describe("properties", () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const attempt = fc.integer({ min: 1, max: 100_000 });
  const retryAfterMs = fc.option(fc.integer({ min: 0, max: 10 * MAX_RETRY_AFTER_MS }), { nil: null });
  const outcome: fc.Arbitrary<SendOutcome> = fc.oneof(
    fc.record({
      kind: fc.constant("unreachable" as const),
      code: fc.constantFrom(...UNREACHABLE_CODES),
      detail: fc.string({ maxLength: 5_000 }),
      requestMayHaveBeenRead: fc.boolean(),
    }),
    fc
      .record({
        status: fc.integer({ min: 100, max: 599 }),
        errors: fc.array(fc.constant(fault), { maxLength: 3 }),
        excerpt: fc.string({ maxLength: 300 }),
        retryAfterMs,
      })
      .map(({ status, ...answer }) => refused(status, { ...answer, isJson: answer.errors.length > 0 })),
  );

  test("a delay is between half a second and ten minutes, or what Klaviyo asked for", () => {
    fc.assert(
      fc.property(attempt, retryAfterMs, random, (n, wait, chance) => {
        const delay = retryDelayMs(n, wait, chance);
        const asked = Math.min(wait ?? 0, MAX_RETRY_AFTER_MS);
        expect(delay).toBeGreaterThanOrEqual(Math.max(FIRST_DELAY_MS / 2, asked));
        expect(delay).toBeLessThanOrEqual(Math.ceil(Math.max(MAX_DELAY_MS, asked * 1.1)));
      }),
    );
  });

  test("delays grow with the attempts and are spread", () => {
    fc.assert(
      fc.property(attempt, random, random, (n, a, b) => {
        expect(retryDelayMs(n + 1, null, a)).toBeGreaterThanOrEqual(retryDelayMs(n, null, a));
        if (Math.abs(a - b) > 0.01) expect(retryDelayMs(n, null, a)).not.toBe(retryDelayMs(n, null, b));
      }),
    );
  });

  test("without a whole 202 nothing counts as delivered; a failure is always recorded, and never grows without bound", () => {
    fc.assert(
      fc.property(attempt, fc.integer({ min: 1, max: 1_000 }), outcome, random, (n, events, answer, chance) => {
        const decision = decideNext({ attempt: n, events, request: "POST /x" }, answer, now, chance);
        if (decision.kind === "delivered") throw new Error("delivered");
        expect(decision.failure).toMatchObject({ request: "POST /x", at: now });
        expect(decision.failure.detail.length).toBeLessThanOrEqual(2_000);
        if (decision.kind === "retried") expect(decision.dueAt).toBeGreaterThan(now);
      }),
    );
  });

  test("only a 4xx makes a dead letter, and only of an event that stood alone", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), outcome, random, (events, answer, chance) => {
        const { kind } = decideNext({ ...bulk, events }, answer, now, chance);
        if (kind === "dead") expect(events).toBe(1);
        if (kind === "split") expect(events).toBeGreaterThan(1);
        if (kind === "dead" || kind === "split") {
          expect(answer.kind === "refused" && answer.status >= 400 && answer.status < 500).toBe(true);
        }
      }),
    );
  });

  test("trouble on the way or on Klaviyo's side is always retried", () => {
    fc.assert(
      fc.property(outcome, random, (answer, chance) => {
        fc.pre(
          answer.kind === "unreachable" ||
            (answer.kind === "refused" && (answer.status >= 500 || answer.status === 429)),
        );
        expect(decideNext(single, answer, now, chance).kind).toBe("retried");
      }),
    );
  });
});
