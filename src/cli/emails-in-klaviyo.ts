import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { SingleBar } from "cli-progress";
import type { Command } from "commander";
import { EMAIL_METRICS } from "../emails/templates/email-metrics.ts";
import { terminalOf, withService } from "./command-context.ts";
import { type PlanAnswer, planAnswer, type RunAnswer, runAnswer } from "./emails-answers.ts";
import { formatPlan, formatRun } from "./emails-text.ts";
import { EXIT } from "./exit-codes.ts";
import type { ServiceConnection } from "./service-connection.ts";
import type { Terminal } from "./terminal.ts";

const LOOK_EVERY_MS = 500;

interface OrderOptions {
  readonly languages?: readonly string[];
  readonly metrics?: readonly string[];
  readonly force?: true;
  readonly seedEmail?: string;
  readonly keyFile?: string;
}

/** `emails plan|apply|status`: templates and flows in the plugin's Klaviyo account. */
export function addProvisioningCommands(emails: Command): void {
  for (const [verb, description] of [
    ["plan", "Show what `apply` would make and change in Klaviyo, flow by flow; changes nothing."],
    [
      "apply",
      "Make templates, draft flows and the metric mapping in Klaviyo. What a person changed there stays. After an interruption it goes on.",
    ],
  ] as const) {
    emails
      .command(`${verb} <plugin>`)
      .description(description)
      .option("--languages <list>", "e.g. en,sv; the first is for everybody else; default: the plugin's", readList)
      .option("--metrics <list>", `of ${EMAIL_METRICS.join(", ")}`, readList)
      .option("--force", "also write anew what a person changed or deleted in Klaviyo")
      .option("--seed-email <address>", "whose profile gets the events that make missing metrics")
      .option("--key-file <file>", "private key with more scopes than the plugin's own, for this run alone")
      .action(async (plugin: string, options: OrderOptions, command: Command) => {
        const terminal = terminalOf(command);
        const { keyFile, ...order } = options;
        const privateKey = keyFile === undefined ? undefined : (await readFile(keyFile, "utf8")).trim();
        const body = { ...order, privateKey };
        await withService(async (service) => {
          const answer = await service.call({ method: "POST", path: `${pathOf(plugin)}/${verb}`, body });
          if (verb === "plan") showPlan(planAnswer.parse(answer), terminal);
          else await followRun(service, plugin, runAnswer.parse(answer), terminal);
        });
      });
  }

  emails
    .command("status <plugin>")
    .description("Show how far the last `apply` is.")
    .action(async (plugin: string, _options, command: Command) => {
      const answer = await withService((service) => service.call({ method: "GET", path: `${pathOf(plugin)}/run` }));
      showRun(runAnswer.parse(answer), terminalOf(command));
    });
}

function showPlan(plan: PlanAnswer, terminal: Terminal): void {
  terminal.answer(plan, () => formatPlan(plan));
}

/** Shows the progress until it ends; also the exit status tells whether all was done. */
async function followRun(
  service: ServiceConnection,
  plugin: string,
  begun: RunAnswer,
  terminal: Terminal,
): Promise<void> {
  const bar = new SingleBar({ format: "[{bar}] {value}/{total} {what}", stream: process.stderr, hideCursor: true });
  const isShown = !terminal.isJson && process.stderr.isTTY === true;
  if (isShown) bar.start(Math.max(1, begun.total), 0, { what: begun.what });
  let run = begun;
  while (run.state === "running") {
    await sleep(LOOK_EVERY_MS);
    run = runAnswer.parse(await service.call({ method: "GET", path: `${pathOf(plugin)}/run` }));
    bar.setTotal(Math.max(1, run.total));
    bar.update(run.done, { what: run.what });
  }
  if (isShown) bar.stop();
  showRun(run, terminal);
}

function showRun(run: RunAnswer, terminal: Terminal): void {
  terminal.answer(run, () => formatRun(run));
  if (run.state === "failed" || run.state === "paused") process.exitCode = EXIT.failed;
}

function readList(text: string): readonly string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function pathOf(plugin: string): string {
  return `/v1/admin/plugins/${encodeURIComponent(plugin)}/emails`;
}
