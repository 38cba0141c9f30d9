import type { Engine } from "../../src/database/database.ts";
import type { BenchStorage } from "../storage/bench-storage.ts";
import { type RunningProcess, startProcess } from "./start-process.ts";

export const ADMIN_TOKEN = "admin-token-of-the-benchmarks";

const SERVE = ["bin/centra-klaviyo.mjs", "serve"] as const;
const LISTENS = /listens on (http:\S+)/;

export interface RunningService extends RunningProcess {
  readonly url: string;
}

interface ServiceOptions {
  readonly storage: BenchStorage;
  readonly klaviyoUrl: string;
}

/** `serve` as a merchant runs it, not for the first time, on a free port, with the log level that is the default. */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  await afterTheFirstStart(options);
  const service = await startProcess({
    command: SERVE,
    environment: environmentOf(options),
    readyWhen: LISTENS,
  });
  return { ...service, url: service.ready };
}

const firstStarts = new Map<Engine, Promise<void>>();

/** The very first start compiles everything, in more time and memory; like the image, it leaves the compiled code to the next ones. */
function afterTheFirstStart({ storage, klaviyoUrl }: ServiceOptions): Promise<void> {
  const started = firstStarts.get(storage.engine) ?? startAndStop(storage, klaviyoUrl);
  firstStarts.set(storage.engine, started);
  return started;
}

async function startAndStop(storage: BenchStorage, klaviyoUrl: string): Promise<void> {
  const empty = await storage.another();
  const service = await startProcess({
    command: SERVE,
    environment: environmentOf({ storage: empty, klaviyoUrl }),
    readyWhen: LISTENS,
  });
  await service.stop();
  await empty.remove();
}

/** One more `worker` process on the storage. */
export async function startWorkerProcess(options: ServiceOptions): Promise<RunningProcess> {
  await afterTheFirstStart(options);
  return startProcess({
    command: ["bin/centra-klaviyo.mjs", "worker"],
    environment: environmentOf(options),
    readyWhen: null,
  });
}

function environmentOf({ storage, klaviyoUrl }: ServiceOptions): Record<string, string> {
  return {
    DATA_DIR: storage.dataDir,
    ...(storage.databaseUrl === null ? {} : { DATABASE_URL: storage.databaseUrl }),
    ENCRYPTION_KEY: storage.encryptionKey.toString("hex"),
    ADMIN_TOKEN,
    PORT: "0",
    KLAVIYO_API_URL: klaviyoUrl,
  };
}
