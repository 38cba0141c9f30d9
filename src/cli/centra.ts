import { readFile } from "node:fs/promises";
import { type Command, InvalidArgumentError } from "commander";
import { z } from "zod";
import { terminalOf, withService } from "./command-context.ts";
import { CommandError, EXIT } from "./exit-codes.ts";
import { formatFields, formatTable, formatTime } from "./terminal.ts";

const connectionSchema = z.looseObject({
  pluginId: z.string(),
  apiUrl: z.string(),
  hasWebhookSecret: z.boolean(),
  isReading: z.boolean(),
  settings: z.object({
    storeId: z.number().nullable(),
    pollIntervalSeconds: z.number(),
    tokenExpiresOn: z.string().nullable(),
    productPageUrl: z.string(),
    trackingUrls: z.record(z.string(), z.string()),
  }),
  updatedAt: z.number(),
});

const problemsSchema = z.object({
  problems: z.array(
    z.looseObject({
      code: z.string(),
      reference: z.string(),
      message: z.string(),
      times: z.number(),
      lastSeenAt: z.number(),
    }),
  ),
});

const examinationSchema = z.looseObject({
  ok: z.boolean(),
  findings: z.array(z.looseObject({ level: z.string(), message: z.string(), whatToDo: z.string() })),
  queue: z.looseObject({ waiting: z.number() }),
});

interface SetOptions {
  readonly apiUrl?: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly webhookSecret?: string;
  readonly webhookSecretFile?: string;
  readonly storeId?: number | null;
  readonly pollIntervalSeconds?: number;
  readonly tokenExpiresOn?: string;
  readonly productPageUrl?: string;
  readonly trackingUrls?: Record<string, string>;
}

/** `centra set|show|remove|problems`: where a plugin's events come from. */
export function addCentraCommand(program: Command): void {
  const centra = program.command("centra").description("Connect plugins to Centra.");

  centra
    .command("set <plugin>")
    .description("Connect a plugin to Centra, or change its connection; what is not named stays as it is.")
    .option("--api-url <url>", "the Integration API, e.g. https://your-shop.centra.com")
    .option("--token <token>", "Integration API token; - reads it from standard input")
    .option("--token-file <file>", "file with the token")
    .option("--token-expires-on <date>", "when the token ends, as Centra shows it, e.g. 2027-03-31; warned of before")
    .option("--webhook-secret <secret>", "endpoint secret of the Centra Webhook plugin")
    .option("--webhook-secret-file <file>", "file with the endpoint secret")
    .option("--store-id <number|all>", "only this store of the instance", readStoreId)
    .option("--poll-interval-seconds <seconds>", "between two questions to Centra while nothing happens", readNumber)
    .option("--product-page-url <url>", "address of a product's page with {display_uri} as a placeholder")
    .option(
      "--tracking-urls <list>",
      "carriers' tracking addresses, e.g. 'My Carrier=https://example.com/{number}'",
      readPairs,
    )
    .action(async (plugin: string, options: SetOptions, command: Command) => {
      const { token, tokenFile, webhookSecret, webhookSecretFile, ...settings } = options;
      const body = {
        ...settings,
        token: await readSecret(token, tokenFile),
        webhookSecret: await readSecret(webhookSecret, webhookSecretFile),
      };
      const saved = connectionSchema.parse(
        await withService((service) => service.call({ method: "PUT", path: pathOf(plugin), body })),
      );
      terminalOf(command).answer(saved, () => formatConnection(saved));
      terminalOf(command).remark(`\nNext: centra-klaviyo doctor ${plugin}`);
    });

  centra
    .command("show <plugin>")
    .description("Show a plugin's connection to Centra.")
    .action(async (plugin: string, _options, command: Command) => {
      const found = connectionSchema.parse(
        await withService((service) => service.call({ method: "GET", path: pathOf(plugin) })),
      );
      terminalOf(command).answer(found, () => formatConnection(found));
    });

  centra
    .command("remove <plugin>")
    .description("Take the connection away, with what is known of the shop; connecting again begins anew.")
    .option("--yes", "do not ask")
    .action(async (plugin: string, options: { yes?: true }, command: Command) => {
      if (options.yes !== true)
        throw new CommandError(
          `Without its connection ${plugin} is told nothing of the shop, and what happens meanwhile is never told. Add --yes if you mean it.`,
          EXIT.usage,
        );
      await withService((service) => service.call({ method: "DELETE", path: pathOf(plugin) }));
      terminalOf(command).answer({ removed: plugin }, () => `${plugin} is no longer connected to Centra.`);
    });

  centra
    .command("problems <plugin>")
    .description("List what of Centra could not be used, newest first.")
    .action(async (plugin: string, _options, command: Command) => {
      const { problems } = problemsSchema.parse(
        await withService((service) => service.call({ method: "GET", path: `${pathOf(plugin)}/problems` })),
      );
      terminalOf(command).answer(problems, () =>
        problems.length === 0
          ? "No problem."
          : formatTable(
              ["last seen", "times", "what", "problem"],
              problems.map(({ lastSeenAt, times, reference, message }) => [
                formatTime(lastSeenAt),
                String(times),
                reference || "connection",
                message,
              ]),
            ),
      );
    });
}

