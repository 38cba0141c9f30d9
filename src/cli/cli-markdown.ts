import type { Command } from "commander";
import { buildProgram } from "./program.ts";

/** docs/cli.md: every command with its options and what its exit status means. */
export function cliMarkdown(): string {
  return `${[
    "# The command line",
    "Made by `node scripts/generate-docs.ts` from the commands themselves; do not edit.",
    "Every command takes `--json` (one JSON document on standard output, nothing else) and `--help`. What is only for a person goes to standard error.",
    "Commands find the service by themselves: the one at `SERVICE_URL`, else the one running on `DATA_DIR`, else none, and then they work on the " +
      "database directly. On the same machine and as the same user no token is needed; elsewhere set `SERVICE_URL` and `ADMIN_TOKEN`.",
    EXIT_STATUSES,
    ...leavesOf(buildProgram(), []).map(([name, command]) => describe(name, command)),
  ].join("\n\n")}\n`;
}

const EXIT_STATUSES = `| exit status | meaning |
|---|---|
| 0 | done |
| 1 | failed: the demo did not arrive, the service answered with an error of its own |
| 2 | wrong usage |
| 3 | not found: no such plugin, key, event or file |
| 4 | refused: what was given is not valid, the key is wrong, a pushed line or a connection test did not pass |
| 5 | the service does not answer |
| 78 | the configuration or the machine does not allow a start |`;

function leavesOf(command: Command, path: readonly string[]): [name: string, command: Command][] {
  return command.commands.flatMap((child) => {
    const childPath = [...path, child.name()];
    return child.commands.length > 0 ? leavesOf(child, childPath) : [[childPath.join(" "), child] as [string, Command]];
  });
}

function describe(name: string, command: Command): string {
  const help = command.createHelp();
  const places = command.registeredArguments.map((argument) =>
    argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
  );
  const options = help.visibleOptions(command).filter((option) => option.long !== "--help");
  const rows = options.map(
    (option) =>
      `| \`${option.flags.replaceAll("|", "\\|")}\` | ${help.optionDescription(option).replaceAll("|", "\\|")} |`,
  );
  const table = rows.length === 0 ? [] : ["", "| option | meaning |", "|---|---|", ...rows];
  return [`## ${[name, ...places].join(" ")}`, "", command.description(), ...table].join("\n");
}
