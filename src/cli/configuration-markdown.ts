import { describeConfig } from "../config.ts";

/** docs/configuration.md: every variable that the service reads. */
export function configurationMarkdown(): string {
  const rows = describeConfig().map(
    ({ name, fallback, meaning }) => `| \`${name}\` | ${fallback === "" ? "" : `\`${fallback}\``} | ${meaning} |`,
  );
  return `# Configuration

Made by \`node scripts/generate-docs.ts\` from src/config.ts; do not edit.

The service is configured by environment variables, all of them optional; an empty one counts as absent. A bad value ends the start with
status 78 and names every bad variable at once. What belongs to a shop (keys, currencies, languages, restrictions) is not here: those are a
plugin's settings, kept in the database.

| variable | default | meaning |
|---|---|---|
${rows.join("\n")}

Keep \`ENCRYPTION_KEY\` (or the file \`encryption.key\` in \`DATA_DIR\`) with your other secrets and out of the back-up of the database: together they open the
Klaviyo keys. Processes that share a PostgreSQL must share it, so set \`ENCRYPTION_KEY\` there.
`;
}
