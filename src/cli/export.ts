import { type Command, Option } from "commander";
import { FILE_FORMATS, type FileFormat } from "../history/file/file-format.ts";
import { terminalOf, withService } from "./command-context.ts";
import { CommandError, EXIT } from "./exit-codes.ts";
import { problemsSchema, reportSchema, statusSchema, trialSchema, verificationSchema } from "./export-answers.ts";
import { handOver, removeFile } from "./export-file.ts";
import { pathOf } from "./export-path.ts";
import { showProgress } from "./export-progress.ts";
import { formatReport, formatStatus, formatTrial, formatVerification } from "./export-text.ts";
import type { ServiceConnection } from "./service-connection.ts";
import { formatTable } from "./terminal.ts";

const PROBLEMS_AT_ONCE = 200;

interface StartOptions {
  readonly from?: string;
  readonly guests?: true;
  readonly file?: string;
  readonly format?: FileFormat;
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
          FILE_FORMATS,
        ),
      );
    if (verb === "start") started.option("--wait", "show the progress until it is done");
    started.action(async (plugin: string, options: StartOptions, self: Command) => {
      const terminal = terminalOf(self);
      await withService(async (service) => {
        const { file: path, format } = options;
        if (verb === "start" && path !== undefined) await requireNonePending(service, plugin);
        const handedOver = path === undefined ? null : await handOver(service, plugin, { path, format });
        if (handedOver !== null) terminal.remark(`${path} was handed over: ${handedOver.bytes} bytes.`);
        const file = handedOver?.file;
        const discard = async () => {
          if (file !== undefined) await removeFile(service, plugin, file);
        };
        const body = { from: options.from, includeGuests: options.guests, file };
        const request = { method: "POST", path: `${pathOf(plugin)}/${verb}`, body } as const;
        const answer = await service.call(request).catch(async (error: unknown) => {
          await discard().catch(() => {});
          throw error;
        });
        if (verb === "dry-run") {
          await discard();
          const trial = trialSchema.parse(answer);
          terminal.answer(trial, () => formatTrial(trial));
        } else await showProgress(service, plugin, options.wait === true, terminal);
      });
    });
  }

  command
    .command("status <plugin>")
    .description("Show how far the export is.")
    .option("--wait", "show the progress until it is done")
    .action(async (plugin: string, options: { wait?: true }, self: Command) => {
      await withService((service) => showProgress(service, plugin, options.wait === true, terminalOf(self)));
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
      const path = `${pathOf(plugin)}/problems?after=${options.after}&limit=${PROBLEMS_AT_ONCE}`;
      const { problems } = problemsSchema.parse(await withService((service) => service.call({ method: "GET", path })));
      const terminal = terminalOf(self);
      terminal.answer(problems, () =>
        problems.length === 0
          ? "No problem."
          : formatTable(
              ["", "what", "problem"],
              problems.map(({ place, reference, message }) => [String(place), reference, message]),
            ),
      );
      const last = problems.at(-1);
      if (last !== undefined && problems.length === PROBLEMS_AT_ONCE)
        terminal.remark(`There may be more: export problems ${plugin} --after ${last.place}`);
    });
}

/** The service would say so, too, but only when a file that may be large was handed over. */
async function requireNonePending(service: ServiceConnection, plugin: string): Promise<void> {
  const { isLocked, message } = statusSchema.parse(await service.call({ method: "GET", path: pathOf(plugin) }));
  if (!isLocked) return;
  const advice = "No other can be started: wait until it is synchronised, or cancel it first.";
  throw new CommandError(`${message} ${advice}`, EXIT.refused);
}
