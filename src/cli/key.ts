import type { Command } from "commander";
import { z } from "zod";
import { terminalOf, withService } from "./command-context.ts";
import { formatTable, formatTime } from "./terminal.ts";

const keySchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  createdAt: z.number(),
  revokedAt: z.number().nullable(),
});
const listSchema = z.object({ keys: z.array(keySchema) });
const addedSchema = z.object({ key: keySchema, secret: z.string() });

export function addKeyCommand(program: Command): void {
  const key = program.command("key").description("Keys with which a storefront pushes events to a plugin.");

  key
    .command("add <plugin>")
    .description("Make a key; it is shown this once.")
    .requiredOption("--name <name>", "who uses it")
    .action(async (plugin: string, options: { name: string }, command: Command) => {
      const answer = await withService((service) =>
        service.call({ method: "POST", path: pathOf(plugin), body: { name: options.name } }),
      );
      const added = addedSchema.parse(answer);
      terminalOf(command).answer(added, () => added.secret);
      terminalOf(command).remark(
        `Keep it: it is not shown again. To end it: centra-klaviyo key revoke ${plugin} ${added.key.id}`,
      );
    });

  key
    .command("list <plugin>")
    .description("List a plugin's keys.")
    .action(async (plugin: string, _options, command: Command) => {
      const { keys } = listSchema.parse(
        await withService((service) => service.call({ method: "GET", path: pathOf(plugin) })),
      );
      terminalOf(command).answer(keys, () =>
        keys.length === 0
          ? `No key yet. Make one with \`centra-klaviyo key add ${plugin} --name storefront\`.`
          : formatTable(
              ["id", "name", "begins with", "made", "revoked"],
              keys.map((row) => [row.id, row.name, row.prefix, formatTime(row.createdAt), formatTime(row.revokedAt)]),
            ),
      );
    });

  key
    .command("revoke <plugin> <key>")
    .description("End a key; pushes with it are refused from now on.")
    .action(async (plugin: string, id: string, _options, command: Command) => {
      await withService((service) =>
        service.call({ method: "DELETE", path: `${pathOf(plugin)}/${encodeURIComponent(id)}` }),
      );
      terminalOf(command).answer({ revoked: id }, () => `Revoked ${id}.`);
    });
}

function pathOf(plugin: string): string {
  return `/v1/admin/plugins/${encodeURIComponent(plugin)}/keys`;
}
