import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { DEMO_ACCOUNT } from "../../sandbox/klaviyo/options.ts";
import { startKlaviyoSandbox } from "../../sandbox/klaviyo/server.ts";
import { spawnService } from "../faults/harness/service-process.ts";
import { until } from "../until.ts";
import { csvOfShop } from "./csv-of-shop.ts";
import { expectExactly } from "./export-stage.ts";
import { makeShop } from "./make-shop.ts";

const BINARY = resolve(import.meta.dirname, "../../bin/centra-klaviyo.mjs");

/** A data directory, the sandbox Klaviyo, a running service, and commands as somebody types them. */
async function openWorkplace() {
  const folder = mkdtempSync(join(tmpdir(), "centra-klaviyo-export-command-"));
  const klaviyo = await startKlaviyoSandbox({ ingestionDelayMs: 0, limits: "off" });
  const environment = {
    ...{ DATA_DIR: join(folder, "data"), KLAVIYO_API_URL: klaviyo.url, LOG_LEVEL: "fatal", PORT: "0" },
    PATH: process.env.PATH ?? "",
  };
  const service = spawnService({ command: ["serve"], environment });
  onTestFinished(async () => {
    await service.kill();
    await klaviyo.close();
    rmSync(folder, { recursive: true });
  });
  await until("the service listens", () => service.output().includes("listens on"));
  const run = (...args: string[]) => {
    const child = spawn(process.execPath, [BINARY, ...args], { env: environment });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    return new Promise<{ status: number | null; output: string }>((done) =>
      child.on("close", (status) => done({ status, output })),
    );
  };
  return { klaviyo, run, folder };
}

test("an export from the command line: tried, started, watched, reported and verified", async () => {
  const { klaviyo, run, folder } = await openWorkplace();
  const shop = makeShop(60, { first: "2022-09-01T00:00:00Z" });
  const path = join(folder, "orders.ndjson");
  writeFileSync(path, shop.flatMap(({ lines }) => lines.map((line) => `${line}\n`)).join(""));
  await run(
    "plugin",
    "add",
    "--id",
    "shop",
    "--name",
    "Shop",
    "--api-key",
    DEMO_ACCOUNT.id,
    "--base-currency",
    "SEK",
    "--private-key",
    DEMO_ACCOUNT.privateKeys[0]?.key ?? "",
  );

  expect(await run("export", "status", "shop")).toMatchObject({
    status: 0,
    output: expect.stringContaining("not synchronised"),
  });
  expect(await run("export", "pause", "shop")).toMatchObject({ status: 4 });
  expect(await run("export", "start", "shop", "--from", "2022-09-01", "--file", "nowhere.ndjson")).toMatchObject({
    status: 3,
  });
  expect(await run("export", "start", "shop", "--from", "2022-09-01")).toMatchObject({
    status: 4,
    output: expect.stringContaining("not connected to its shop"),
  });
  const trial = await run("export", "dry-run", "shop", "--from", "2022-09-01", "--file", path);
  expect(trial).toMatchObject({
    status: 0,
    output: expect.stringContaining("60 customers, 120 orders. All were looked at; nothing was sent."),
  });
  expect(klaviyo.events()).toEqual([]);
  expect(readdirSync(join(folder, "data", "exports"))).toEqual([]);

  const { header, orders } = csvOfShop(shop);
  const csv = [join(folder, "orders.CSV"), join(folder, "orders.txt")] as const;
  for (const file of csv) writeFileSync(file, [header, ...orders].join("\n"));
  for (const given of [[csv[0]], [csv[1], "--format", "csv"]])
    expect(await run("export", "dry-run", "shop", "--from", "2022-09-01", "--file", ...given)).toMatchObject({
      status: 0,
      output: expect.stringContaining("48 customers, 120 orders. All were looked at; nothing was sent."),
    });
  expect(readdirSync(join(folder, "data", "exports"))).toEqual([]);

  const started = await run("export", "start", "shop", "--from", "2022-09-01", "--file", path, "--wait");
  expect(started).toMatchObject({
    status: 0,
    output: expect.stringContaining("Customers registered on and after 2022-09-01 have been synchronized"),
  });
  expectExactly(klaviyo, shop);
  const report = await run("export", "report", "shop", "--verify");
  expect(report).toMatchObject({ status: 0 });
  expect(report.output).toContain("All that the source says was sent.");
  expect(report.output).toMatch(/(\d+) of \1 events that were read back from Klaviyo are as they were sent/);
  expect(await run("export", "problems", "shop")).toMatchObject({
    status: 0,
    output: expect.stringContaining("No problem."),
  });

  expect(await run("plugin", "set", "shop", "--status", "inactive")).toMatchObject({ status: 0 });
  const start = () => run("export", "start", "shop", "--from", "2022-09-01", "--file", path);
  expect(await start()).toMatchObject({ status: 0, output: expect.stringContaining("once the plugin is active") });
  const second = await start();
  expect(second).toMatchObject({ status: 4, output: expect.stringContaining("No other can be started") });
  expect(second.output).not.toContain("was handed over");
  expect(readdirSync(join(folder, "data", "exports"))).toHaveLength(1);
});
