import type { Command } from "commander";
import type { App, RunningPart } from "../app.ts";
import { readConfig } from "../config.ts";
import type { DemoBeside } from "../demo/demo-beside.ts";
import { EXIT } from "./exit-codes.ts";

export function addServeCommand(program: Command): void {
  program
    .command("serve")
    .description("Run the service: take events over HTTP and deliver them to Klaviyo.")
    .option("--no-deliver", "only take events; `worker` processes deliver them (needs PostgreSQL)")
    .action(async (options: { deliver: boolean }) => {
      await runUntilSignal(options.deliver ? ["http", "delivery"] : ["http"]);
    });
}

export function addWorkerCommand(program: Command): void {
  program
    .command("worker")
    .description("Deliver only; any number of workers share the accounts of one PostgreSQL.")
    .action(async () => {
      await runUntilSignal(["delivery"]);
    });
}

async function runUntilSignal(parts: readonly RunningPart[]): Promise<void> {
  const { openApp } = await import("../app.ts");
  const config = readConfig(process.env);
  const demo = LOOPBACK.has(config.host) && parts.includes("http") ? lazyDemo() : null;
  const app = await openApp(config, parts, demo === null ? {} : { startDemo: demo.start });
  const signal = nextSignal();
  const started = await startOrStop(app);
  if (started.newAdminToken !== null) {
    process.stderr.write(
      `\nAdmin token, shown this once (commands on this machine need none):\n\n    ${started.newAdminToken}\n\n`,
    );
  }
  if (started.ownerLink !== null) {
    process.stderr.write(
      `The web app has no owner yet. Set the owner's password, once, within 48 hours:\n\n    ${started.ownerLink}\n\n`,
    );
  }
  if (started.url !== null)
    process.stderr.write(`centra-klaviyo listens on ${started.url} (API: ${started.url}/docs)\n`);
  if (started.monitoringUrl !== null)
    process.stderr.write(`The worker's health and metrics are at ${started.monitoringUrl}\n`);
  await signal;
  process.once("SIGINT", () => process.exit(EXIT.failed));
  await Promise.all([app.stop(), demo?.stop()]);
}

/** The demo shop, with the sandboxes, which are loaded when it is asked for. */
function lazyDemo() {
  let loaded: Promise<DemoBeside> | null = null;
  return {
    start: async () => {
      loaded ??= import("../demo/demo-beside.ts").then(({ demoBeside }) => demoBeside());
      return (await loaded).start();
    },
    stop: async () => (await loaded)?.stop(),
  };
}

/** Where the service is reached from this machine alone, so that its demo is, too. */
const LOOPBACK = new Set(["127.0.0.1", "localhost", "::1"]);

/** What cannot start, because its port is taken for example, leaves nothing running. */
async function startOrStop(app: App) {
  try {
    return await app.start();
  } catch (error) {
    await app.stop();
    throw error;
  }
}

/** Resolves at the first SIGTERM or SIGINT. */
export function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const name of ["SIGTERM", "SIGINT"] as const) process.once(name, () => resolve());
  });
}
