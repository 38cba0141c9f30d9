import { styleText } from "node:util";
import type { Command } from "commander";
import type { DemoService } from "../demo/demo-service.ts";
import type { DemoReport } from "../demo/report.ts";
import type { DemoListener } from "../demo/run-demo.ts";
import { terminalOf } from "./command-context.ts";
import { EXIT } from "./exit-codes.ts";
import { nextSignal } from "./serve.ts";
import { formatTable } from "./terminal.ts";

const ANSWER_COLOURS = { accepted: "green", duplicate: "yellow", refused: "red" } as const;

export function addDemoCommand(program: Command): void {
  program
    .command("demo")
    .description(
      "Let a small shop day happen between the sandboxes of Centra and Klaviyo, and show what Klaviyo received.",
    )
    .option("--exit", "end when it is over; status 0 only if everything that should have arrived has")
    .action(async (options: { exit?: true }, command: Command) => {
      const terminal = terminalOf(command);
      const ended = nextSignal();
      const { startDemoService, playShopDay, tableOf, mailTableOf } = await loadDemo();
      const service = await startDemoService();
      try {
        terminal.remark(introduce(service));
        const report = await playShopDay(service, terminal.isJson ? silentListener : storyteller());
        const received = tableOf(report);
        const mails = mailTableOf(report);
        terminal.answer(report, () =>
          [
            `\n${styleText("bold", "What Klaviyo received")}\n`,
            `${formatTable(received.head, received.rows)}\n`,
            `${formatTable(mails.head, mails.rows)}\n`,
            verdictOf(report),
          ].join("\n"),
        );
        if (!report.ok) process.exitCode = EXIT.failed;
        if (options.exit === true) return;
        terminal.remark(invite(service));
        await ended;
      } finally {
        await service.stop();
      }
    });
}

/** With the service and the sandbox, which the other commands need not load. */
async function loadDemo() {
  const [{ startDemoService }, { playShopDay }, { tableOf, mailTableOf }] = await Promise.all([
    import("../demo/demo-service.ts"),
    import("../demo/run-demo.ts"),
    import("../demo/report.ts"),
  ]);
  return { startDemoService, playShopDay, tableOf, mailTableOf };
}

function introduce({ url, centra, klaviyo, plugin, owner }: DemoService): string {
  return [
    styleText("bold", "\nA day at Fjäll & Form, Göteborg\n"),
    `  service   ${url}   (API: ${url}/docs)`,
    `  web app   ${url}/app   (sign in as ${owner.email} with the password ${owner.password})`,
    `  Centra    ${centra.url}   (the sandbox, with a simulated shop)`,
    `  Klaviyo   ${klaviyo.url}   (the sandbox, with Klaviyo's own limits; in a browser: activity, flows, mails)`,
    `  plugin    ${plugin}, base currency SEK, languages en sv da de\n`,
  ].join("\n");
}

function storyteller(): DemoListener {
  const isTty = process.stderr.isTTY;
  let lastLine = "";
  return {
    step(step, answer, faults) {
      const colour = ANSWER_COLOURS[answer as keyof typeof ANSWER_COLOURS] ?? "white";
      const line = `  ${step.person.firstName.padEnd(8)}${step.does.padEnd(52)}${styleText(colour, answer.padEnd(10))} ${styleText("dim", step.event.type)}\n`;
      process.stderr.write(line + faults.map((fault) => styleText("dim", `          ${fault}\n`)).join(""));
    },
    progress({ received, expected, retried }) {
      const filled = Math.round((received / expected) * 30);
      const line = `  ${"█".repeat(filled)}${"░".repeat(30 - filled)} ${received}/${expected} in Klaviyo, ${retried} retried`;
      if (line !== lastLine) process.stderr.write(isTty ? `\r${line}` : `${line}\n`);
      lastLine = line;
    },
    setUp({ done, total, what }) {
      const line = total === 0 ? `  mails: ${what}` : `  mails: ${done}/${total} ${what}`;
      const shown = isTty
        ? line.slice(0, (process.stderr.columns ?? 80) - 1).padEnd((process.stderr.columns ?? 80) - 1)
        : "";
      if (isTty && line !== lastLine) process.stderr.write(`\r${shown}`);
      lastLine = line;
    },
    remark(text) {
      process.stderr.write(`${isTty ? "\n" : ""}  ${text}\n`);
    },
  };
}

const silentListener: DemoListener = { step() {}, progress() {}, remark() {}, setUp() {} };

function verdictOf({ ok, missing, unexpected, wrongAnswers, skippedMails }: DemoReport): string {
  if (ok) return styleText("green", "Everything that should have arrived has, once.");
  const list = (title: string, items: readonly string[]) => items.map((item) => `${title}: ${item}`);
  return styleText(
    "red",
    [
      ...list("not mailed", skippedMails),
      ...list("missing", missing),
      ...list("unexpected", unexpected),
      ...list("wrong answer", wrongAnswers),
    ].join("\n"),
  );
}

function invite({ url, plugin, pushKey, klaviyo }: DemoService): string {
  return [
    "\nThe service and the sandbox stay up until Ctrl-C. Push an event of your own:",
    `  curl ${url}/v1/plugins/${plugin}/events -H 'authorization: Bearer ${pushKey}' -H 'content-type: application/json' -d @event.json`,
    `What Klaviyo has: ${klaviyo.url}, its mails: ${klaviyo.url}/mails`,
  ].join("\n");
}
