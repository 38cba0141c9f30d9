import { Command, CommanderError } from "commander";
import { ConfigError } from "../config.ts";
import { addBackUpCommand } from "./back-up.ts";
import { addCentraCommand, addDoctorCommand } from "./centra.ts";
import { addDemoCommand } from "./demo.ts";
import { addEmailsCommand } from "./emails.ts";
import { addEventsCommand } from "./events.ts";
import { CommandError, EXIT } from "./exit-codes.ts";
import { addExportCommand } from "./export.ts";
import { addKeyCommand } from "./key.ts";
import { addMigrateCommand } from "./migrate.ts";
import { addPluginCommand } from "./plugin.ts";
import { addPushCommand } from "./push.ts";
import { addSampleCommand } from "./sample.ts";
import { addSandboxCommand } from "./sandbox.ts";
import { addServeCommand, addWorkerCommand } from "./serve.ts";
import { addUserCommand } from "./user.ts";

/** A restart alone does not help: service managers should not try again (sysexits' EX_CONFIG). */
const DATABASE_NEEDS_AN_OPERATOR = new Set(["database_in_use", "database_too_new", "database_not_migrated"]);

/** Every command with its options, not yet run. */
export function buildProgram(): Command {
  const program = new Command("centra-klaviyo")
    .description("The Klaviyo plugin for Centra: what happens in the shop becomes Klaviyo metrics.")
    .option("--json", "print one JSON document instead of text")
    .exitOverride()
    .showHelpAfterError("(add --help for the options)")
    .addHelpText(
      "after",
      "\nExit status: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 refused, 5 service unreachable, 78 configuration.",
    );
  for (const add of [
    addServeCommand,
    addWorkerCommand,
    addDemoCommand,
    addSandboxCommand,
    addPluginCommand,
    addKeyCommand,
    addCentraCommand,
    addDoctorCommand,
    addPushCommand,
    addEventsCommand,
    addEmailsCommand,
    addSampleCommand,
    addExportCommand,
    addUserCommand,
    addMigrateCommand,
    addBackUpCommand,
  ]) {
    add(program);
  }
  return program;
}

/** Runs the command line and answers its exit status; prints what went wrong on stderr. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  try {
    await buildProgram().parseAsync([...argv], { from: "user" });
    return process.exitCode === undefined ? EXIT.done : Number(process.exitCode);
  } catch (error) {
    return reportError(error);
  }
}

function reportError(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof CommandError) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`);
    return EXIT.configuration;
  }
  if (error instanceof Error && "code" in error && typeof error.code === "string") {
    process.stderr.write(`${error.message} (${error.code})\n`);
    return DATABASE_NEEDS_AN_OPERATOR.has(error.code) ? EXIT.configuration : EXIT.failed;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return EXIT.failed;
}
