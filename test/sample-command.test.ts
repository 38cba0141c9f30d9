import { afterAll, beforeAll, expect, test } from "vitest";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../sandbox/klaviyo/server.ts";
import { METRIC_NAMES } from "../src/metrics/metric-event.ts";
import { ADD, openWorkplace } from "./workplace.ts";

let klaviyo: KlaviyoSandbox;

beforeAll(async () => {
  klaviyo = await startKlaviyoSandbox({ ingestionDelayMs: 0, limits: "off" });
});

afterAll(() => klaviyo.close());

const metricsOf = (email: string) =>
  klaviyo
    .events()
    .filter((event) => event.email === email)
    .map(({ metric }) => metric);

test("samples of a live plugin are followed until each is settled, in the language asked for", async () => {
  const place = openWorkplace(klaviyo.url);
  await place.run(...ADD);
  const service = await place.serve();
  klaviyo.addFault({
    match: { metric: "Gift Certificate" },
    times: 1,
    action: { status: 400, code: "invalid", detail: "Not today." },
  });
  const some = await place.json(
    "sample",
    "my-shop",
    "--email",
    "Eva@fjall-form.se",
    "--metric",
    "shipped",
    "--language",
    "de",
  );
  const all = await place.run("sample", "my-shop", "--email", "bo@fjall-form.se");

  expect(some).toMatchObject([
    { metric: "Shipping Update", state: "delivered" },
    { metric: "Shipped", state: "delivered" },
  ]);
  expect(await place.json("events", "list", "--email", "eva@fjall-form.se")).toHaveLength(2);
  await expect.poll(() => klaviyo.profiles({ email: "eva@fjall-form.se" })[0]?.properties.Language).toBe("de");
  expect(all).toMatchObject({ status: 4, stderr: expect.stringContaining("bo@fjall-form.se") });
  expect(all.stdout).toMatch(/Gift Certificate.*dead.*Not today\./);
  await expect.poll(() => new Set(metricsOf("bo@fjall-form.se")).size).toBe(METRIC_NAMES.length - 1);
  expect(await service.stop()).toBe(0);
}, 180_000);

test("samples of an inactive plugin go straight to Klaviyo, also while no service runs", async () => {
  const place = openWorkplace(klaviyo.url);
  await place.run(...ADD, "--status", "inactive");
  const sent = await place.run("sample", "my-shop", "--email", "ida@fjall-form.se", "--metric", "Delivered", "Shipped");
  expect(sent).toMatchObject({ status: 0, stderr: expect.stringContaining("went straight to Klaviyo") });
  expect(sent.stdout).toMatch(/Shipped\s+taken/);
  await expect.poll(() => metricsOf("ida@fjall-form.se").toSorted()).toEqual(["Delivered", "Shipped"]);
  expect(await place.json("events", "list")).toEqual([]);
}, 180_000);

test.each([
  ["a metric that there is not", ["--metric", "Sneezed"], 2, /Placed Order/],
  ["a time that is none", ["--wait", "long"], 2, /0 to 600/],
  ["an address that Klaviyo drops", ["--email", "eva@example.com"], 4, /domain for examples/],
  ["nobody, and no cart link", [], 4, /Enter an address of your own/],
])("%s", async (_what, options, status, words) => {
  const place = openWorkplace(klaviyo.url);
  await place.run(...ADD);
  const ended = await place.run("sample", "my-shop", ...options);
  expect(ended.stderr).toMatch(words);
  expect(ended.status).toBe(status);
});
