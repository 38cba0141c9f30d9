import { expect, test } from "vitest";
import { addUpLanes, shareOf } from "./add-up.ts";

const lane = (pending: number, oldestReceivedAt: number | null) => ({ pending, oldestReceivedAt });

test("lanes of several plugins are added up, and the oldest of all is the oldest", () => {
  const plugins = [
    { lanes: { live: lane(2, 50), history: lane(0, null) } },
    { lanes: { live: lane(3, 20), history: lane(0, null) } },
  ];
  expect(addUpLanes(plugins, "live")).toEqual({ pending: 5, oldestReceivedAt: 20 });
  expect(addUpLanes(plugins, "history")).toEqual({ pending: 0, oldestReceivedAt: null });
});

test("what was used more than a minute ago counts no more", () => {
  const window = { used: 70, limit: 350, at: 1_000 };
  expect(shareOf(window, 2_000)).toEqual({ used: 70, limit: 350, share: 20 });
  expect(shareOf(window, 61_000)).toEqual({ used: 0, limit: 350, share: 0 });
  expect(shareOf(null, 0)).toEqual({ used: 0, limit: 0, share: 0 });
});
