import { type Command, InvalidArgumentError } from "commander";
import { z } from "zod";
import { terminalOf, withService } from "./command-context.ts";

const backUpSchema = z.object({ file: z.string(), bytes: z.number(), removed: z.array(z.string()) });

export function addBackUpCommand(program: Command): void {
  program
    .command("backup")
    .description("Copy the embedded database into the folder `backups` of DATA_DIR, while the service runs or not.")
    .option("--keep <n>", "delete older ones, so that so many are left", readCount)
    .action(async (options: { keep?: number }, command: Command) => {
      const made = backUpSchema.parse(
        await withService((service) => service.call({ method: "POST", path: "/v1/admin/backups", body: options })),
      );
      terminalOf(command).answer(made, () => made.file);
      terminalOf(command).remark(
        "It holds customers' data: encrypt it, and keep it apart from this machine and from the encryption key.",
      );
    });
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 1_000)
    throw new InvalidArgumentError("Say a number from 1 to 1000.");
  return count;
}
