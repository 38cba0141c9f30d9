import type { Command } from "commander";
import { z } from "zod";
import { terminalOf, withService } from "./command-context.ts";
import { CommandError, EXIT } from "./exit-codes.ts";
import { addSettingsOptions, inputOf, type SettingsOptions } from "./plugin-options.ts";
import { formatPlugin, formatPlugins, pluginSchema } from "./plugin-text.ts";

const listSchema = z.object({ plugins: z.array(pluginSchema) });
const testSchema = z.looseObject({
  ok: z.boolean(),
  findings: z.array(z.looseObject({ code: z.string(), level: z.string(), message: z.string(), whatToDo: z.string() })),
});

export function addPluginCommand(program: Command): void {
  const plugin = program.command("plugin").description("Set up store plugins.");

  plugin
    .command("list")
    .description("List the plugins.")
    .action(async (_options, command: Command) => {
      const { plugins } = listSchema.parse(
        await withService((service) => service.call({ method: "GET", path: "/v1/admin/plugins" })),
      );
      terminalOf(command).answer(plugins, () =>
        plugins.length === 0
          ? "No plugin yet. Add one with `centra-klaviyo plugin add --help`."
          : formatPlugins(plugins),
      );
    });

  plugin
    .command("show <plugin>")
    .description("Show a plugin's settings.")
    .action(async (id: string, _options, command: Command) => {
      const found = pluginSchema.parse(
        await withService((service) => service.call({ method: "GET", path: pathOf(id) })),
      );
      terminalOf(command).answer(found, () => formatPlugin(found));
    });

  addSettingsOptions(
    plugin
      .command("add")
      .description("Add a plugin.")
      .option("--id <id>", "id, used in addresses; made from the name if absent"),
  )
    .requiredOption("--name <name>", "plugin name")
    .action(async (options: SettingsOptions, command: Command) => {
      const body = await inputOf(options);
      const made = pluginSchema.parse(
        await withService((service) => service.call({ method: "POST", path: "/v1/admin/plugins", body })),
      );
      terminalOf(command).answer(made, () => formatPlugin(made));
      terminalOf(command).remark(
        `\nNext: centra-klaviyo plugin test ${made.id}; centra-klaviyo key add ${made.id} --name storefront`,
      );
    });

  addSettingsOptions(plugin.command("set <plugin>").description("Change settings; what is not named stays as it is."))
    .option("--name <name>", "plugin name")
    .action(async (id: string, options: SettingsOptions, command: Command) => {
      const changes = await inputOf(options);
      const changed = await withService(async (service) => {
        const before = pluginSchema.parse(await service.call({ method: "GET", path: pathOf(id) }));
        return service.call({ method: "PATCH", path: pathOf(id), body: { version: before.version, ...changes } });
      });
      const after = pluginSchema.parse(changed);
      terminalOf(command).answer(after, () => formatPlugin(after));
    });

  plugin
    .command("test <plugin>")
    .description("Test the connection to Klaviyo.")
    .action(async (id: string, _options, command: Command) => {
      const result = testSchema.parse(
        await withService((service) => service.call({ method: "POST", path: `${pathOf(id)}/test` })),
      );
      terminalOf(command).answer(result, () =>
        [
          ...result.findings.map((finding) => `${finding.level}: ${finding.message}\n  ${finding.whatToDo}`),
          result.ok ? "The connection works." : "The connection does not work.",
        ].join("\n"),
      );
      if (!result.ok) process.exitCode = EXIT.refused;
    });

  plugin
    .command("remove <plugin>")
    .description("Remove a plugin with its keys and events.")
    .option("--yes", "do not ask")
    .action(async (id: string, options: { yes?: true }, command: Command) => {
      if (options.yes !== true)
        throw new CommandError(
          `Removing ${id} also deletes its events and keys. Add --yes if you mean it.`,
          EXIT.usage,
        );
      await withService((service) => service.call({ method: "DELETE", path: pathOf(id) }));
      terminalOf(command).answer({ removed: id }, () => `Removed ${id}.`);
    });
}

function pathOf(id: string): string {
  return `/v1/admin/plugins/${encodeURIComponent(id)}`;
}
