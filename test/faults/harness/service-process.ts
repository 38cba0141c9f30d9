import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

const COMMAND = join(import.meta.dirname, "../../../bin/centra-klaviyo.mjs");
const OUTPUT_KEPT = 1_000_000;

export interface ServiceExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** `centra-klaviyo serve` or `worker` in a process of its own. */
export interface ServiceProcess {
  readonly pid: number;
  readonly isRunning: boolean;
  /** Resolves when the process has ended, however it did. */
  readonly exited: Promise<ServiceExit>;
  /** The end of what it wrote to both streams. */
  output(): string;
  /** SIGTERM, and waits for the end. */
  stop(): Promise<ServiceExit>;
  /** SIGKILL, and waits for the end; also ends a paused process. */
  kill(): Promise<ServiceExit>;
  /** SIGSTOP: it stands still, with its connections open. */
  pause(): void;
  /** SIGCONT. */
  resume(): void;
}

export interface ServiceOptions {
  /** For example `["serve", "--no-deliver"]`. */
  readonly command: readonly string[];
  /** In place of this process' environment; only PATH is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  /** Starts the command, for example `["sh", "-c", 'ulimit -f 2000; exec "$@"', "sh"]`. It must replace itself by the command. */
  readonly launcher?: readonly string[];
}

const running = new Set<ChildProcess>();
// A run that ends early must not leave services behind.
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

export function spawnService({ command, environment, launcher = [] }: ServiceOptions): ServiceProcess {
  const [file = "", ...parameters] = [...launcher, process.execPath, COMMAND, ...command];
  const child = spawn(file, parameters, {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-OUTPUT_KEPT);
    });
  }
  running.add(child);
  const exited = new Promise<ServiceExit>((resolve, reject) => {
    child.once("error", reject);
    // `close` comes after both streams have been read to their ends.
    child.once("close", (code, signal) => {
      running.delete(child);
      resolve({ code, signal });
    });
  });
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const end = (signal: NodeJS.Signals) => {
    if (isRunning()) child.kill(signal);
    return exited;
  };
  return {
    pid: child.pid ?? 0,
    get isRunning() {
      return isRunning();
    },
    exited,
    output: () => output,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
    pause: () => void child.kill("SIGSTOP"),
    resume: () => void child.kill("SIGCONT"),
  };
}
