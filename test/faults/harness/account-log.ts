import { z } from "zod";
import type { ServiceProcess } from "./service-process.ts";

const lineSchema = z.object({ msg: z.string(), account: z.string() });

interface AccountEntry {
  readonly change: "taken" | "lost";
  readonly account: string;
}

/** What a process said about the accounts that it took and lost, first things first. */
export function readAccountLog(service: ServiceProcess): AccountEntry[] {
  return service
    .output()
    .split("\n")
    .flatMap((line): AccountEntry[] => {
      const parsed = lineSchema.safeParse(parseJson(line));
      if (!parsed.success) return [];
      const { msg, account } = parsed.data;
      if (msg.startsWith("Account taken")) return [{ change: "taken", account }];
      return msg.startsWith("Account lost") ? [{ change: "lost", account }] : [];
    });
}

/** Whether the last thing that the process said about the account is that it took it. */
export function drives(service: ServiceProcess, account: string): boolean {
  return readAccountLog(service).findLast((entry) => entry.account === account)?.change === "taken";
}

/** How often the process took an account. */
export function countTaken(service: ServiceProcess): number {
  return readAccountLog(service).filter(({ change }) => change === "taken").length;
}

/** How often the process learned that it had lost an account. */
export function countLost(service: ServiceProcess): number {
  return readAccountLog(service).filter(({ change }) => change === "lost").length;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
