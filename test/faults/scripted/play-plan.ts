import { composeCustomer } from "../harness/orders.ts";
import type { FaultContext, Tally } from "../harness/scenario.ts";
import type { AdminEvent } from "../harness/service-api.ts";
import type { Stage } from "../harness/stage.ts";
import { checkCustomerInCrowd, checkLoneCustomer, type SeenEvent } from "./check-attempts.ts";
import { composePlan, type PlanSize, type ScriptedEvent } from "./script-plan.ts";

/** Long enough that no answer comes too late but those that never come. */
const TIMEOUT_SECONDS = 8;
/** Of a machine that has other things to do. */
const LATENESS_MS = 20_000;
const SETTLED_WITHIN_MS = 240_000;
const FAULTS_SHOWN = 10;

/** Plays the plan of a seed against the real service; throws when an event did not keep to its script. */
export async function playPlan(context: FaultContext, seed: number, size: PlanSize): Promise<Tally> {
  const plan = composePlan(seed, size);
  const stage = await context.openStage({
    accounts: plan.length,
    environment: { KLAVIYO_TIMEOUT_SECONDS: String(TIMEOUT_SECONDS) },
  });
  const customers = plan.flatMap((account, index) =>
    account.map((events, customer) => ({
      shop: stage.shops[index] ?? stage.shop,
      isAlone: account.length === 1,
      email: `scripted-${index}-${customer}@shop.se`,
      events: events.map((script, event) => ({ id: `a${index}-c${customer}-e${event}`, script })),
    })),
  );
  for (const { events } of customers) {
    for (const { id, script } of events) {
      stage.sandbox.addScript({ uniqueId: id, answers: [...script.failures, script.lastWord] });
    }
  }
  await Promise.all(
    customers.map(({ shop, email, events }) =>
      shop.push(events.map(({ id }) => composeCustomer(shop.account, id, email))),
    ),
  );
  await stage.settled(SETTLED_WITHIN_MS);

  const settled = [...(await stage.api.listEvents("delivered")), ...(await stage.api.listEvents("dead"))];
  const byId = new Map(settled.map((event) => [event.uniqueId, event]));
  const timing = { timeoutMs: TIMEOUT_SECONDS * 1_000, latenessMs: LATENESS_MS };
  const faults = customers.flatMap(({ events, isAlone }) => {
    const seen = events.map((event) => lookAt(stage, event, byId.get(event.id)));
    return isAlone ? checkLoneCustomer(seen, timing) : checkCustomerInCrowd(seen);
  });
  const tally = await stage.tally();
  if (tally.doubled > 0 || tally.lost > 0) faults.push(`${tally.doubled} doubled, ${tally.lost} lost`);
  if (faults.length === 0) return tally;
  throw new Error(`${faults.length} departures from the scripts:\n${faults.slice(0, FAULTS_SHOWN).join("\n")}`);
}

function lookAt(
  stage: Stage,
  { id, script }: { id: string; script: ScriptedEvent },
  found: AdminEvent | undefined,
): SeenEvent {
  const [seen] = stage.sandbox.attempts({ uniqueId: id });
  return {
    name: id,
    script,
    attempts: seen?.attempts ?? [],
    state: found?.state ?? "nowhere",
    attemptsCounted: found?.attempts ?? 0,
  };
}
