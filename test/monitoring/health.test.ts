import { afterEach, expect, test } from "vitest";
import { type FreshLocation, freshPostgresLocation } from "../databases.ts";
import { until } from "../until.ts";
import { startSandbox, startService } from "./start-service.ts";

let location: FreshLocation | null = null;
afterEach(async () => {
  await location?.remove();
  location = null;
});

test("serve, serve --no-deliver and a worker with a port are alive and ready; a worker without one listens nowhere", async () => {
  const klaviyo = await startSandbox();
  location = await freshPostgresLocation();
  const environment = { KLAVIYO_API_URL: klaviyo.url, WORKER_PORT: "0" };
  const whole = await startService(location.location, ["http", "delivery"], environment);
  const taker = await startService(location.location, ["http"], environment);
  const worker = await startService(location.location, ["delivery"], environment);
  for (const process of [whole, taker, worker]) {
    expect((await process.call("/healthz")).status).toBe(200);
    await until("it is ready", async () => (await process.call("/readyz")).status === 200);
  }
  expect([whole, taker, worker].map(({ url, monitoringUrl }) => [url !== null, monitoringUrl !== null])).toEqual([
    [true, false],
    [true, false],
    [false, true],
  ]);
  const silent = await startService(location.location, ["delivery"], { KLAVIYO_API_URL: klaviyo.url });
  expect([silent.url, silent.monitoringUrl]).toEqual([null, null]);
});

test("while Klaviyo is away, all is as ready as before: a restart would mend nothing", async () => {
  const klaviyo = await startSandbox();
  location = await freshPostgresLocation();
  const service = await startService(location.location, ["http", "delivery"], { KLAVIYO_API_URL: klaviyo.url });
  klaviyo.setPaused(true);
  expect((await service.call("/readyz")).status).toBe(200);
});
