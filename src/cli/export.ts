import { open } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { SingleBar } from "cli-progress";
import { type Command, Option } from "commander";
import { terminalOf, withService } from "./command-context.ts";
import { CommandError, EXIT } from "./exit-codes.ts";
import {
  fileSchema,
  problemsSchema,
  reportSchema,
  type ShownStatus,
  statusSchema,
  trialSchema,
  verificationSchema,
} from "./export-answers.ts";
import { formatReport, formatStatus, formatTrial, formatVerification } from "./export-text.ts";
import type { ServiceConnection } from "./service-connection.ts";
import { formatTable, type Terminal } from "./terminal.ts";

/** The service takes at most 10 MB. */
const PIECE_BYTES = 8 * 1024 * 1024;
const LOOK_EVERY_MS = 500;
const FORMATS = ["ndjson", "csv"] as const;

interface StartOptions {
  readonly from?: string;
  readonly guests?: true;
  readonly file?: string;
  readonly format?: string;
  readonly wait?: true;
}

/** `export start|status|pause|resume|cancel|report|problems|dry-run`: the historical export. */
export function addExportCommand(program: Command): void {
  const command = program
    .command("export")
    .description("Send the orders of the past to Klaviyo: those of every customer registered on a date or later.");

  for (const [verb, description] of [
    ["start", "Start a historical export."],
    ["dry-run", "Count what an export would send and show samples; nothing is sent."],
  ] as const) {
    const started = command
      .command(`${verb} <plugin>`)
      .description(description)
      .option(
        "--from <date>",
        "customers registered on this date or later, e.g. 2022-09-01; default: the plugin's setting",
      )
      .option("--guests", "also orders that belong to no account")
      .option("--file <file>", "customers and orders, as NDJSON or CSV, instead of the plugin's shop")
      .addOption(
        new Option("--format <format>", "of the file; default: csv when its name ends so, else ndjson").choices(
          FORMATS,
        ),
      );
    if (verb === "start") started.option("--wait", "show the progress until it is done");
    started.action(async (plugin: string, options: StartOptions, self: Command) => {
      const terminal = terminalOf(self);
      await withService(async (service) => {
        const file = await upload(service, plugin, options, terminal);
        const body = { from: options.from, includeGuests: options.guests, file };
        const request = { method: "POST", path: `${pathOf(plugin)}/${verb}`, body } as const;
        const discard = async () => {
          if (file !== undefined) await service.call({ method: "DELETE", path: `${pathOf(plugin)}/files/${file}` });
        };
        const answer = await service.call(request).catch(async (error: unknown) => {
          await discard();
          throw error;
        });
        if (verb === "dry-run") {
          await discard();
          const trial = trialSchema.parse(answer);
          terminal.answer(trial, () => formatTrial(trial));
        } else await show(service, plugin, options.wait === true, terminal);
      });
    });
  }

  command
    .command("status <plugin>")
    .description("Show how far the export is.")
    .option("--wait", "show the progress until it is done")
    .action(async (plugin: string, options: { wait?: true }, self: Command) => {
      await withService((service) => show(service, plugin, options.wait === true, terminalOf(self)));
    });

  for (const [verb, description] of [
    ["pause", "Pause the export; what is with the delivery already still goes out."],
    ["resume", "Go on with an export that was paused or has failed."],
    ["cancel", "End the export; what was sent stays sent."],
  ] as const) {
    command
      .command(`${verb} <plugin>`)
      .description(description)
      .action(async (plugin: string, _options: object, self: Command) => {
        const answer = await withService((service) =>
          service.call({ method: "POST", path: `${pathOf(plugin)}/${verb}` }),
        );
        const status = statusSchema.parse(answer);
        terminalOf(self).answer(status, () => formatStatus(status));
      });
  }

  command
    .command("report <plugin>")
    .description("What the source says against what was sent, by metric and currency.")
    .option("--verify", "read a sample back from Klaviyo and compare it")
    .option("--sample <count>", "events to read back", Number, 20)
    .action(async (plugin: string, options: { verify?: true; sample: number }, self: Command) => {
      const { report, verification } = await withService(async (service) => ({
        report: reportSchema.parse(await service.call({ method: "GET", path: `${pathOf(plugin)}/report` })),
        verification:
          options.verify !== true
            ? null
            : verificationSchema.parse(
                await service.call({
                  method: "POST",
                  path: `${pathOf(plugin)}/verify`,
                  body: { sample: options.sample },
                }),
              ),
      }));
      terminalOf(self).answer(verification === null ? report : { ...report, verification }, () =>
        [formatReport(report), ...(verification === null ? [] : [formatVerification(verification)])].join("\n\n"),
      );
      if (verification !== null && (verification.faults.length > 0 || verification.broken !== null))
        process.exitCode = EXIT.refused;
    });

  command
    .command("problems <plugin>")
    .description("List what could not be exported.")
    .option("--after <place>", "go on after this one", Number, 0)
    .action(async (plugin: string, options: { after: number }, self: Command) => {
      const path = `${pathOf(plugin)}/problems?after=${options.after}`;
      const { problems } = problemsSchema.parse(await withService((service) => service.call({ method: "GET", path })));
      terminalOf(self).answer(problems, () =>
        problems.length === 0
          ? "No problem."
          : formatTable(
              ["", "what", "problem"],
              problems.map(({ place, reference, message }) => [String(place), reference, message]),
            ),
      );
    });
}

