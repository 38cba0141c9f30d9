import { afterEach, describe, expect, test } from "vitest";
import { until } from "../../until.ts";
import { type ConnectedShop, type ConnectedShopOptions, startConnectedShop } from "../connected-shop.ts";
import { compareExport, exportStatus, startExport, untilExported } from "../export-stage.ts";
import { makeBadWeather, makeKlaviyoFail } from "../weather.ts";

const AS_EXPECTED = { missing: [], unexpected: [], doubled: [], different: [] };
const CUSTOMERS = 50_000;
/** With these habits there are about so many customers, most of them with one order. */
const ORDERS = 50_500;
const HABITS = { percentReturning: 10, percentGuests: 20 } as const;
const KILLS = 12;
const BETWEEN_KILLS_MS = 5_000;
const WITHIN_MS = 1_500_000;

/** Takes minutes; `CENTRA_FULL=1 npx vitest run test/centra/full` runs it. */
describe.runIf(process.env.CENTRA_FULL === "1")("the past of 50,000 customers", () => {
  let connected: ConnectedShop | null = null;
  afterEach(async () => {
    await connected?.close();
    connected = null;
  });

  async function start(options: ConnectedShopOptions): Promise<ConnectedShop> {
    const own = await startConnectedShop({
      shop: { ...HABITS, startsAt: Date.parse("2022-08-20T06:00:00Z"), secondsBetweenVisits: 60 },
      ...options,
      // A plan that tells its limits: without any, the service keeps to those of the smallest.
      centra: { plan: "enterprise" },
    });
    connected = own;
    await own.shop.run({ orders: ORDERS });
    expect(own.centra.counts().customers).toBeGreaterThan(CUSTOMERS);
    await own.connect();
    return own;
  }

  test("arrives exactly, with a kill every few seconds, while Centra and Klaviyo fail at random", async () => {
    const own = await start({ seed: 91, ownProcess: true, timeoutSeconds: 2 });
    makeBadWeather(own, 0.002);
    makeKlaviyoFail(own, 0.02);
    await startExport(own, true);
    let kills = 0;
    while (kills < KILLS && (await exportStatus(own)).status === "pending") {
      const before = await exportStatus(own);
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_KILLS_MS));
      await until("it gets on", async () => {
        const { status, orders } = await exportStatus(own);
        return status !== "pending" || orders.done > before.orders.done;
      });
      await own.restart("kill");
      kills += 1;
    }
    const { problems } = await untilExported(own, WITHIN_MS, 20);
    expect(compareExport(own, { includeGuests: true })).toMatchObject(AS_EXPECTED);
    expect(problems).toBe(0);
    expect(kills).toBeGreaterThan(5);
  }, 2_400_000);
});
