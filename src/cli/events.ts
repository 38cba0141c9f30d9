import { type Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { terminalOf, withService } from "./command-context.ts";
import { CommandError, EXIT } from "./exit-codes.ts";
import { formatFields, formatTable, formatTime } from "./terminal.ts";

const failureSchema = z.looseObject({
  code: z.string(),
  status: z.number().nullable(),
  detail: z.string(),
  request: z.string(),
  at: z.number(),
});
const reasonSchema = z.object({ code: z.string(), message: z.string() });
const eventSchema = z.looseObject({
  id: z.number(),
  pluginId: z.string(),
  lane: z.string(),
  metric: z.string(),
  uniqueId: z.string(),
  state: z.string(),
  attempts: z.number(),
  dueAt: z.number(),
  occurredAt: z.number(),
  receivedAt: z.number(),
  settledAt: z.number().nullable(),
  email: z.string(),
  reason: reasonSchema.nullable(),
  failure: failureSchema.nullable(),
});
const listSchema = z.looseObject({ events: z.array(eventSchema) });
const detailSchema = eventSchema.extend({ body: z.unknown(), profile: z.unknown() });
const replaySchema = z.looseObject({ replayed: z.number() });

interface FilterOptions {
  readonly plugin?: string;
  readonly state?: string;
  readonly metric?: string;
  readonly email?: string;
  readonly order?: string;
}

export function addEventsCommand(program: Command): void {
  const events = program.command("events").description("See what became of events, and send refused ones again.");

  addFilterOptions(events.command("list").description("List events, newest first."))
    .option("--limit <n>", "rows at most", readCount, 50)
    .option("--before <id>", "only events older than this id: the next page")
    .action(async (options: FilterOptions & { limit: number; before?: string }, command: Command) => {
      const query = new URLSearchParams({ ...filterOf(options), limit: String(options.limit) });
      if (options.before !== undefined) query.set("before", options.before);
      const answer = await withService((service) => service.call({ method: "GET", path: `/v1/admin/events?${query}` }));
      const { events: rows } = listSchema.parse(answer);
      terminalOf(command).answer(rows, () =>
        rows.length === 0
          ? "No event matches."
          : formatTable(
              ["id", "received (UTC)", "plugin", "metric", "unique id", "e-mail", "state", "why"],
              rows.map((row) => [
                String(row.id),
                formatTime(row.receivedAt),
                row.pluginId,
                row.metric,
                row.uniqueId,
                row.email,
                row.state,
                whyOf(row),
              ]),
            ),
      );
    });

  events
    .command("show <id>")
    .description("Show an event with its payload; credentials are masked.")
    .action(async (id: string, _options, command: Command) => {
      const path = `/v1/admin/events/${encodeURIComponent(id)}`;
      const event = detailSchema.parse(await withService((service) => service.call({ method: "GET", path })));
      terminalOf(command).answer(event, () => formatEvent(event));
    });

  addFilterOptions(
    events.command("replay [ids...]").description("Send dead or skipped events again, under their own ids."),
  )
    .option("--all", "every dead event")
    .action(async (ids: string[], options: FilterOptions & { all?: true }, command: Command) => {
      const filter = filterOf(options);
      if (ids.length === 0 && options.all !== true && Object.keys(filter).length === 0) {
        throw new CommandError("Say which events: their ids, a filter such as --metric, or --all.", EXIT.usage);
      }
      const body = {
        ...filter,
        ...(ids.length > 0 ? { ids: ids.map(Number) } : {}),
        state: filter.state ?? (ids.length > 0 ? undefined : "dead"),
      };
      const answer = await withService((service) =>
        service.call({ method: "POST", path: "/v1/admin/events/replay", body }),
      );
      const { replayed } = replaySchema.parse(answer);
      terminalOf(command).answer(
        { replayed },
        () => `${replayed} ${replayed === 1 ? "event is" : "events are"} on the way again.`,
      );
      if (ids.length > 0 && replayed === 0) process.exitCode = EXIT.notFound;
    });
}

function addFilterOptions(command: Command): Command {
  return command
    .option("--plugin <plugin>", "of this plugin")
    .addOption(new Option("--state <state>", "in this state").choices(["pending", "delivered", "dead", "skipped"]))
    .option("--metric <name>", "of this metric")
    .option("--email <address>", "of this customer")
    .option("--order <number>", "of this order");
}

function filterOf(options: FilterOptions): Record<string, string> {
  const filter = {
    plugin: options.plugin,
    state: options.state,
    metric: options.metric,
    email: options.email,
    order: options.order,
  };
  return Object.fromEntries(
    Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 1_000)
    throw new InvalidArgumentError("Say a number from 1 to 1000.");
  return count;
}

function whyOf(row: z.infer<typeof eventSchema>): string {
  return row.reason?.message ?? row.failure?.detail ?? "";
}

function formatEvent(event: z.infer<typeof detailSchema>): string {
  const failure = event.failure;
  return [
    formatFields([
      ["id", String(event.id)],
      ["metric", event.metric],
      ["unique id", event.uniqueId],
      ["plugin", event.pluginId],
      ["e-mail", event.email],
      ["state", event.state],
      ["attempts", String(event.attempts)],
      ["happened (UTC)", formatTime(event.occurredAt)],
      ["received (UTC)", formatTime(event.receivedAt)],
      ["settled (UTC)", formatTime(event.settledAt)],
      ["why", whyOf(event) || "–"],
      [
        "last request",
        failure === null
          ? "–"
          : `${failure.request} → ${failure.status ?? "no answer"} (${failure.code}) at ${formatTime(failure.at)}`,
      ],
    ]),
    JSON.stringify({ event: event.body, profile: event.profile }, null, 2),
  ].join("\n\n");
}
