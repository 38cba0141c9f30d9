import type { BenchStorage } from "../storage/bench-storage.ts";
import { type RunningProcess, startProcess } from "./start-process.ts";

export const ADMIN_TOKEN = "admin-token-of-the-benchmarks";

export interface RunningService extends RunningProcess {
  readonly url: string;
}

interface ServiceOptions {
  readonly storage: BenchStorage;
  readonly klaviyoUrl: string;
}

/** `serve` as a merchant runs it, on a free port, with the log level that is the default. */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const service = await startProcess({
    command: ["bin/centra-klaviyo.mjs", "serve"],
    environment: environmentOf(options),
    readyWhen: /listens on (http:\S+)/,
  });
  return { ...service, url: service.ready };
}

/** One more `worker` process on the storage. */
export function startWorkerProcess(options: ServiceOptions): Promise<RunningProcess> {
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
