import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const root = join(import.meta.dirname, "..", "..");
const SHOWN_WHEN_FAILED = 20;

export interface RunningProcess {
  /** What the pattern found in the line that said it was ready. */
  readonly ready: string;
  /** Highest resident memory so far, megabytes. Linux only: elsewhere NaN. */
  peakMemoryMb(): number;
  /** Processor time used so far, seconds. Linux only: elsewhere NaN. */
  cpuSeconds(): number;
  /** As an administrator would. Rejects when it did not end well. */
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

export interface ProcessOptions {
  /** Path from the project's root, and arguments. */
  readonly command: readonly [script: string, ...args: string[]];
  /** V8's and Node's own. */
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Its first group, in a line of standard output or error, tells that it is ready; null = ready at once. */
  readonly readyWhen: RegExp | null;
}

/** Runs a script of this project in a process of its own, which ends with this one at the latest. */
export async function startProcess({
  command,
  flags = [],
  environment,
  readyWhen,
}: ProcessOptions): Promise<RunningProcess> {
  const [script, ...args] = command;
  const { PATH = "", HOME = "", NODE_OPTIONS = "" } = process.env;
  const child = spawn(process.execPath, [...flags, join(root, script), ...args], {
    env: { PATH, HOME, NODE_OPTIONS, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const killAtExit = () => child.kill("SIGKILL");
  process.once("exit", killAtExit);
  child.once("exit", () => process.off("exit", killAtExit));
  const ended = once(child, "exit");
  const lines = readLines(child);
  const ready = readyWhen === null ? "" : await lines.find(readyWhen);
  // Read once more when it ends, since the files are gone then.
  return {
    ready,
    peakMemoryMb: () => Number(/VmHWM:\s+(\d+)/.exec(procFile(child, "status"))?.[1]) / 1_024,
    cpuSeconds: () => {
      const fields = procFile(child, "stat")
        .replace(/^.*\) /, "")
        .split(" ");
      return (Number(fields[11]) + Number(fields[12])) / 100;
    },
    async stop() {
      child.kill("SIGTERM");
      await ended;
      if (child.exitCode !== 0)
        throw new Error(`${script} ended with ${child.exitCode ?? child.signalCode}:\n${lines.last()}`);
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

function procFile({ pid }: ChildProcess, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return "";
  }
}

/** All output is read, so that the process never waits for a full pipe. */
function readLines(child: ChildProcess) {
  const last: string[] = [];
  let onLine: (line: string) => void = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (line) => {
      last.push(line);
      if (last.length > SHOWN_WHEN_FAILED) last.shift();
      onLine(line);
    });
  }
  return {
    last: () => last.join("\n"),
    find: (pattern: RegExp) =>
      new Promise<string>((resolve, reject) => {
        onLine = (line) => {
          const found = pattern.exec(line)?.[1];
          if (found !== undefined) resolve(found);
        };
        child.once("exit", () => reject(new Error(`It ended before it was ready:\n${last.join("\n")}`)));
      }),
  };
}
