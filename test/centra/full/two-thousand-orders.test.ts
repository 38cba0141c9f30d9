import { afterEach, describe, expect, test } from "vitest";
import { compareMetrics, untilAllArrived } from "../compare-metrics.ts";
import {
  type ConnectedShop,
  type ConnectedShopOptions,
  startConnectedShop,
  WEBHOOK_SECRET,
} from "../connected-shop.ts";
import { makeBadWeather } from "../weather.ts";

const AS_EXPECTED = { missing: [], unexpected: [], doubled: [], different: [] };
const ORDERS = 2_000;
const KILLS = 10;
/** Shop seconds in a second: the day of the shop takes about a minute. */
const SPEED = 60_000;
const WITHIN_MS = 900_000;

/** Takes minutes; `CENTRA_FULL=1 npx vitest run test/centra/full` runs it. */
describe.runIf(process.env.CENTRA_FULL === "1")("2,000 orders and all that can happen to them", () => {
  let connected: ConnectedShop | null = null;
  afterEach(async () => {
    await connected?.close();
    connected = null;
  });

  async function start(options: ConnectedShopOptions): Promise<ConnectedShop> {
    connected = await startConnectedShop(options);
    await connected.connect();
    return connected;
  }

  test("in fair weather", async () => {
    const own = await start({ seed: 31 });
    await own.shop.run({ orders: ORDERS });
    await untilAllArrived(own, {}, WITHIN_MS);
    expect(compareMetrics(own)).toMatchObject(AS_EXPECTED);
  }, 1_200_000);

  test("with faults at random, the service killed ten times, webhooks doubled, reordered and lost", async () => {
    const own = await start({ seed: 32, ownProcess: true, timeoutSeconds: 2 });
    own.centra.setWebhook({
      url: `${own.url()}/webhooks/centra/shop`,
      secret: WEBHOOK_SECRET,
      ...{ lost: 0.2, doubled: 0.3, reordered: 0.3 },
    });
    makeBadWeather(own, 0.005);
    const day = own.shop.run({ orders: ORDERS, speed: SPEED });
    for (let kills = 0; kills < KILLS; kills += 1) {
      const before = own.klaviyo.events().length;
      await own.restart("kill");
      await untilMore(own, before);
    }
    await day;
    await untilAllArrived(own, {}, WITHIN_MS);
    expect(compareMetrics(own)).toMatchObject(AS_EXPECTED);
  }, 1_800_000);

  test("with the event system off, and faults at random", async () => {
    const own = await start({ seed: 33, timeoutSeconds: 2, centra: { eventSystem: "refused" } });
    makeBadWeather(own, 0.005);
    await own.shop.run({ orders: ORDERS, speed: 20 * SPEED });
    await untilAllArrived(own, {}, WITHIN_MS);
    expect(compareMetrics(own)).toMatchObject(AS_EXPECTED);
  }, 1_200_000);

  /** So that a kill meets a service at work, and not one that has just started. */
  async function untilMore({ klaviyo }: ConnectedShop, than: number): Promise<void> {
    const deadline = performance.now() + 10_000;
    while (klaviyo.events().length <= than && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }
});
