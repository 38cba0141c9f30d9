import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CentraSandboxOptions } from "../../sandbox/centra/options.ts";
import { startCentraSandbox } from "../../sandbox/centra/server.ts";
import { createShop, type ShopOptions } from "../../sandbox/centra/simulator/create-shop.ts";
import type { ExpectedMetric } from "../../sandbox/centra/simulator/expected-metrics.ts";
import { createCentra } from "../../src/centra/centra.ts";
import { systemClock } from "../../src/clock.ts";
import type { CommerceEvent } from "../../src/commerce/commerce-event.ts";
import type { HistoryPage, HistorySelection, HistorySource } from "../../src/commerce/history-source.ts";
import { openDatabase } from "../../src/database/database.ts";
import { migrate } from "../../src/database/migrate.ts";
import { mapCommerceEvent } from "../../src/metrics/map-commerce-event.ts";
import { createLogger } from "../../src/observability/logger.ts";
import { createCipher } from "../../src/plugins/cipher.ts";
import { createPluginStore } from "../../src/plugins/create-plugin-store.ts";

export interface PastOptions extends Partial<Omit<ShopOptions, "instance" | "clock">> {
  readonly orders: number;
  readonly centra?: CentraSandboxOptions;
  readonly connection?: Readonly<Record<string, unknown>>;
}

/** A shop with a past in the sandbox Centra, and the source of a historical export that reads it. */
export async function startPastOfShop({ orders, centra: sandboxOptions, connection, ...shopOptions }: PastOptions) {
  const sandbox = await startCentraSandbox({ plan: "off", ...sandboxOptions });
  const shop = createShop({
    ...{ seed: 1, startsAt: Date.parse("2022-08-20T06:00:00Z"), secondsBetweenVisits: 20_000 },
    ...shopOptions,
    ...{ instance: sandbox.instance, clock: systemClock },
  });
  await shop.run({ orders });
  const folder = await mkdtemp(join(tmpdir(), "centra-klaviyo-past-"));
  const logger = createLogger({ level: "silent" });
  const location = { path: join(folder, "data.sqlite") };
  const database = await openDatabase({ location, clock: systemClock, logger });
  await migrate(database);
  const cipher = createCipher(Buffer.alloc(32, 7));
  const plugin = await createPluginStore({ database, cipher, clock: systemClock }).create({
    ...{ id: "shop", name: "Shop", apiKey: "TEST01", privateKey: "pk_for_the_test" },
    settings: { baseCurrency: "SEK", timeZone: "Europe/Stockholm" },
  });
  const accept = () => Promise.reject(new Error("Nothing is read live here."));
  const centra = createCentra({ database, cipher, clock: systemClock, logger, accept, totalTimeoutMs: 2_000 });
  await centra.connections.save("shop", { apiUrl: sandbox.url, token: sandbox.token, ...connection });
  return {
    ...{ sandbox, shop, plugin },
    async open(selection: HistorySelection): Promise<HistorySource> {
      const source = await centra.openHistory(plugin, selection);
      if (source === null) throw new Error("The plugin is not connected.");
      return source;
    },
    /** The metrics that the events give, one line each, in their order. */
    metricsOf: (events: readonly CommerceEvent[]) =>
      events.flatMap((event) => {
        const outcome = mapCommerceEvent(event, plugin.settings);
        if (outcome.kind !== "mapped") throw new Error(`Not mapped: ${event.id}`);
        return outcome.events.map(({ metric, uniqueId, time, value, profile }) =>
          lineOf({ metric, uniqueId, time, email: profile.email, value: value ?? null }),
        );
      }),
    async close() {
      await centra.close();
      await Promise.all([database.close(), sandbox.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type PastOfShop = Awaited<ReturnType<typeof startPastOfShop>>;

/** Reads a source to its end; `between` may do something after each page. */
export async function readAll(source: HistorySource, between?: (page: HistoryPage) => void): Promise<HistoryPage[]> {
  const pages: HistoryPage[] = [];
  const signal = AbortSignal.timeout(120_000);
  for (let cursor: string | null = null; ; ) {
    const page = await source.read(cursor, signal);
    pages.push(page);
    between?.(page);
    if (page.next === null) return pages;
    cursor = page.next;
  }
}

/** Ordered Product's value may be a minor unit off its share, so it is compared by the rest. */
export function expectedLines(expected: readonly ExpectedMetric[]): string[] {
  return expected.map((one) => lineOf({ ...one, value: one.value === null ? null : Number(one.value) })).toSorted();
}

function lineOf(event: {
  readonly metric: string;
  readonly uniqueId: string;
  readonly time: string;
  readonly email: string;
  readonly value: number | null;
}): string {
  const value = event.metric === "Ordered Product" ? "" : (event.value?.toFixed(2) ?? "");
  const seconds = Math.floor(Date.parse(event.time) / 1_000);
  return [event.metric, event.uniqueId, seconds, event.email.toLowerCase(), value].join(" ");
}
