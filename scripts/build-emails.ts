/** Writes the mails' layouts, made from their design by MJML; with --check only says, with status 1, which are stale. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import mjml2html from "mjml";
import { MAIL_DESIGNS } from "../src/emails/design/mails.ts";
import { replaceStandIns } from "../src/emails/design/slots.ts";

const folder = resolve(import.meta.dirname, "../src/emails/layouts");
const isCheck = process.argv.includes("--check");

for (const [name, { mjml, text }] of Object.entries(MAIL_DESIGNS)) {
  const { html, errors } = await mjml2html(mjml, { validationLevel: "strict" });
  if (errors.length > 0) throw new Error(`${name}: ${errors.map((error) => error.formattedMessage).join("; ")}`);
  settle(`${name}.html`, `${tidy(replaceStandIns(html))}\n`);
  settle(`${name}.txt`, text);
}

/** MJML indents by templates of its own; without that a mail is a third smaller. */
function tidy(html: string): string {
  return html
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
}

function settle(name: string, content: string): void {
  const file = join(folder, name);
  if (!isCheck) {
    writeFileSync(file, content);
    console.log(`src/emails/layouts/${name} written`);
  } else if (!existsSync(file) || readFileSync(file, "utf8") !== content) {
    console.error(`src/emails/layouts/${name} is stale: run \`node scripts/build-emails.ts\`.`);
    process.exitCode = 1;
  }
}