async function show(service: ServiceConnection, plugin: string, isWaiting: boolean, terminal: Terminal): Promise<void> {
  const read = async () => statusSchema.parse(await service.call({ method: "GET", path: pathOf(plugin) }));
  let status = await read();
  if (isWaiting && status.status === "pending") {
    const bar = new SingleBar({
      format: "{bar} {percentage}% | {orders} orders | {events} events, {rate}/s | {date} | {left}",
      hideCursor: true,
    });
    if (!terminal.isJson) bar.start(100, 0, barOf(status));
    while (status.status === "pending") {
      await sleep(LOOK_EVERY_MS);
      status = await read();
      bar.update(Math.floor(shareOf(status) * 100), barOf(status));
    }
    bar.stop();
  }
  terminal.answer(status, () => formatStatus(status));
  if (status.status === "failed") process.exitCode = EXIT.failed;
}

function shareOf({ orders }: ShownStatus): number {
  return orders.total === null || orders.total === 0 ? 0 : Math.min(1, orders.done / orders.total);
}

function barOf({ orders, events, eventsPerSecond, currentDate, secondsLeft }: ShownStatus) {
  return {
    orders: `${orders.done} of ${orders.total ?? "?"}`,
    events: events.sent,
    rate: eventsPerSecond,
    date: currentDate ?? "–",
    left: secondsLeft === null ? "" : `${secondsLeft} s left`,
  };
}

/** Hands the file over in pieces; answers its name there; undefined when there is none. */
async function upload(
  service: ServiceConnection,
  plugin: string,
  { file: path, format }: StartOptions,
  terminal: Terminal,
): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const opened = await open(path, "r").catch(() => {
    throw new CommandError(`There is no file ${path}.`, EXIT.notFound);
  });
  try {
    const { size } = await opened.stat();
    const { file } = fileSchema.parse(
      await service.call({
        method: "POST",
        path: `${pathOf(plugin)}/files`,
        body: { format: format ?? formatOf(path) },
      }),
    );
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    for (let offset = 0; offset < size; ) {
      const { bytesRead } = await opened.read(piece, 0, PIECE_BYTES, offset);
      if (bytesRead === 0) break;
      await service.call({
        method: "PUT",
        path: `${pathOf(plugin)}/files/${file}?offset=${offset}`,
        body: piece.subarray(0, bytesRead),
        contentType: "application/octet-stream",
      });
      offset += bytesRead;
    }
    terminal.remark(`${path} was handed over: ${size} bytes.`);
    return file;
  } finally {
    await opened.close();
  }
}

function formatOf(path: string): string {
  return path.toLowerCase().endsWith(".csv") ? "csv" : "ndjson";
}

function pathOf(plugin: string): string {
  return `/v1/admin/plugins/${encodeURIComponent(plugin)}/export`;
}
