import type { Command } from "commander";
import { readConfig } from "../config.ts";
import { connectToService, type ServiceConnection } from "./service-connection.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

/** The terminal that the program's global options ask for. */
export function terminalOf(command: Command): Terminal {
  return openTerminal(command.optsWithGlobals().json === true);
}

/** Runs `work` with a connection to the service and closes it, whatever happens. */
export async function withService<T>(work: (service: ServiceConnection) => Promise<T>): Promise<T> {
  const service = await connectToService(readConfig(process.env));
  try {
    return await work(service);
  } finally {
    await service.close();
  }
}
