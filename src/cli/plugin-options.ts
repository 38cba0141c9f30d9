import { readFile } from "node:fs/promises";
import { type Command, InvalidArgumentError, Option } from "commander";
import { CommandError, EXIT } from "./exit-codes.ts";

export interface SettingsOptions {
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
export function addSettingsOptions(command: Command): Command {
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

/** The body of a request that adds or changes a plugin; what is not named is absent. */
export async function inputOf(options: SettingsOptions): Promise<Record<string, unknown>> {
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
