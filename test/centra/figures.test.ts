import { afterEach, expect, onTestFinished, test } from "vitest";
import { freshPostgresLocation, freshSqliteLocation } from "../databases.ts";
import { figureOf } from "../monitoring/prometheus-text.ts";
import { until } from "../until.ts";
import { type ConnectedShop, type ConnectedShopOptions, startConnectedShop } from "./connected-shop.ts";

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

async function scrape({ url, environment }: ConnectedShop): Promise<string> {
  const answer = await fetch(new URL("/metrics", url()), {
    headers: { authorization: `Bearer ${environment.ADMIN_TOKEN}` },
  });
  return answer.text();
}

const ofShop = (code: string) => ({ plugin: "shop", code });
/** A scrape's figures are believed for five seconds. */
const WITHIN_MS = 20_000;

test("what stands in the way of reading a shop is a figure, as long as it does", async () => {
  const own = await start({ seed: 81 });
  const problem = async (code: string) => figureOf(await scrape(own), "centra_klaviyo_centra_problem", ofShop(code));
  expect(await problem("token_refused")).toBeUndefined();
  own.centra.changeToken({ token: own.centra.token, expiresAt: 1 });
  await until("the figure is there", async () => (await problem("token_refused")) === 1, WITHIN_MS);
  own.centra.changeToken({ token: own.centra.token, expiresAt: Date.now() + 3_600_000 });
  await until("it is gone", async () => (await problem("token_refused")) === undefined, WITHIN_MS);

  const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  await own.admin("PUT", "/plugins/shop/centra", { tokenExpiresOn: soon });
  await until("its end is one, too", async () => (await problem("token_expires")) === 1, WITHIN_MS);
  const { version } = (await own.admin("GET", "/plugins/shop")).body as { version: number };
  await own.admin("PATCH", "/plugins/shop", { version, status: "inactive" });
  await until(
    "of an inactive plugin there are none",
    async () => (await problem("token_expires")) === undefined,
    WITHIN_MS,
  );
}, 90_000);

test.each([
  ["SQLite", freshSqliteLocation],
  ["PostgreSQL", freshPostgresLocation],
] as const)(
  "what Centra does not show waits, and its age is told, on %s",
  async (_engine, fresh) => {
    const { location, remove } = await fresh();
    onTestFinished(remove);
    const own = await start({ seed: 82, location });
    const waiting = async () => figureOf(await scrape(own), "centra_klaviyo_centra_waiting", { plugin: "shop" });
    await until("nothing waits", async () => (await waiting()) === 0, WITHIN_MS);
    own.shop.invite(1);
    while (own.centra.instance.orders.size === 0) own.shop.step();
    const [number = 0] = own.centra.instance.orders.keys();
    own.centra.damageObject({ type: "Order", key: number, fields: { createdAt: null } });
    await until("the order waits", async () => (await waiting()) === 1, WITHIN_MS);
    const oldest = figureOf(await scrape(own), "centra_klaviyo_centra_oldest_waiting_seconds", { plugin: "shop" });
    expect(oldest).toBeGreaterThan(0);
    await own.close();
    connected = null;
  },
  60_000,
);
