import type { Clock } from "../../clock.ts";
import type { Baseline, ProgressStore } from "./progress-store.ts";
import type { CentraQueue } from "./queue.ts";
import type { CentraSession } from "./session.ts";
import { markBaseline, readBaselinePage, shopOf } from "./take-baseline.ts";
import type { ToldStore } from "./told-store.ts";

export interface BaselineParts {
  readonly queue: CentraQueue;
  readonly told: ToldStore;
  readonly progress: ProgressStore;
  readonly clock: Clock;
  readonly mayGoOn: () => boolean;
}

/**
 * The first time: what is newest is marked, and the open orders are read; from where it was, should it be broken off. Throws
 * CentraFailure.
 */
export async function completeBaseline(
  session: Pick<CentraSession, "ask" | "connection">,
  { queue, told, progress, clock, mayGoOn }: BaselineParts,
): Promise<Baseline> {
  const { pluginId } = session.connection;
  let baseline = await progress.baseline(pluginId);
  // What a reader of the shop before saved at the last moment, while the connection was led elsewhere.
  const isElsewhere = baseline !== null && baseline.of !== "" && baseline.of !== shopOf(session);
  if (baseline === null || isElsewhere) {
    baseline = await markBaseline(session);
    await progress.saveBaseline(pluginId, baseline);
    const { orderChangedAt: at, voucherId } = baseline;
    await progress.saveCursors(pluginId, {
      ...{ orders: at, shipments: at, customers: at, returns: at, payments: at, voucherId },
    });
  }
  while (baseline.nextPage !== null && mayGoOn()) {
    const page = await readBaselinePage(session, baseline);
    await told.write(pluginId, "order", page.told, clock.now());
    await queue.add(
      pluginId,
      page.changed.map((reference) => ({ kind: "order", reference })),
      clock.now(),
    );
    baseline = { ...baseline, nextPage: page.isLast ? null : baseline.nextPage + 1 };
    await progress.saveBaseline(pluginId, baseline);
  }
  return baseline;
}
