import type { Command } from "commander";
import { runSandbox } from "../../sandbox/klaviyo/main.ts";

export function addSandboxCommand(program: Command): void {
  program
    .command("sandbox")
    .description("Run a stand-in that behaves as Klaviyo's API does, limits and errors included.")
    .option("--port <port>", "port to listen on", "4010")
    .action(async (options: { port: string }) => {
      await runSandbox({ port: Number(options.port) });
    });
}
