import { readFile, writeFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import { z } from "zod";
import { checkTemplate } from "../emails/check/check-template.ts";
import { EMAIL_METRICS, type EmailMetric, MAILS } from "../emails/templates/email-metrics.ts";
import { EMAIL_LANGUAGES } from "../emails/texts/texts.ts";
import { terminalOf, withService } from "./command-context.ts";
import { addProvisioningCommands } from "./emails-in-klaviyo.ts";
import { CommandError, EXIT } from "./exit-codes.ts";
import { formatFields, formatTable } from "./terminal.ts";

const findingSchema = z.looseObject({
  level: z.enum(["error", "warning", "hint"]),
  code: z.string(),
  message: z.string(),
  line: z.number(),
  column: z.number(),
});
const previewSchema = z.looseObject({
  subject: z.string().nullable(),
  previewText: z.string().nullable(),
  html: z.string().nullable(),
  text: z.string().nullable(),
  skipped: z.string().nullable(),
  findings: z.array(findingSchema.extend({ part: z.string() })),
  variables: z.array(z.looseObject({ path: z.string(), value: z.string().nullable(), missing: z.boolean() })),
});

type Preview = z.infer<typeof previewSchema>;

interface MailOptions {
  readonly metric: EmailMetric;
  readonly language: string;
}

export function addEmailsCommand(program: Command): void {
  const emails = program.command("emails").description("The mails of the metrics, in the customers' languages.");
  addProvisioningCommands(emails);

  emails
    .command("check <file>")
    .description(
      "Check a template of your own for a metric: what Klaviyo would refuse, and what the mail would show wrongly.",
    )
    .addOption(metricOption())
    .option("--language <language>", "two letters, when the template is for one language alone")
    .action(
      async (file: string, { metric, language }: Partial<MailOptions> & { metric: EmailMetric }, command: Command) => {
        const source = await readTemplate(file);
        const isMarketing = MAILS[metric].purpose === "marketing";
        const findings = checkTemplate(source, {
          metric,
          isMarketing,
          ...(language === undefined ? {} : { language }),
        });
        terminalOf(command).answer(findings, () =>
          findings.length === 0
            ? "Nothing to remark."
            : findings
                .map(({ line, column, level, message }) => `${file}:${line}:${column}: ${level}: ${message}`)
                .join("\n"),
        );
        if (findings.some(({ level }) => level === "error")) process.exitCode = EXIT.refused;
      },
    );

  emails
    .command("preview <plugin>")
    .description("Show a mail as a customer would get it, with a sample or with one of the plugin's events.")
    .addOption(metricOption())
    .addOption(new Option("--language <language>", "of the mail").choices(EMAIL_LANGUAGES).makeOptionMandatory())
    .option("--event <id>", "one of the plugin's events, from `events list`")
    .option("--out <file>", "write the HTML there")
    .action(async (plugin: string, options: MailOptions & { event?: string; out?: string }, command: Command) => {
      const { metric, language, event, out } = options;
      const body = { metric, language, ...(event === undefined ? {} : { event: Number(event) }) };
      const path = `/v1/admin/plugins/${encodeURIComponent(plugin)}/emails/preview`;
      const answer = await withService((service) => service.call({ method: "POST", path, body }));
      const preview = previewSchema.parse(answer);
      if (out !== undefined) await writeFile(out, preview.html ?? "");
      terminalOf(command).answer(preview, () => describePreview(preview));
      if (out !== undefined) terminalOf(command).remark(`The HTML is in ${out}.`);
      if (preview.html === null) process.exitCode = EXIT.refused;
    });
}

function metricOption(): Option {
  return new Option("--metric <name>", "that the mail answers to").choices(EMAIL_METRICS).makeOptionMandatory();
}

async function readTemplate(file: string): Promise<string> {
  return readFile(file, "utf8").catch(() => {
    throw new CommandError(`There is no file ${file}, or it cannot be read.`, EXIT.notFound);
  });
}

function describePreview({ subject, previewText, text, skipped, findings, variables }: Preview): string {
  const head = formatFields([
    ["subject", subject ?? "–"],
    ["preview", previewText ?? "–"],
    ["sent", skipped ?? "yes"],
  ]);
  const remarks = findings.map(
    ({ part, line, column, level, message }) => `${part}:${line}:${column}: ${level}: ${message}`,
  );
  const rows = variables.map(({ path, value, missing }) => [
    path,
    missing ? "(missing)" : (value ?? "").replaceAll("\n", " "),
  ]);
  return [head, text ?? "", formatTable(["variable", "value"], rows), ...remarks].join("\n\n");
}
