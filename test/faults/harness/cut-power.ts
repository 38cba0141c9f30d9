import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../until.ts";
import type { FaultContext, Tally } from "./scenario.ts";
import type { Stage } from "./stage.ts";

interface PowerCuts {
  readonly rounds: number;
  /** Right after the last order was answered: takes note of what is on the disk. */
  readonly noteAnswered?: () => void;
  /** What `cut` counts. */
  readonly undoes: "outcomes" | "commits";
  /** Cuts the power and switches it on again; answers how many of these were undone by it, at least. */
  readonly cut: (round: number) => Promise<number>;
}

/** From the last order's answer to the cut: some of it is delivered by then, and the rest is not. */
const LONGEST_WAIT_MS = 400;
const ORDERS = 60;

/**
 * Each round lets orders in, live and historical, and cuts the power a random moment after the last one was answered, while Klaviyo takes
 * some, refuses some for good and fails some. What was answered has to be there; outcomes may be undone, and are found out again.
 */
export async function cutPowerAtRandom(context: FaultContext, stage: Stage, cuts: PowerCuts): Promise<Tally> {
  const { sandbox, shop } = stage;
  sandbox.addFault({ match: { uniqueIdPattern: "7$" }, action: { status: 400, detail: "This one never." } });
  sandbox.addFault({ match: { probability: 0.1 }, action: { status: 503, body: "html" } });
  sandbox.addFault({ match: { path: "/api/events" }, action: { delayMs: 10 } });
  let undone = 0;
  let round = 0;
  // A few cuts may all hit a moment when everything is on the disk; that would prove nothing.
  for (; round < cuts.rounds || (undone === 0 && round < 5 * cuts.rounds); round++) {
    const requests = sandbox.attempts().length;
    await shop.placeOrders(ORDERS / 2, { lane: "history" });
    await shop.placeOrders(ORDERS);
    cuts.noteAnswered?.();
    await until("some of it is on its way", () => sandbox.attempts().length > requests, 60_000);
    await sleep(Math.random() * LONGEST_WAIT_MS);
    undone += await cuts.cut(round);
  }
  sandbox.clearFaults();
  sandbox.addFault({ match: { uniqueIdPattern: "7$" }, action: { status: 400, detail: "This one never." } });
  await stage.settled(120_000);
  const again = sandbox.dropped().length;
  context.note(
    `${round} power cuts undid ${undone} ${cuts.undoes}; ${again} events were sent twice, and Klaviyo kept one of each`,
  );
  if (undone === 0) throw new Error("Nothing was undone, so nothing was proved.");
  return stage.tally();
}
