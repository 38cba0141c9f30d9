/**
 * `npm run lighthouse [-- --mobile]`: the web app's main pages with 100,000 events, judged by Lighthouse in a real Chromium against the
 * real service and the built app. Prints a table; status 1 when a score is below the target.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import sparticuz from "@sparticuz/chromium";
import lighthouse from "lighthouse";
import desktopConfig from "lighthouse/core/config/desktop-config.js";
import { pino } from "pino";
import { chromium } from "playwright-core";
import { fillOutbox, PLUGINS, spreadOf } from "../../bench/load/filled-outbox.ts";
import { type App, openApp } from "../../src/app.ts";
import { systemClock } from "../../src/clock.ts";
import { readConfig } from "../../src/config.ts";
import { openDatabase } from "../../src/database/database.ts";
import { migrate } from "../../src/database/migrate.ts";
import buildWhenStale from "../browser/harness/build-web-app.ts";
import { signInAs } from "../browser/harness/sign-in-as.ts";
import { findFreePort } from "../faults/harness/free-port.ts";

const EVENTS = 100_000;
const TARGET = 95;
const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;
const PAGES = { overview: "/app", activity: "/app/activity", settings: "/app/plugins/shop" };

type Scores = Record<(typeof CATEGORIES)[number], number>;

const { values } = parseArgs({ options: { mobile: { type: "boolean", default: false } } });

await buildWhenStale();
const dataDir = await mkdtemp(join(tmpdir(), "centra-klaviyo-lighthouse-"));
const closing: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })];
try {
  await fillDatabase();
  const { url, cookie } = await startService();
  const port = await startChromium();
  const table: Record<string, Scores> = {};
  for (const [name, path] of Object.entries(PAGES))
    table[name] = await judge(new URL(path, url).href, { port, cookie });
  process.stdout.write(`Lighthouse, ${values.mobile ? "mobile" : "desktop"}, ${EVENTS} events, target ${TARGET}\n`);
  // biome-ignore lint/suspicious/noConsole: the table is what this is run for
  console.table(table);
  const lowest = Math.min(...Object.values(table).flatMap((scores) => Object.values(scores)));
  process.exitCode = lowest >= TARGET ? 0 : 1;
} finally {
  for (const close of closing.reverse()) await close();
}

async function fillDatabase(): Promise<void> {
  const location = { path: join(dataDir, "centra-klaviyo.sqlite") };
  const database = await openDatabase({ location, clock: systemClock, logger: pino({ level: "silent" }) });
  await migrate(database);
  await fillOutbox(database, spreadOf(EVENTS, Date.now()));
  await database.close();
}

/** The plugins have no keys, so that nothing of what waits is sent. */
async function startService(): Promise<{ readonly url: string; readonly cookie: string }> {
  const environment = { DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "silent" };
  const app: App = await openApp(readConfig(environment), ["http", "delivery"]);
  closing.push(() => app.stop());
  const { url } = await app.start();
  if (url === null) throw new Error("The service listens nowhere.");
  const admin = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(new URL(`/v1/admin${path}`, url), {
      method,
      headers: { authorization: `Bearer ${app.localToken}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return answer.json() as Promise<unknown>;
  };
  for (const id of PLUGINS) await admin("POST", "/plugins", { id, name: `Fjäll & Form ${id}`, apiKey: "SHOP01" });
  const { cookie } = await signInAs({ url, admin }, "owner");
  return { url, cookie };
}

async function startChromium(): Promise<number> {
  const port = await findFreePort();
  const browser = await chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: ["--no-sandbox", `--remote-debugging-port=${port}`],
    headless: true,
  });
  closing.push(() => browser.close());
  return port;
}

async function judge(url: string, { port, cookie }: { port: number; cookie: string }): Promise<Scores> {
  const flags = { port, onlyCategories: [...CATEGORIES], extraHeaders: { cookie }, logLevel: "error" as const };
  const result = await lighthouse(url, flags, values.mobile ? undefined : desktopConfig);
  const report = result?.lhr;
  if (report === undefined || report.runtimeError !== undefined)
    throw new Error(`Lighthouse could not judge ${url}: ${report?.runtimeError?.message ?? "no result"}`);
  for (const audit of Object.values(report.audits))
    if (audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== "informative")
      process.stderr.write(`${url}: ${audit.title}: ${audit.displayValue ?? audit.score}\n`);
  const scoreOf = (category: string) => Math.round((report.categories[category]?.score ?? 0) * 100);
  return {
    performance: scoreOf("performance"),
    accessibility: scoreOf("accessibility"),
    "best-practices": scoreOf("best-practices"),
  };
}