/** `doctor`: what stands between a plugin and its shop. */
export function addDoctorCommand(program: Command): void {
  program
    .command("doctor <plugin>")
    .description("Examine a plugin's connection to Centra: token, permissions, event system, fields, clock, limits.")
    .action(async (plugin: string, _options, command: Command) => {
      const result = examinationSchema.parse(
        await withService((service) => service.call({ method: "POST", path: `${pathOf(plugin)}/doctor` })),
      );
      terminalOf(command).answer(result, () =>
        [
          ...result.findings.map(({ level, message, whatToDo }) =>
            whatToDo === "" ? `${level}: ${message}` : `${level}: ${message}\n  ${whatToDo}`,
          ),
          `${result.queue.waiting} changed things are still to be looked at.`,
          result.ok ? "The connection works." : "The connection does not work.",
        ].join("\n"),
      );
      if (!result.ok) process.exitCode = EXIT.refused;
    });
}

async function readSecret(value: string | undefined, file: string | undefined): Promise<string | undefined> {
  if (file !== undefined) return (await readFile(file, "utf8")).trim();
  if (value !== "-") return value;
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8").trim();
}

function readStoreId(text: string): number | null {
  return text === "all" ? null : readNumber(text);
}

function readNumber(text: string): number {
  const value = Number(text);
  if (text === "" || Number.isNaN(value)) throw new InvalidArgumentError("Say a number.");
  return value;
}

function readPairs(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split(",")
      .filter((pair) => pair.trim() !== "")
      .map((pair) => {
        const [name = "", ...rest] = pair.split("=");
        if (rest.length === 0) throw new InvalidArgumentError("Write CARRIER=ADDRESS with {number} in the address.");
        return [name.trim(), rest.join("=").trim()];
      }),
  );
}

function pathOf(plugin: string): string {
  return `/v1/admin/plugins/${encodeURIComponent(plugin)}/centra`;
}

function formatConnection(connection: z.infer<typeof connectionSchema>): string {
  const { settings } = connection;
  const carriers = Object.entries(settings.trackingUrls).map(([name, address]) => `${name}=${address}`);
  return formatFields([
    ["plugin", connection.pluginId],
    ["Integration API", connection.apiUrl],
    ["token", settings.tokenExpiresOn === null ? "set" : `set, ends on ${settings.tokenExpiresOn}`],
    ["webhook secret", connection.hasWebhookSecret ? "set" : "not set"],
    ["store", settings.storeId === null ? "all" : String(settings.storeId)],
    ["poll interval", `${settings.pollIntervalSeconds} s`],
    ["product page URL", settings.productPageUrl || "–"],
    ["tracking URLs", carriers.length === 0 ? "the common carriers'" : carriers.join(", ")],
    ["reads the shop", connection.isReading ? "yes" : "not yet"],
    ["updated", formatTime(connection.updatedAt)],
  ]);
}
