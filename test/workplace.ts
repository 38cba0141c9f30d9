import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import { DEMO_ACCOUNT } from "../sandbox/klaviyo/options.ts";
import { until } from "./until.ts";

const BINARY = resolve(import.meta.dirname, "../bin/centra-klaviyo.mjs");

export const PRIVATE_KEY = DEMO_ACCOUNT.privateKeys[0]?.key ?? "";

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A data directory of its own and the commands that work on it. */
export function openWorkplace(klaviyoUrl: string, environment: Record<string, string> = {}) {
  const directory = mkdtempSync(join(tmpdir(), "centra-klaviyo-cli-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const env = {
    PATH: process.env.PATH,
    DATA_DIR: join(directory, "data"),
    KLAVIYO_API_URL: klaviyoUrl,
    LOG_LEVEL: "fatal",
    PORT: "0",
    ...environment,
  };
  const start = (args: readonly string[]) => spawn(process.execPath, [BINARY, ...args], { env });

  function run(...args: string[]): Promise<Ended> {
    const child = start(args);
    const output = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk) => (output.stdout += chunk));
    child.stderr.on("data", (chunk) => (output.stderr += chunk));
    return new Promise((done) => child.on("close", (status) => done({ status, ...output })));
  }

  async function serve() {
    const child = start(["serve"]);
    const ended = new Promise<number | null>((done) => child.on("close", done));
    let said = "";
    child.stderr.on("data", (chunk) => (said += chunk));
    onTestFinished(async () => {
      child.kill("SIGKILL");
      await ended;
    });
    await until("the service listens", () => said.includes("listens on"));
    const stop = () => {
      child.kill("SIGTERM");
      return ended;
    };
    return { said: () => said, stop };
  }

  return {
    run,
    serve,
    dataDir: env.DATA_DIR,
    json: async (...args: string[]): Promise<unknown> => JSON.parse((await run(...args, "--json")).stdout),
    file: (name: string, text: string) => {
      writeFileSync(join(directory, name), text);
      return join(directory, name);
    },
  };
}

/** Adds the plugin my-shop on the sandbox's account. */
export const ADD = [
  "plugin",
  "add",
  "--name",
  "My Shop",
  "--api-key",
  DEMO_ACCOUNT.id,
  "--private-key",
  PRIVATE_KEY,
  "--base-currency",
  "SEK",
];
