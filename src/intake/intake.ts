import type { Clock } from "../clock.ts";
import type { CommerceEvent } from "../commerce/commerce-event.ts";
import type { FirstRefunds } from "../outbox/first-refunds.ts";
import type { Acceptance, AcceptanceResult, Lane, Outbox } from "../outbox/outbox.ts";
import type { StorePlugin } from "../plugins/plugin.ts";
import { buildAcceptance } from "./build-acceptance.ts";
import type { IntakeResult, SkippedMetric } from "./intake-result.ts";
import { settleRefunds } from "./settle-refunds.ts";

/** The one door into the outbox, whatever the source: applies the plugin's restrictions, maps, commits. */
export interface Intake {
  /**
   * Takes commerce events; resolves once they are committed, with one result for each, in order. Taking an event again is
   * safe. Rejects when the database does not take them: then none of them counts as taken, and all may be sent again.
   */
  accept(
    plugin: StorePlugin,
    events: readonly CommerceEvent[],
    options: { readonly lane: Lane },
  ): Promise<IntakeResult[]>;
}

interface IntakeParts {
  readonly outbox: Outbox;
  readonly firstRefunds: FirstRefunds;
  readonly clock: Clock;
}

export function createIntake({ outbox, firstRefunds, clock }: IntakeParts): Intake {
  return {
    async accept(plugin, events, { lane }) {
      if (events.length === 0) return [];
      const settled = await settleRefunds(plugin.id, events, firstRefunds);
      const now = clock.now();
      const acceptances = settled.map((event) => buildAcceptance(plugin, event, { lane, now }));
      const results = await outbox.accept(acceptances);
      return acceptances.map((acceptance, index) => describeResult(acceptance, results[index]));
    },
  };
}

function describeResult(acceptance: Acceptance, result: AcceptanceResult | undefined): IntakeResult {
  if (result === undefined) throw new Error("The outbox answered fewer results than it was given acceptances.");
  if (result === "duplicate") return { status: "duplicate" };
  if (acceptance.held !== null) return { status: "held", reason: acceptance.held.reason };
  const skipped = acceptance.events.flatMap(({ metric, uniqueId, reason }): SkippedMetric[] =>
    reason === null ? [] : [{ metric, uniqueId, reason }],
  );
  const isAllSkipped = skipped.length > 0 && skipped.length === acceptance.events.length;
  return { status: isAllSkipped ? "skipped" : "accepted", skipped };
}
