import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { createDrivenClock } from "../../klaviyo/testing/driven-clock.ts";
import { RETRY_AFTER_FORMS } from "../graphql/errors.ts";
import { type CentraSandbox, startCentraSandbox } from "../server.ts";
import { callGraphql } from "../testing/graphql-client.ts";
import { createRateBuckets } from "./rate-buckets.ts";
import { limitsOfPlan } from "./rate-plans.ts";

const started: CentraSandbox[] = [];
afterEach(() => Promise.all(started.splice(0).map((sandbox) => sandbox.close())));

describe("over HTTP", () => {
  it("lets 60 requests through, says when the next may come, and lets it through then and not before", async () => {
    const clock = createDrivenClock();
    const sandbox = await startCentraSandbox({ clock });
    started.push(sandbox);
    for (let request = 0; request < 60; request += 1) {
      expect((await callGraphql(sandbox, "{ currencies { code } }")).status).toBe(200);
    }
    const refused = await callGraphql(sandbox, "{ currencies { code } }");
    expect(refused.status).toBe(429);
    const freeAt = Number(refused.headers.get("retry-after")) * 1_000;
    expect(freeAt).toBeGreaterThan(clock.now());
    expect((await callGraphql(sandbox, "{ currencies { code } }")).status).toBe(429);
    clock.advance(freeAt - clock.now());
    expect((await callGraphql(sandbox, "{ currencies { code } }")).status).toBe(200);
  });

  it("counts mutations and complexity in buckets of their own", async () => {
    const clock = createDrivenClock();
    const sandbox = await startCentraSandbox({ clock });
    started.push(sandbox);
    sandbox.simulateOtherTraffic({ mutations: 20 });
    expect((await callGraphql(sandbox, "{ currencies { code } }")).status).toBe(200);
    const mutation = "mutation { confirmEvents(input: {eventsIds: [1]}) { userErrors { message } } }";
    expect((await callGraphql(sandbox, mutation)).status).toBe(429);
    sandbox.simulateOtherTraffic({ complexity: 250_000 });
    expect((await callGraphql(sandbox, "{ currencies { code } }")).status).toBe(429);
  });

  it.each(RETRY_AFTER_FORMS)("names the moment as %s", async (retryAfterForm) => {
    const clock = createDrivenClock();
    const sandbox = await startCentraSandbox({ clock, retryAfterForm });
    started.push(sandbox);
    sandbox.simulateOtherTraffic({ requests: 60 });
    const header = (await callGraphql(sandbox, "{ currencies { code } }")).headers.get("retry-after") ?? "";
    const read = {
      epoch_seconds: () => Number(header) * 1_000,
      seconds: () => clock.now() + Number(header) * 1_000,
      iso: () => Date.parse(header),
      http_date: () => Date.parse(header),
    };
    expect(read[retryAfterForm]()).toBe(clock.now() + 1_000);
  });
});

it("never lets more through in any ten seconds than a full bucket and what fills it meanwhile", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 400 }), (gaps) => {
      const buckets = createRateBuckets(limitsOfPlan("growth"), 0);
      let now = 0;
      const taken: number[] = [];
      for (const gap of gaps) {
        now += gap;
        const cost = { REQUEST_COUNT: 1, MUTATION_COUNT: 0, QUERY_COMPLEXITY: 10 };
        const verdict = buckets.take(cost, now);
        if (verdict.allowed) taken.push(now);
        else expect(verdict.freeAt).toBeGreaterThan(now);
      }
      for (const start of taken) {
        expect(taken.filter((at) => at >= start && at < start + 10_000).length).toBeLessThanOrEqual(120);
      }
    }),
  );
});
