import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { findOwner, prepareBinaries } from "./postgres-binaries.ts";

const START_TIMEOUT_MS = 30_000;
const LOG_LINES_KEPT = 50;

export interface PostgresServer {
  readonly port: number;
  /** The address of a database on this server. */
  urlOf(database: string): string;
  /** Starts it again, on the same port and data. */
  start(): Promise<void>;
  /** `fast` as an administrator would; `kill` as a machine that loses its power: SIGKILL for every process of it. */
  stop(how: "fast" | "kill"): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

export interface PostgresOptions {
  /** Real durability, for fault tests and benchmarks; unit tests are quicker without. Default false. */
  readonly fsync?: boolean;
  /** Further settings, for example `{ max_connections: "20" }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * A PostgreSQL of its own in a temporary directory, on a free port of 127.0.0.1: needs no installed one, and no user but those that
 * every system has. It goes when this process goes, however it goes.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const owner = findOwner();
  // As root the data belong to another user, who may not see into a TMPDIR of root's own.
  const scratch = mkdtempSync(join(owner ? "/tmp" : tmpdir(), "centra-klaviyo-postgres-"));
  chmodSync(scratch, 0o755);
  const binaries = prepareBinaries(owner, scratch);
  const data = join(scratch, "data");
  mkdirSync(data, { mode: 0o700 });
  if (owner) chownSync(data, owner.uid, owner.gid);
  const port = await findFreePort();
  const environment = { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };

  const initdb = spawnSync(
    join(binaries, "bin", "initdb"),
    ["-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"],
    { ...owner, cwd: data, env: environment, encoding: "utf8" },
  );
  if (initdb.status !== 0) throw new Error(`initdb failed: ${initdb.stderr || initdb.error?.message}`);

  const settings = { ...DEFAULT_SETTINGS, ...(options.fsync ? {} : UNSAFE_SETTINGS), ...options.settings };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const urlOf = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  let running: { readonly server: ChildProcess; readonly guard: ChildProcess } | null = null;

  async function start(): Promise<void> {
    const log: string[] = [];
    const server = spawn(join(binaries, "bin", "postgres"), ["-D", data, "-p", String(port), ...flags], {
      ...owner,
      cwd: data,
      env: environment,
      stdio: ["ignore", "ignore", "pipe"],
      detached: true,
    });
    server.stderr.setEncoding("utf8").on("data", (text: string) => {
      log.push(text);
      if (log.length > LOG_LINES_KEPT) log.shift();
    });
    server.unref();
    running = { server, guard: guardAgainstOrphan(server, scratch) };
    await waitUntilReady(urlOf("postgres"), server, log);
  }

  async function stop(how: "fast" | "kill"): Promise<void> {
    if (!running) return;
    const { server, guard } = running;
    running = null;
    guard.kill("SIGKILL");
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.ref();
    const exited = once(server, "exit");
    if (how === "fast") server.kill("SIGINT");
    else killWithChildren(server);
    await exited;
  }

  const remove = async () => {
    await stop("kill");
    rmSync(scratch, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await remove();
    throw error;
  }
  return { port, urlOf, start, stop, remove };
}

const DEFAULT_SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "128MB",
};

const UNSAFE_SETTINGS = { fsync: "off", full_page_writes: "off", synchronous_commit: "off" };

/** Each child of PostgreSQL leads a process group of its own, so the children are killed one by one, after the parent that would restart them. */
function killWithChildren(server: ChildProcess): void {
  const processes = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).stdout.trim().split("\n");
  const children = processes
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === server.pid)
    .flatMap(([child]) => (child === undefined ? [] : [child]));
  server.kill("SIGKILL");
  for (const child of children) {
    try {
      process.kill(child, "SIGKILL");
    } catch {
      // It ended by itself between the list and the signal.
    }
  }
}

/** A shell that sees the end of this process as the end of its input, and then ends the server and removes its data. */
function guardAgainstOrphan(server: ChildProcess, scratch: string): ChildProcess {
  const script = 'read -r _; kill -QUIT "$1" 2>/dev/null; sleep 1; kill -9 "$1" 2>/dev/null; rm -rf "$2"';
  const guard = spawn("sh", ["-c", script, "sh", String(server.pid), scratch], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  guard.unref();
  if (guard.stdin && "unref" in guard.stdin && typeof guard.stdin.unref === "function") guard.stdin.unref();
  return guard;
}

async function waitUntilReady(url: string, server: ChildProcess, log: readonly string[]): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.query("SELECT 1");
      await client.end();
      return;
    } catch (error) {
      void client.end().catch(() => {});
      if (server.exitCode !== null || performance.now() > deadline) {
        throw new Error(`PostgreSQL did not start:\n${log.join("")}`, { cause: error });
      }
      await sleep(20);
    }
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("There is no free port on 127.0.0.1.");
  return address.port;
}
