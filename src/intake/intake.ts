import type { Clock } from "../clock.ts";
import type { CommerceEvent } from "../commerce/commerce-event.ts";
import { NO_TRACING, type Tracing } from "../observability/tracing.ts";
import type { FirstRefunds } from "../outbox/first-refunds.ts";
import type { Acceptance, AcceptanceResult, Lane, Outbox } from "../outbox/outbox.ts";
import type { StorePlugin } from "../plugins/plugin.ts";
import type { RightOfWay } from "../right-of-way.ts";
import { buildAcceptance } from "./build-acceptance.ts";
import type { IntakeListener } from "./intake-metrics.ts";
import type { IntakeResult, SkippedMetric } from "./intake-result.ts";
import type { RecentEvents } from "./recent-events.ts";
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
    options: {
      readonly lane: Lane;
      /** W3C traceparent of what brought them; the delivery's spans continue from the intake's. */
      readonly traceParent?: string | null;
      /** History lane: ids of the events that may say who the customer is; the others say only whose they are. Default: none. */
      readonly newest?: ReadonlySet<string>;
      /** When the historical export that tells of them was started, so that it knows its own. Default: none does. */
      readonly exportStartedAt?: number | null;
    },
  ): Promise<IntakeResult[]>;
}

const NONE: ReadonlySet<string> = new Set();

interface IntakeParts {
  readonly outbox: Outbox;
  readonly firstRefunds: FirstRefunds;
  readonly clock: Clock;
  readonly rightOfWay?: RightOfWay;
  readonly observe?: IntakeListener;
  readonly tracing?: Tracing;
  /** Is shown the live events once they are committed. */
  readonly recentEvents?: Pick<RecentEvents, "note">;
}

export function createIntake(parts: IntakeParts): Intake {
  const { outbox, firstRefunds, clock, observe = () => {}, tracing = NO_TRACING, recentEvents, rightOfWay } = parts;

  async function commit(
    plugin: StorePlugin,
    events: readonly CommerceEvent[],
    {
      newest,
      ...context
    }: { lane: Lane; traceParent: string | null; newest: ReadonlySet<string>; exportStartedAt: number | null },
  ): Promise<IntakeResult[]> {
    const settled = await settleRefunds(plugin.id, events, firstRefunds);
    const now = clock.now();
    const acceptances = settled.map((event) =>
      buildAcceptance(plugin, event, { ...context, now, isNewest: newest.has(event.id) }),
    );
    const results = await outbox.accept(acceptances);
    if (context.lane === "live") recentEvents?.note(plugin.id, settled);
    return acceptances.map((acceptance, index) => describeResult(acceptance, results[index]));
  }

  return {
    async accept(plugin, events, { lane, traceParent = null, newest = NONE, exportStartedAt = null }) {
      if (events.length === 0) return [];
      const attributes = { "centra_klaviyo.plugin": plugin.id, "centra_klaviyo.events": events.length };
      const span = tracing.startSpan({ name: "map and commit", kind: "internal", parent: traceParent, attributes });
      const leaveWay = lane === "live" ? rightOfWay?.enter() : undefined;
      try {
        const results = await commit(plugin, events, {
          ...{ lane, newest, exportStartedAt },
          traceParent: span.isRecorded ? span.traceParent : null,
        });
        span.end();
        observe({ pluginId: plugin.id, lane, results });
        return results;
      } catch (error) {
        span.end({ error: error instanceof Error ? error.name : "Error" });
        throw error;
      } finally {
        leaveWay?.();
      }
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
