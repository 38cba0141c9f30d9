import type { Clock } from "../clock.ts";
import type { CommerceEvent } from "../commerce/commerce-event.ts";
import type { HistoryProblem, HistorySource, HistoryTotals } from "../commerce/history-source.ts";
import { mapCommerceEvent } from "../metrics/map-commerce-event.ts";
import type { StorePlugin } from "../plugins/plugin.ts";
import { linesOf, type Tally, type TallyLine, tallyEvents } from "./tally.ts";

const ENOUGH_EVENTS = 500;
const LONGEST_MS = 30_000;
const SHOWN_SAMPLES = 5;
const SHOWN_PROBLEMS = 20;

/** What an export would do, as far as was looked: nothing of it is sent. */
export interface DryRun {
  readonly from: string;
  /** All there are to read; null where the source cannot tell. */
  readonly total: HistoryTotals;
  /** What was looked at. */
  readonly read: { readonly customers: number; readonly orders: number };
  readonly isWhole: boolean;
  readonly lines: readonly Pick<TallyLine, "metric" | "currency" | "source" | "mapped" | "left">[];
  /** The first metric events, one a commerce event, as Klaviyo would get them. */
  readonly samples: readonly {
    readonly metric: string;
    readonly uniqueId: string;
    readonly time: string;
    readonly properties: unknown;
  }[];
  readonly problems: readonly HistoryProblem[];
}

/** Reads a source from its beginning until it has seen enough, or for half a minute. */
export async function tryExport(
  source: HistorySource,
  { plugin, from, clock }: { readonly plugin: StorePlugin; readonly from: string; readonly clock: Clock },
): Promise<DryRun> {
  const signal = AbortSignal.timeout(LONGEST_MS);
  const startedAt = clock.monotonic();
  const problems: HistoryProblem[] = [];
  const samples: DryRun["samples"][number][] = [];
  let total = await source.count(signal);
  let tally: Tally = {};
  let [customers, orders, events] = [0, 0, 0];
  let cursor: string | null = null;
  do {
    const page = await source.read(cursor, signal);
    total = page.totals ?? total;
    customers += page.customers;
    orders += page.orders;
    events += page.events.length;
    tally = tallyEvents(tally, page.events, plugin.settings, { isPluginActive: true, now: clock.now() }).tally;
    problems.push(...page.problems.slice(0, SHOWN_PROBLEMS - problems.length));
    samples.push(...samplesOf(page.events.slice(0, SHOWN_SAMPLES - samples.length), plugin));
    cursor = page.next;
  } while (cursor !== null && events < ENOUGH_EVENTS && clock.monotonic() - startedAt < LONGEST_MS);
  const lines = linesOf(tally).map(({ value: _value, ...line }) => line);
  return { from, total, read: { customers, orders }, isWhole: cursor === null, lines, samples, problems };
}

function samplesOf(events: readonly CommerceEvent[], plugin: StorePlugin): DryRun["samples"][number][] {
  return events.flatMap((event) => {
    const outcome = mapCommerceEvent(event, plugin.settings);
    const [first] = outcome.kind === "mapped" ? outcome.events : [];
    if (first === undefined) return [];
    const { metric, uniqueId, time, properties } = first;
    return [{ metric, uniqueId, time, properties }];
  });
}
