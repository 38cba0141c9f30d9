import { z } from "zod";
import type { FaultRule } from "../../../sandbox/klaviyo/faults/fault-rules.ts";
import { until } from "../../until.ts";
import type { FaultContext, Tally } from "./scenario.ts";
import type { Stage } from "./stage.ts";

interface BadWeather {
  readonly faults: readonly FaultRule[];
  /** Default 4, in the whole run 40: each fault has to strike so often before it ends. */
  readonly strikes?: number;
  /** From the faults' end until everything has to be settled; default 90 s. */
  readonly clearsWithinMs?: number;
}

/** Only as a way out: how long it takes depends on the machine and on Klaviyo's quota. */
const STRIKES_WITHIN_MS = 600_000;
const faultListSchema = z.array(z.object({ struck: z.number() }));

/**
 * Orders come in on both lanes while Klaviyo misbehaves, until each fault has struck often enough; then Klaviyo is well again, and
 * everything has to arrive.
 */
export async function orderInBadWeather(context: FaultContext, stage: Stage, weather: BadWeather): Promise<Tally> {
  const { sandbox, shop } = stage;
  const { faults, strikes = context.isShort ? 4 : 40, clearsWithinMs = 90_000 } = weather;
  for (const fault of faults) sandbox.addFault(fault);
  const live = shop.keepOrdering({ clients: 2, pauseMs: 20 });
  const history = shop.keepOrdering({ clients: 1, pauseMs: 20, lane: "history" });
  const haveStruck = async () => (await countStrikes(stage)).every((struck) => struck >= strikes);
  await until(`each fault has struck ${strikes} times`, haveStruck, STRIKES_WITHIN_MS);
  sandbox.clearFaults();
  await Promise.all([live.stop(), history.stop()]);
  const clearedAt = performance.now();
  await stage.settled(clearsWithinMs);
  context.note(`settled ${((performance.now() - clearedAt) / 1_000).toFixed(1)} s after Klaviyo was well again`);
  return stage.tally();
}

/** How often each fault struck. */
async function countStrikes({ sandbox }: Stage): Promise<number[]> {
  const answer = await fetch(`${sandbox.url}/__sandbox/faults`);
  return faultListSchema.parse(await answer.json()).map(({ struck }) => struck);
}
