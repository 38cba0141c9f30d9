import { readFile } from "node:fs/promises";
import { type Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { terminalOf, withService } from "./command-context.ts";
import { CommandError, EXIT } from "./exit-codes.ts";
import { formatFields, formatTable, formatTime } from "./terminal.ts";

const pluginSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  apiKey: z.string(),
  hasPrivateKey: z.boolean(),
  version: z.number(),
  alarm: z.object({ code: z.string(), message: z.string(), since: z.number() }).nullable(),
  settings: z.record(z.string(), z.unknown()),
  updatedAt: z.number(),
});
type Plugin = z.infer<typeof pluginSchema>;

const listSchema = z.object({ plugins: z.array(pluginSchema) });
const testSchema = z.looseObject({
  ok: z.boolean(),
  findings: z.array(z.looseObject({ code: z.string(), level: z.string(), message: z.string(), whatToDo: z.string() })),
});

export function addPluginCommand(program: Command): void {
  const plugin = program.command("plugin").description("Set up store plugins.");

  plugin
    .command("list")
    .description("List the plugins.")
    .action(async (_options, command: Command) => {
      const { plugins } = listSchema.parse(
        await withService((service) => service.call({ method: "GET", path: "/v1/admin/plugins" })),
      );
      terminalOf(command).answer(plugins, () =>
        plugins.length === 0
          ? "No plugin yet. Add one with `centra-klaviyo plugin add --help`."
          : formatPlugins(plugins),
      );
    });

  plugin
    .command("show <plugin>")
    .description("Show a plugin's settings.")
    .action(async (id: string, _options, command: Command) => {
      const found = pluginSchema.parse(
        await withService((service) => service.call({ method: "GET", path: pathOf(id) })),
      );
      terminalOf(command).answer(found, () => formatPlugin(found));
    });

  addSettingsOptions(
    plugin
      .command("add")
      .description("Add a plugin.")
      .option("--id <id>", "id, used in addresses; made from the name if absent"),
  )
    .requiredOption("--name <name>", "plugin name")
    .action(async (options: SettingsOptions, command: Command) => {
      const body = await inputOf(options);
      const made = pluginSchema.parse(
        await withService((service) => service.call({ method: "POST", path: "/v1/admin/plugins", body })),
      );
      terminalOf(command).answer(made, () => formatPlugin(made));
      terminalOf(command).remark(
        `\nNext: centra-klaviyo plugin test ${made.id}; centra-klaviyo key add ${made.id} --name storefront`,
      );
    });

  addSettingsOptions(plugin.command("set <plugin>").description("Change settings; what is not named stays as it is."))
    .option("--name <name>", "plugin name")
    .action(async (id: string, options: SettingsOptions, command: Command) => {
      const changes = await inputOf(options);
      const changed = await withService(async (service) => {
        const before = pluginSchema.parse(await service.call({ method: "GET", path: pathOf(id) }));
        return service.call({ method: "PATCH", path: pathOf(id), body: { version: before.version, ...changes } });
      });
      const after = pluginSchema.parse(changed);
      terminalOf(command).answer(after, () => formatPlugin(after));
    });

  plugin
    .command("test <plugin>")
    .description("Test the connection to Klaviyo.")
    .action(async (id: string, _options, command: Command) => {
      const result = testSchema.parse(
        await withService((service) => service.call({ method: "POST", path: `${pathOf(id)}/test` })),
      );
      terminalOf(command).answer(result, () =>
        [
          ...result.findings.map((finding) => `${finding.level}: ${finding.message}\n  ${finding.whatToDo}`),
          result.ok ? "The connection works." : "The connection does not work.",
        ].join("\n"),
      );
      if (!result.ok) process.exitCode = EXIT.refused;
    });

  plugin
    .command("remove <plugin>")
    .description("Remove a plugin with its keys and events.")
    .option("--yes", "do not ask")
    .action(async (id: string, options: { yes?: true }, command: Command) => {
      if (options.yes !== true)
        throw new CommandError(
          `Removing ${id} also deletes its events and keys. Add --yes if you mean it.`,
          EXIT.usage,
        );
      await withService((service) => service.call({ method: "DELETE", path: pathOf(id) }));
      terminalOf(command).answer({ removed: id }, () => `Removed ${id}.`);
    });
}

interface SettingsOptions {
  readonly id?: string;
  readonly name?: string;
  readonly status?: string;
  readonly apiKey?: string;
  readonly privateKey?: string;
  readonly privateKeyFile?: string;
  readonly branding?: string;
  readonly [setting: string]: unknown;
}

