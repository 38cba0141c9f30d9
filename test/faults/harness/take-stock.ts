import type { KlaviyoSandbox } from "../../../sandbox/klaviyo/server.ts";
import { keyOf, type Ledger } from "./ledger.ts";
import type { Tally } from "./scenario.ts";
import type { AdminEvent } from "./service-api.ts";

const EXAMPLES = 5;

/** What Klaviyo recorded, what the service calls dead, and what the shop was promised. */
interface Books {
  readonly ledger: Ledger;
  readonly recorded: ReturnType<KlaviyoSandbox["events"]>;
  readonly dead: readonly AdminEvent[];
  /** Klaviyo's public key of a plugin. */
  readonly accountOf: (pluginId: string) => string;
}

/**
 * Compares the books. Throws when Klaviyo has what nobody sent, when a dead letter has no reason, and when a customer's events
 * reached Klaviyo in another order than they were accepted in.
 */
export function takeStock({ ledger, recorded, dead, accountOf }: Books): Tally {
  const copies = new Map<string, number>();
  for (const event of recorded) {
    if (!ledger.wasSent(event))
      throw new Error(`Klaviyo has an event that nobody sent: ${event.metric} ${event.uniqueId}`);
    copies.set(keyOf(event), (copies.get(keyOf(event)) ?? 0) + 1);
  }
  const deadKeys = new Set<string>();
  for (const event of dead) {
    if (event.failure === null) throw new Error(`A dead letter has no reason: ${event.metric} ${event.uniqueId}`);
    deadKeys.add(keyOf({ account: accountOf(event.pluginId), ...event }));
  }
  requireOrder(ledger, recorded);

  const tally = { accepted: 0, delivered: 0, dead: 0, doubled: 0, lost: 0 };
  for (const event of ledger.accepted()) {
    const key = keyOf(event);
    const times = copies.get(key) ?? 0;
    tally.accepted++;
    if (times > 0) tally.delivered++;
    else if (deadKeys.has(key)) tally.dead++;
    else tally.lost++;
  }
  for (const [key, times] of copies) if (times > 1 || deadKeys.has(key)) tally.doubled++;
  return tally;
}

/** Accepted one after another and of one customer: in Klaviyo in the same order. */
function requireOrder(ledger: Ledger, recorded: Books["recorded"]): void {
  const place = new Map<string, number>();
  for (const event of recorded) if (!place.has(keyOf(event))) place.set(keyOf(event), place.size);
  const latest = new Map<string, { readonly place: number; readonly key: string }>();
  const faults: string[] = [];
  for (const event of ledger.accepted()) {
    const key = keyOf(event);
    const own = place.get(key);
    if (own === undefined) continue;
    const customer = `${event.account}\n${event.email}`;
    const before = latest.get(customer);
    if (before !== undefined && own < before.place) faults.push(`${key} before ${before.key}`.replaceAll("\n", " "));
    else latest.set(customer, { place: own, key });
  }
  if (faults.length === 0) return;
  const examples = faults.slice(0, EXAMPLES).join("; ");
  throw new Error(`${faults.length} events reached Klaviyo before an earlier one of their customer: ${examples}`);
}
