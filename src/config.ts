import { resolve } from "node:path";
import { z } from "zod";

const days = (fallback: number) => z.coerce.number().int().min(1).max(3_650).default(fallback);

const environmentSchema = z.object({
  HOST: z.string().min(1).default("127.0.0.1").describe("Address to listen on."),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080).describe("Port to listen on; 0 takes any free one."),
  DATA_DIR: z
    .string()
    .min(1)
    .default("data")
    .describe("Folder of the embedded database, the key file, and files that historical exports read."),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// address" })
    .optional()
    .describe("PostgreSQL instead of the embedded SQLite: needed for several workers."),
  ENCRYPTION_KEY: z
    .string()
    .regex(/^([0-9a-fA-F]{64}|[A-Za-z0-9+/]{43}=)$/, "must be 32 bytes in hexadecimal or base64")
    .optional()
    .describe("Encrypts the private keys at rest. Absent: a key file is made in DATA_DIR at the first start."),
  ADMIN_TOKEN: z
    .string()
    .min(24, "must have at least 24 characters")
    .optional()
    .describe("Bearer token of the admin API. Absent: one is made and printed at the first start."),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: "must be an http:// or https:// address" })
    .optional()
    .describe(
      "Address under which browsers reach the service, for example `https://klaviyo.example.com`: in links, for cookies, and to know other " +
        "sites by. Absent: as each request says. Set it behind a proxy.",
    ),
  TRUSTED_PROXIES: z
    .string()
    .regex(/^[\w.:/, ]+$/, "must be a list of addresses or networks")
    .optional()
    .describe(
      "Addresses or networks (CIDR) of the proxies in front, with commas: their X-Forwarded headers are believed, so that attempts at " +
        "passwords are limited by the address of the client.",
    ),
  KLAVIYO_API_URL: z.url().default("https://a.klaviyo.com").describe("Where Klaviyo's API is."),
  KLAVIYO_TIMEOUT_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(120)
    .default(30)
    .describe("A request that Klaviyo has not answered by then is given up and sent again."),
  CENTRA_TIMEOUT_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(300)
    .default(60)
    .describe("A question that Centra has not answered by then is given up and asked again. Centra promises no time."),
  SERVICE_URL: z
    .url()
    .optional()
    .describe("Commands only: the running service to talk to, when it is on another machine."),
  PUSH_KEY: z.string().min(1).optional().describe("Commands only: the plugin's push key that `push` uses."),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"])
    .default("info")
    .describe("Least level that is logged."),
  WORKER_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe(
      "`worker` only: port of `/healthz`, `/readyz` and `/metrics`; 0 takes any free one. Absent: the worker listens nowhere.",
    ),
  METRICS_TOKEN: z
    .string()
    .min(16, "must have at least 16 characters")
    .optional()
    .describe("Bearer token that reads `/metrics` and nothing else. The admin token reads it, too."),
  METRICS_PUBLIC: z
    .stringbool()
    .default(false)
    .describe("`true`: `/metrics` needs no token. It names plugins and accounts, so only where the port is private."),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url()
    .optional()
    .describe(
      "Base address of an OpenTelemetry collector (OTLP over HTTP), for example `http://collector:4318`. Absent: no traces. " +
        "The standard variables OTEL_EXPORTER_OTLP_HEADERS, OTEL_TRACES_SAMPLER, OTEL_TRACES_SAMPLER_ARG and OTEL_BSP_* count, too.",
    ),
  OTEL_SERVICE_NAME: z.string().min(1).default("centra-klaviyo").describe("The service's name in traces."),
  RETENTION_DELIVERED_DAYS: days(30).describe("Delivered events are deleted after so many days."),
  RETENTION_DEAD_DAYS: days(180).describe("Dead and skipped events are deleted after so many days."),
});

/** How the service runs. The only place that reads the environment. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Absolute path. */
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  /** 32 bytes; null = the key file. */
  readonly encryptionKey: Buffer | null;
  readonly adminToken: string | null;
  /** Scheme and host under which browsers reach the service; null = as each request says. */
  readonly publicOrigin: string | null;
  readonly trustedProxies: readonly string[];
  readonly klaviyoApiUrl: string;
  readonly klaviyoTimeoutMs: number;
  readonly centraTimeoutMs: number;
  readonly serviceUrl: string | null;
  readonly pushKey: string | null;
  readonly logLevel: z.infer<typeof environmentSchema>["LOG_LEVEL"];
  /** Of a worker's health and metrics; null = none. */
  readonly workerPort: number | null;
  readonly metrics: { readonly token: string | null; readonly isPublic: boolean };
  readonly tracing: { readonly endpoint: string | null; readonly serviceName: string };
  readonly retention: { readonly deliveredDays: number; readonly deadDays: number };
}

/** The environment holds values that the service cannot run with; names every one of them. */
export class ConfigError extends Error {
  readonly code = "config_invalid";
}

/**
 * Reads and checks the configuration.
 * @throws ConfigError naming each bad variable, never its value (it may be a secret).
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new ConfigError(`The environment cannot be used:\n${faults.join("\n")}`);
  }
  const values = parsed.data;
  return {
    host: values.HOST,
    port: values.PORT,
    dataDir: resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL ?? null,
    encryptionKey: values.ENCRYPTION_KEY === undefined ? null : decodeKey(values.ENCRYPTION_KEY),
    adminToken: values.ADMIN_TOKEN ?? null,
    publicOrigin: values.PUBLIC_URL === undefined ? null : new URL(values.PUBLIC_URL).origin,
    trustedProxies: (values.TRUSTED_PROXIES ?? "").split(/[, ]+/).filter((address) => address !== ""),
    klaviyoApiUrl: values.KLAVIYO_API_URL,
    klaviyoTimeoutMs: values.KLAVIYO_TIMEOUT_SECONDS * 1_000,
    centraTimeoutMs: values.CENTRA_TIMEOUT_SECONDS * 1_000,
    serviceUrl: values.SERVICE_URL ?? null,
    pushKey: values.PUSH_KEY ?? null,
    logLevel: values.LOG_LEVEL,
    workerPort: values.WORKER_PORT ?? null,
    metrics: { token: values.METRICS_TOKEN ?? null, isPublic: values.METRICS_PUBLIC },
    tracing: { endpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT ?? null, serviceName: values.OTEL_SERVICE_NAME },
    retention: { deliveredDays: values.RETENTION_DELIVERED_DAYS, deadDays: values.RETENTION_DEAD_DAYS },
  };
}

function decodeKey(text: string): Buffer {
  return Buffer.from(text, text.length === 64 ? "hex" : "base64");
}

/** Name, default and meaning of every variable: what docs/configuration.md is made from. */
export function describeConfig(): readonly {
  readonly name: string;
  readonly fallback: string;
  readonly meaning: string;
}[] {
  return Object.entries(environmentSchema.shape).map(([name, schema]) => {
    const fallback: unknown = schema.safeParse(undefined).data;
    return { name, fallback: fallback === undefined ? "" : String(fallback), meaning: schema.description ?? "" };
  });
}
