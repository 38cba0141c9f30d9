import { expect, test } from "vitest";
import { createStepSize } from "./step-size.ts";

test.each([
  { what: "no live event came yet", liveAt: null, now: 0, liveWaiting: 0, step: 500 },
  { what: "one came just now", liveAt: 1_000, now: 1_000, liveWaiting: 1, step: 100 },
  { what: "one came some seconds ago", liveAt: 1_000, now: 6_000, liveWaiting: 0, step: 100 },
  { what: "none has come for long", liveAt: 1_000, now: 6_001, liveWaiting: 0, step: 500 },
  { what: "they pile up", liveAt: 1_000, now: 1_000, liveWaiting: 500, step: 500 },
])("$what: steps of $step", ({ liveAt, now, liveWaiting, step }) => {
  const stepSize = createStepSize();
  if (liveAt !== null) stepSize.noteLive(liveAt);
  expect(stepSize.at(now, liveWaiting)).toBe(step);
});
