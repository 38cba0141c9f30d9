import { parseArgs } from "node:util";
import { z } from "zod";
import { DEMO_ACCOUNT, type SandboxOptions } from "./options.ts";
import { startKlaviyoSandbox } from "./server.ts";

/** Runs the sandbox until SIGINT or SIGTERM, or until the signal aborts; prints its address and a key that works. */
export async function runSandbox(
  options: SandboxOptions & { readonly json?: boolean; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const { json, signal, ...sandboxOptions } = options;
  const account = options.accounts?.[0] ?? DEMO_ACCOUNT;
  const sandbox = await startKlaviyoSandbox(sandboxOptions);
  const key = account.privateKeys[0]?.key ?? "";
  if (json) {
    console.log(JSON.stringify({ url: sandbox.url, account: account.id, key }));
  } else {
    console.log(`Klaviyo sandbox    ${sandbox.url}`);
    console.log(`Public API key     ${account.id}`);
    console.log(`Private API key    ${key}`);
    console.log(`In a browser       ${sandbox.url}/`);
    console.log(`What it received   ${sandbox.url}/__sandbox/state`);
    console.log("Ctrl-C ends it.");
  }
  await untilEnded(signal);
  await sandbox.close();
}

function untilEnded(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      process.off("SIGINT", end);
      process.off("SIGTERM", end);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    process.on("SIGINT", end);
    process.on("SIGTERM", end);
    signal?.addEventListener("abort", end);
    if (signal?.aborted) end();
  });
}

const commandOptions = z
  .object({
    port: z.coerce.number().int().min(0).max(65_535),
    limits: z.enum(["real", "off"]),
    "ingestion-delay-ms": z.coerce.number().int().min(0),
    retention: z.enum(["everything", "counts"]),
    "validate-openapi": z.string().optional(),
    "trust-properties": z.boolean(),
    json: z.boolean(),
  })
  .transform((given) => ({
    port: given.port,
    limits: given.limits,
    ingestionDelayMs: given["ingestion-delay-ms"],
    retention: given.retention,
    checkProperties: !given["trust-properties"],
    json: given.json,
    ...(given["validate-openapi"] === undefined ? {} : { validateOpenApi: given["validate-openapi"] }),
  }));

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "4010" },
      limits: { type: "string", default: "real" },
      "ingestion-delay-ms": { type: "string", default: "1500" },
      retention: { type: "string", default: "everything" },
      "validate-openapi": { type: "string" },
      "trust-properties": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  await runSandbox(commandOptions.parse(values));
}
