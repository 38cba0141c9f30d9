import { Argument, type Command, Option } from "commander";
import { terminalOf } from "./command-context.ts";
import { nextSignal } from "./serve.ts";

interface SandboxOptions {
  readonly port?: string;
  readonly limits: "real" | "off";
  readonly ingestionDelayMs: string;
  readonly orders: string;
  readonly speed: string;
}

export function addSandboxCommand(program: Command): void {
  program
    .command("sandbox")
    .description("Run a stand-in that behaves as Klaviyo's API does, or as Centra's, limits and errors included.")
    .addArgument(new Argument("[which]", "whose stand-in").choices(["klaviyo", "centra"]).default("klaviyo"))
    .option("--port <port>", "port to listen on; 0 takes any free one (default: 4010, Centra's 4020)")
    .addOption(new Option("--limits <limits>", "their rate limits, or none").choices(["real", "off"]).default("real"))
    .option("--ingestion-delay-ms <ms>", "Klaviyo: from its 202 until an event can be read", "1500")
    .option("--orders <n>", "Centra: how many orders a simulated shop makes", "0")
    .option("--speed <n>", "Centra: seconds of the shop's time in a second", "60")
    .action(async (which: "klaviyo" | "centra", options: SandboxOptions, command: Command) => {
      const json = terminalOf(command).isJson;
      if (which === "centra") await runCentra(options, json);
      else await runKlaviyo(options, json);
    });
}

async function runKlaviyo({ port = "4010", limits, ingestionDelayMs }: SandboxOptions, json: boolean): Promise<void> {
  const { runSandbox } = await import("../../sandbox/klaviyo/main.ts");
  await runSandbox({ port: Number(port), limits, ingestionDelayMs: Number(ingestionDelayMs), json });
}

async function runCentra({ port = "4020", limits, orders, speed }: SandboxOptions, json: boolean): Promise<void> {
  const { runCentraSandbox } = await import("../../sandbox/centra/main.ts");
  const ending = new AbortController();
  void nextSignal().then(() => ending.abort());
  await runCentraSandbox(
    {
      port: Number(port),
      plan: limits === "off" ? "off" : "growth",
      orders: Number(orders),
      speed: Number(speed),
      seed: 1,
      json,
    },
    ending.signal,
  );
}