/** The settings form's fields as options (seed, "Setup in Centra"). */
function addSettingsOptions(command: Command): Command {
  return command
    .addOption(new Option("--status <status>", "whether events are sent").choices(["active", "inactive"]))
    .option("--api-key <key>", "Klaviyo's public API key, six characters")
    .option("--private-key <key>", "Klaviyo's private API key; - reads it from standard input")
    .option("--private-key-file <file>", "file with the private API key")
    .option("--base-currency <code>", "currency used as a default currency in the Klaviyo account")
    .addOption(
      new Option("--language-from <source>", "language selected from").choices(["delivery_country", "site_language"]),
    )
    .option("--languages <list>", "the shop's languages, the first is the fall-back, e.g. en,sv", readList)
    .option("--short-product-name <yes|no>", "yes: the product's name without the variant's", readYesNo)
    .option("--image-size <name>", "product image size")
    .option("--cart-link <url>", "abandoned-cart address with {selection} as a placeholder for the selection id")
    .option("--time-zone <zone>", "the shop's time zone, e.g. Europe/Stockholm")
    .option("--restrict-pricelists <list>", "only these pricelists; empty = all", readList)
    .option("--restrict-markets <list>", "only these markets; empty = all", readList)
    .option("--restrict-countries <list>", "only these countries, e.g. SE,NO; empty = all", readList)
    .option("--disabled-metrics <list>", "metrics that are not sent", readList)
    .option("--exchange-rates <list>", "for orders with another base currency, e.g. USD=10.51,DKK=1.52", readRates)
    .option("--transfer-historical-data <yes|no>", "transfer historical data to Klaviyo according to setup", readYesNo)
    .option("--transfer-historical-data-from <date>", "transfer historical data starting from, YYYY-MM-DD")
    .option(
      "--live-quota-reserve <share>",
      "share of Klaviyo's limits left to others, live events, 0 to 0.9",
      readShare,
    )
    .option("--history-quota-reserve <share>", "the same for historical events", readShare)
    .option(
      "--branding <file>",
      "JSON file with the look of the mails (docs/emails.md); fields it lacks stay as they are",
    );
}

async function inputOf(options: SettingsOptions): Promise<Record<string, unknown>> {
  const { id, name, status, apiKey, privateKey, privateKeyFile, branding, ...others } = options;
  const secret = await readPrivateKey(privateKey, privateKeyFile);
  const settings = branding === undefined ? others : { ...others, branding: await readBranding(branding) };
  const given = {
    id,
    name,
    status,
    apiKey,
    privateKey: secret,
    settings: Object.keys(settings).length === 0 ? undefined : settings,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

async function readPrivateKey(value: string | undefined, file: string | undefined): Promise<string | undefined> {
  if (file !== undefined) return (await readFile(file, "utf8")).trim();
  if (value !== "-") return value;
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8").trim();
}

async function readBranding(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8");
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError(`${file} is not JSON. It holds an object, for example {"shopName": "Ascaro"}.`, EXIT.usage);
  }
}

function readList(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function readYesNo(text: string): boolean {
  if (text === "yes") return true;
  if (text === "no") return false;
  throw new InvalidArgumentError("Say yes or no.");
}

function readRates(text: string): Record<string, string> {
  const pairs = readList(text).map((pair) => pair.split("="));
  return Object.fromEntries(
    pairs.map(([currency, rate]) => {
      if (currency === undefined || rate === undefined)
        throw new InvalidArgumentError("Write CURRENCY=RATE, for example USD=10.51.");
      return [currency, rate];
    }),
  );
}

function readShare(text: string): number {
  const share = Number(text);
  if (text === "" || Number.isNaN(share)) throw new InvalidArgumentError("Say a number from 0 to 0.9.");
  return share;
}

function pathOf(id: string): string {
  return `/v1/admin/plugins/${encodeURIComponent(id)}`;
}

function formatPlugins(plugins: readonly Plugin[]): string {
  return formatTable(
    ["id", "name", "status", "account", "base currency", "alarm"],
    plugins.map((plugin) => [
      plugin.id,
      plugin.name,
      plugin.status,
      plugin.apiKey || "–",
      String(plugin.settings.baseCurrency),
      plugin.alarm?.message ?? "",
    ]),
  );
}

function formatPlugin(plugin: Plugin): string {
  const settings = Object.entries(plugin.settings).map(([name, value]) => [name, formatSetting(value)] as const);
  return formatFields([
    ["id", plugin.id],
    ["name", plugin.name],
    ["status", plugin.status],
    ["API key", plugin.apiKey || "–"],
    ["API private key", plugin.hasPrivateKey ? "set" : "not set"],
    ["alarm", plugin.alarm === null ? "–" : plugin.alarm.message],
    ...settings,
    ["version", String(plugin.version)],
    ["updated", formatTime(plugin.updatedAt)],
  ]);
}

function formatSetting(value: unknown): string {
  if (value === null || value === "") return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length === 0 ? "–" : value.join(", ");
  if (typeof value === "object") {
    const pairs = Object.entries(value).map(([key, entry]) => `${key}=${String(entry)}`);
    return pairs.length === 0 ? "–" : pairs.join(", ");
  }
  return String(value);
}
