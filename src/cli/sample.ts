import { setTimeout as sleep } from "node:timers/promises";
import { type Command, InvalidArgumentError } from "commander";
import { z } from "zod";
import { METRIC_NAMES } from "../metrics/metric-event.ts";
import { terminalOf, withService } from "./command-context.ts";
import { EXIT } from "./exit-codes.ts";
import type { ServiceConnection } from "./service-connection.ts";
import { formatTable, type Terminal } from "./terminal.ts";

const ASK_EVERY_MS = 500;
/** More than the events of all samples of one call. */
const PAGE = 100;

const queuedSchema = z.looseObject({
  way: z.literal("queued"),
  email: z.string(),
  source: z.string(),
  since: z.number(),
});
const straightSchema = z.looseObject({
  way: z.literal("straight"),
  email: z.string(),
  samples: z.array(z.looseObject({ metric: z.string(), outcome: z.string(), detail: z.string() })),
});
const sentSchema = z.discriminatedUnion("way", [queuedSchema, straightSchema]);
const eventSchema = z.looseObject({
  id: z.number(),
  metric: z.string(),
  uniqueId: z.string(),
  state: z.string(),
  commerceSource: z.string(),
  reason: z.looseObject({ message: z.string() }).nullable(),
  failure: z.looseObject({ detail: z.string() }).nullable(),
});
const listSchema = z.looseObject({ events: z.array(eventSchema) });

interface SampleOptions {
  readonly metric?: readonly string[];
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly language?: string;
  readonly wait: number;
}

export function addSampleCommand(program: Command): void {
  program
    .command("sample <plugin>")
    .description(
      "Send sample events to the plugin's Klaviyo account, and follow them. Flows that are live send their mails.",
    )
    .option("--metric <name...>", "of these metrics; without it one of every metric", readMetric)
    .option("--email <address>", "to this customer; without it to someone new at the domain of the plugin's cart link")
    .option("--first-name <name>", "Klaviyo takes it over for the profile")
    .option("--last-name <name>", "likewise")
    .option("--language <code>", "two letters, for example sv; without it the first of the plugin's")
    .option("--wait <seconds>", "how long to follow them", readSeconds, 20)
    .action(async (plugin: string, options: SampleOptions, command: Command) => {
      const terminal = terminalOf(command);
      await withService(async (service) => {
        const sent = await sendSamples(service, plugin, options);
        if (sent.way === "straight") return showStraight(terminal, sent);
        terminal.remark(`Samples for ${sent.email} are on the way.`);
        showFollowed(terminal, await followSamples(service, sent, options.wait * 1_000));
      });
    });
}

/** Of an inactive plugin: Klaviyo's answers, and no event in the service. */
function showStraight(terminal: Terminal, { email, samples }: z.infer<typeof straightSchema>): void {
  terminal.remark(`The plugin is inactive, so samples for ${email} went straight to Klaviyo.`);
  terminal.answer(samples, () =>
    formatTable(
      ["metric", "outcome", "why"],
      samples.map(({ metric, outcome, detail }) => [metric, outcome.replace("_", " "), detail]),
    ),
  );
  if (samples.some(({ outcome }) => outcome === "refused")) process.exitCode = EXIT.refused;
}

function showFollowed(terminal: Terminal, events: readonly z.infer<typeof eventSchema>[]): void {
  terminal.answer(events, () =>
    formatTable(
      ["id", "metric", "unique id", "state", "why"],
      events.map((event) => [
        ...[String(event.id), event.metric, event.uniqueId, event.state],
        event.reason?.message ?? event.failure?.detail ?? "",
      ]),
    ),
  );
  if (events.some(({ state }) => state === "dead")) process.exitCode = EXIT.refused;
}

async function sendSamples(service: ServiceConnection, plugin: string, options: SampleOptions) {
  const { metric: metrics, email, firstName, lastName, language } = options;
  const path = `/v1/admin/plugins/${encodeURIComponent(plugin)}/samples`;
  const answer = await service.call({ method: "POST", path, body: { metrics, email, firstName, lastName, language } });
  return sentSchema.parse(answer);
}

/** Until none waits any more, or for as long as asked; the latest that is known of each. */
async function followSamples(
  service: ServiceConnection,
  { email, source, since }: z.infer<typeof queuedSchema>,
  waitMs: number,
): Promise<readonly z.infer<typeof eventSchema>[]> {
  const query = new URLSearchParams({ email, from: String(since), limit: String(PAGE) });
  const deadline = performance.now() + waitMs;
  for (;;) {
    const answer = await service.call({ method: "GET", path: `/v1/admin/events?${query}` });
    const events = listSchema.parse(answer).events.filter(({ commerceSource }) => commerceSource === source);
    const isSettled = events.every(({ state }) => state !== "pending");
    if (isSettled || performance.now() >= deadline) return events.toReversed();
    await sleep(ASK_EVERY_MS);
  }
}

function readMetric(name: string, before: readonly string[] | undefined): readonly string[] {
  const metric = METRIC_NAMES.find((one) => one.toLowerCase() === name.toLowerCase());
  if (metric === undefined) throw new InvalidArgumentError(`There are: ${METRIC_NAMES.join(", ")}.`);
  return [...(before ?? []), metric];
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > 600)
    throw new InvalidArgumentError("Say a number from 0 to 600.");
  return seconds;
}
