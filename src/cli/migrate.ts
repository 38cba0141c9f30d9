import type { Command } from "commander";
import { readConfig } from "../config.ts";
import { terminalOf } from "./command-context.ts";

export function addMigrateCommand(program: Command): void {
  program
    .command("migrate")
    .description("Bring the database to this version's schema. `serve` does it by itself.")
    .action(async (_options, command: Command) => {
      const { migrateDatabase } = await import("../app.ts");
      const applied = await migrateDatabase(readConfig(process.env));
      terminalOf(command).answer({ applied }, () =>
        applied.length === 0 ? "The database is up to date." : `Applied: ${applied.join(", ")}.`,
      );
    });
}
