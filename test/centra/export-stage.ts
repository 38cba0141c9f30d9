import { z } from "zod";
import { expectedHistory, type HistoryChoice } from "../../sandbox/centra/simulator/expected-history.ts";
import { until } from "../until.ts";
import { type Arrivals, compareArrivals } from "./compare-metrics.ts";
import type { ConnectedShop } from "./connected-shop.ts";

const statusSchema = z.object({
  status: z.string(),
  customers: z.object({ done: z.number(), total: z.number().nullable() }),
  orders: z.object({ done: z.number(), total: z.number().nullable() }),
  problems: z.number(),
  trouble: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type ExportStatus = z.output<typeof statusSchema>;

/** A day in the simulated shop's first weeks, and its first moment in the shop's zone. */
export const FROM = "2022-09-01";
export const SINCE = Date.parse("2022-09-01T00:00:00+02:00");
/** Some weeks of a shop, from before `FROM` on. */
export const PAST = { startsAt: Date.parse("2022-08-20T06:00:00Z"), secondsBetweenVisits: 12_000 } as const;

export async function startExport({ admin }: ConnectedShop, includeGuests = false): Promise<void> {
  const { status, body } = await admin("POST", "/plugins/shop/export/start", { from: FROM, includeGuests });
  if (status >= 300) throw new Error(`The export does not start: ${status} ${JSON.stringify(body)}`);
}

export async function exportStatus({ admin }: ConnectedShop): Promise<ExportStatus> {
  return statusSchema.parse((await admin("GET", "/plugins/shop/export")).body);
}

/** Waits until the export is done; resumes it where it failed, as a merchant would, and fails after so many times. */
export async function untilExported(own: ConnectedShop, withinMs: number, mostResumes = 0): Promise<ExportStatus> {
  let resumes = 0;
  await until(
    "the export is done",
    async () => {
      const { status, trouble } = await exportStatus(own);
      if (status === "failed") {
        if (resumes === mostResumes) throw new Error(`The export failed: ${JSON.stringify(trouble)}`);
        resumes += 1;
        await own.admin("POST", "/plugins/shop/export/resume");
      }
      return status === "synchronised";
    },
    withinMs,
  );
  return exportStatus(own);
}

/** Compares what arrived of the past with what the journal says has to. */
export function compareExport({ klaviyo, shop }: ConnectedShop, choice: Partial<HistoryChoice> = {}): Arrivals {
  return compareArrivals(klaviyo.events(), expectedHistory(shop.journal, { since: SINCE, ...choice }));
}
