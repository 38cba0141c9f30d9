import { type Command, Option } from "commander";
import { terminalOf } from "./command-context.ts";

export function addSandboxCommand(program: Command): void {
  program
    .command("sandbox")
    .description("Run a stand-in that behaves as Klaviyo's API does, limits and errors included.")
    .option("--port <port>", "port to listen on; 0 takes any free one", "4010")
    .addOption(
      new Option("--limits <limits>", "Klaviyo's rate limits, or none").choices(["real", "off"]).default("real"),
    )
    .option("--ingestion-delay-ms <ms>", "from Klaviyo's 202 until an event can be read", "1500")
    .action(async (options: { port: string; limits: "real" | "off"; ingestionDelayMs: string }, command: Command) => {
      const { runSandbox } = await import("../../sandbox/klaviyo/main.ts");
      await runSandbox({
        port: Number(options.port),
        limits: options.limits,
        ingestionDelayMs: Number(options.ingestionDelayMs),
        json: terminalOf(command).isJson,
      });
    });
}
