import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../sandbox/klaviyo/server.ts";
import { sampleEvent, sampleOrder } from "../src/commerce/samples.ts";
import { ADD, openWorkplace as openAt, PRIVATE_KEY } from "./workplace.ts";

/** Each command is a process of its own, which a machine with much else to do starts slowly. */
const LONG = 180_000;

let klaviyo: KlaviyoSandbox;

beforeAll(async () => {
  klaviyo = await startKlaviyoSandbox({ ingestionDelayMs: 0, limits: "off" });
});

afterAll(() => klaviyo.close());

/** A data directory of its own and the commands that work on it. */
const openWorkplace = (environment: Record<string, string> = {}) => openAt(klaviyo.url, environment);

describe("commands say by their exit status what happened", () => {
  test.each([
    ["help", ["--help"], 0, /serve.*demo.*plugin/s],
    ["an unknown command", ["frobnicate"], 2, /unknown command/],
    ["a missing option", ["plugin", "add"], 2, /--name/],
    ["a plugin that is not there", ["plugin", "show", "nope"], 3, /no plugin "nope"/],
    ["bad settings", ["plugin", "add", "--name", "X", "--base-currency", "XXQ"], 4, /\/settings\/baseCurrency/],
    ["a file that is not there", ["push", "/no/such/file", "--plugin", "x", "--key", "k"], 3, /no file/],
  ])("%s", async (_, args, status, words) => {
    const ended = await openWorkplace().run(...args);
    expect(ended.stdout + ended.stderr).toMatch(words);
    expect(ended.status).toBe(status);
  });

  test("a service that does not answer", async () => {
    const ended = await openWorkplace({ SERVICE_URL: "http://127.0.0.1:9" }).run("plugin", "list");
    expect(ended).toMatchObject({ status: 5, stderr: expect.stringContaining("does not answer") });
  });

  test("a bad environment names the variable", async () => {
    const ended = await openWorkplace({ PORT: "http" }).run("serve");
    expect(ended).toMatchObject({ status: 78, stderr: expect.stringContaining("PORT") });
  });

  test("a worker without a database to share", async () => {
    const ended = await openWorkplace().run("worker");
    expect(ended).toMatchObject({ status: 1, stderr: expect.stringContaining("DATABASE_URL") });
  });
});

test("a plugin is set up before the first start, and the private key is never shown", async () => {
  const workplace = openWorkplace();

  const added = await workplace.run(...ADD);
  const changed = await workplace.json(
    "plugin",
    "set",
    "my-shop",
    "--short-product-name",
    "yes",
    "--restrict-countries",
    "SE,NO",
  );
  const tested = await workplace.run("plugin", "test", "my-shop");

  expect(added.status).toBe(0);
  expect(changed).toMatchObject({
    hasPrivateKey: true,
    version: 2,
    settings: { shortProductName: true, restrictCountries: ["SE", "NO"] },
  });
  expect(tested).toMatchObject({ status: 0, stdout: expect.stringContaining("works") });
  const shown = await workplace.run("plugin", "show", "my-shop");
  for (const { stdout, stderr } of [added, tested, shown]) expect(stdout + stderr).not.toContain(PRIVATE_KEY);
});

test(
  "from the first start to Klaviyo: token, key, file, dead letter, replay, SIGTERM",
  async () => {
    const workplace = openWorkplace();
    await workplace.run(...ADD);
    const service = await workplace.serve();
    expect(service.said()).toMatch(/Admin token, shown this once.*at_/s);

    const { secret } = z
      .object({ secret: z.string() })
      .parse(await workplace.json("key", "add", "my-shop", "--name", "store"));
    klaviyo.addScript({
      metric: "Placed Order",
      uniqueId: "cli-2",
      answers: [{ status: 400, code: "invalid", detail: "Not today." }],
    });
    const orders = ["cli-1", "cli-2", "cli-3"].map((number) =>
      JSON.stringify(sampleEvent("order.placed", { order: { ...sampleOrder, number } }, { id: number })),
    );
    const file = workplace.file("orders.ndjson", [...orders, "{not json", ""].join("\n"));

    const pushed = await workplace.run("push", file, "--plugin", "my-shop", "--key", secret);
    expect(pushed.status).toBe(4);
    expect(pushed.stdout).toMatch(/accepted +3/);
    expect(pushed.stdout).toContain("line 4:");
    expect(await workplace.json("push", file, "--plugin", "my-shop", "--key", secret)).toMatchObject({
      counts: { duplicate: 3, refused: 1 },
    });

    await expect.poll(() => workplace.json("events", "list", "--state", "dead")).toHaveLength(1);
    expect((await workplace.run("events", "list", "--state", "dead")).stdout).toContain("Not today.");
    expect(await workplace.json("events", "replay", "--all")).toEqual({ replayed: 1 });
    const arrived = () => klaviyo.events({ metric: "Placed Order" }).map(({ uniqueId }) => uniqueId);
    await expect.poll(() => arrived().toSorted()).toEqual(["cli-1", "cli-2", "cli-3"]);

    expect((await workplace.run("key", "revoke", "my-shop", "no-such-key")).status).toBe(3);
    expect(await service.stop()).toBe(0);
    expect((await workplace.run("plugin", "remove", "my-shop")).status).toBe(2);
    expect((await workplace.run("plugin", "remove", "my-shop", "--yes")).status).toBe(0);
    expect(await workplace.json("plugin", "list")).toEqual([]);
  },
  LONG,
);

