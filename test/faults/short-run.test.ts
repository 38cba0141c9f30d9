import { afterAll, describe, expect, test } from "vitest";
import { loadScenarios } from "./harness/load-scenarios.ts";
import { startFaultRun } from "./harness/run-scenario.ts";

/** Of a machine that has much else to do; on an idle one the slowest takes half a minute. */
const WITHIN_MS = 240_000;
const run = startFaultRun({ isShort: true });
afterAll(() => run.close());

// They wait more than they work, so they run side by side; `npm run test:faults` runs all of them at length.
describe.concurrent("every accepted event is in Klaviyo once, or is a dead letter with its reason", async () => {
  const scenarios = (await loadScenarios()).filter(({ onlyInWholeRun }) => !onlyInWholeRun);
  test.each(scenarios)("$name: $story", { timeout: WITHIN_MS }, async (scenario) => {
    const { fault, tally } = await run.runScenario(scenario);
    expect(fault).toBeNull();
    expect(tally).toMatchObject({ doubled: 0, lost: 0 });
  });
});
