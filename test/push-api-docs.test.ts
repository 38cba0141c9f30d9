import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../src/clock.ts";
import { sampleEvent, sampleOrder } from "../src/commerce/samples.ts";
import { openDatabase } from "../src/database/database.ts";
import { migrate } from "../src/database/migrate.ts";
import { createLogger } from "../src/observability/logger.ts";
import { freshSqliteLocation } from "./databases.ts";
import { startHttpService } from "./http-service.ts";

const run = promisify(execFile);
const text = readFileSync(new URL("../docs/push-api.md", import.meta.url), "utf8");
const blocks = [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language = "", code = ""]) => ({
  language,
  code,
}));
const cleanUps: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

async function startService() {
  const { location, remove } = await freshSqliteLocation();
  const database = await openDatabase({ location, clock: systemClock, logger: createLogger({ level: "silent" }) });
  cleanUps.push(async () => {
    await database.close();
    await remove();
  });
  await migrate(database);
  return startHttpService(database);
}

/** The answer that the documentation shows below an example. */
function shownAfter(code: string): unknown {
  const next = blocks[blocks.findIndex((block) => block.code === code) + 1];
  return JSON.parse(next?.code ?? "");
}

test.skipIf(spawnSync("curl", ["--version"]).error)("each curl example answers what is shown below it", async () => {
  const { url, key } = await startService();
  const directory = await mkdtemp(join(tmpdir(), "centra-klaviyo-docs-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const order = (number: string) =>
    sampleEvent("order.placed", { order: { ...sampleOrder, number } }, { id: `order-${number}` });
  const { currency: _missing, ...bad } = { ...sampleOrder, number: "102" };
  const lines = [order("101"), { ...order("102"), data: { order: bad } }].map((line) => JSON.stringify(line));
  await writeFile(join(directory, "events.ndjson"), `${lines.join("\n")}\n`);

  const examples = blocks.filter(({ language }) => language === "sh");
  expect(examples).toHaveLength(3);
  for (const { code } of examples) {
    const { stdout } = await run("sh", ["-c", code], {
      cwd: directory,
      env: { ...process.env, SERVICE: url, KEY: key, no_proxy: "*" },
    });
    const answer = JSON.parse(stdout, (name, value) => (name === "instance" ? "…" : value));
    const shown = JSON.parse(JSON.stringify(shownAfter(code)), (name, value) => (name === "instance" ? "…" : value));
    expect(answer).toEqual(shown);
  }
});

test("the fetch example pushes its event", async () => {
  const { url, key, outbox } = await startService();
  const [example] = blocks.filter(({ language }) => language === "js");
  const AsyncFunction = async function nothing() {}.constructor;
  const push: unknown = Reflect.construct(AsyncFunction, ["process", example?.code ?? ""]);
  if (typeof push !== "function") throw new Error("The example is not a function body.");
  const counts: unknown = await Reflect.apply(push, null, [{ env: { SERVICE: url, KEY: key } }]);
  expect(counts).toEqual({ accepted: 1, duplicate: 0, held: 0, skipped: 0, refused: 0 });
  expect((await outbox.search({}, { limit: 5 })).map(({ metric }) => metric)).toEqual(["Reset Password"]);
});