test(
  "a back-up is made while the service runs, and put in the database's place it is the same installation",
  async () => {
    const workplace = openWorkplace();
    await workplace.run(...ADD);
    const service = await workplace.serve();
    const { file } = z.object({ file: z.string() }).parse(await workplace.json("backup", "--keep", "2"));
    expect(await service.stop()).toBe(0);
    expect((await workplace.run("backup", "--keep", "0")).status).toBe(2);

    const restored = openWorkplace();
    mkdirSync(restored.dataDir, { recursive: true });
    copyFileSync(file, join(restored.dataDir, "centra-klaviyo.sqlite"));
    const again = await restored.serve();
    expect(await restored.json("plugin", "list")).toMatchObject([{ id: "my-shop", hasPrivateKey: true }]);
    expect(again.said()).not.toContain("Admin token, shown this once");
    await again.stop();
  },
  LONG,
);

test("users are added, listed, changed and removed, and the first start leads the owner in", async () => {
  const workplace = openWorkplace();
  const service = await workplace.serve();
  expect(service.said()).toMatch(/Set the owner's password.*\/app\/set-password#ul_[\w-]{43}\s/s);

  const link = await workplace.run("user", "link");
  const added = await workplace.run("user", "add", "Bo@shop.example", "--role", "editor", "--name", "Bo");
  const listed = await workplace.json("user", "list");
  const changed = await workplace.json("user", "role", "bo@shop.example", "--role", "viewer");
  const again = await workplace.run("user", "add", "bo@shop.example");

  for (const { stdout } of [link, added]) expect(stdout).toMatch(/^http:\/\/\S+\/app\/set-password#ul_[\w-]{43}\n$/);
  expect(listed).toMatchObject([
    { role: "owner", email: null },
    { role: "editor", email: "bo@shop.example", name: "Bo" },
  ]);
  expect(changed).toMatchObject({ role: "viewer" });
  expect(again).toMatchObject({ status: 4, stderr: expect.stringContaining("has this address already") });
  expect((await workplace.run("user", "remove", "nobody@shop.example")).status).toBe(3);
  expect((await workplace.run("user", "remove", "bo@shop.example")).status).toBe(0);
  expect(await service.stop()).toBe(0);
});

test(
  "the demo ends with status 0, everything arrived once",
  async () => {
    const ended = await openWorkplace().run("demo", "--exit", "--json");
    expect(ended.status).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ ok: true, missing: [], unexpected: [], wrongAnswers: [] });
  },
  LONG,
);

describe("mails on the command line", () => {
  test("a template is checked with the places that editors jump to", async () => {
    const place = openWorkplace();
    const bad = place.file("bad.html", "Hi\n{{ event.OrderID }} {{ event.GrossPaidPrice }}");
    const good = place.file("good.html", "{{ event.OrderId }}");
    const check = (file: string) => place.run("emails", "check", file, "--metric", "Placed Order", "--language", "sv");
    const [refused, passed, missing] = [await check(bad), await check(good), await check("/no/such/file")];
    expect(refused.status).toBe(4);
    expect(refused.stdout).toContain(`${bad}:2:4: error: event.OrderID is not sent with Placed Order.`);
    expect(refused.stdout).toContain(`${bad}:2:24: warning: event.GrossPaidPrice is in the shop's base currency`);
    expect(passed).toMatchObject({ status: 0, stdout: "Nothing to remark.\n" });
    expect(missing.status).toBe(3);
  });

  test("a mail is shown in the customer's language, and its HTML written to a file", async () => {
    const place = openWorkplace();
    await place.run(...ADD);
    const out = place.file("mail.html", "");
    const shown = await place.run(
      "emails",
      "preview",
      "my-shop",
      "--metric",
      "Placed Order",
      "--language",
      "de",
      "--out",
      out,
    );
    expect(shown.status).toBe(0);
    expect(shown.stdout.replaceAll("\u00a0", " ")).toContain("324,50 €");
    expect(shown.stdout).toMatch(/event\.OrderId\s+102/);
    expect(readFileSync(out, "utf8")).toContain('<html lang="de"');
  });
});
