/**
 * Loaded into a service before its own code (NODE_OPTIONS=--import): at SIGUSR2 the wall clock jumps to as many milliseconds off the
 * machine's as the file CLOCK_OFFSET_FILE says. Timers and monotonic time go on, as when somebody sets the clock.
 */
import { readFileSync } from "node:fs";

const MachineDate = Date;
const machineNow = Date.now;
const offsetFile = process.env.CLOCK_OFFSET_FILE ?? "";
let offsetMs = readOffset();

function readOffset(): number {
  return Number(readFileSync(offsetFile, "utf8"));
}

class JumpingDate extends MachineDate {
  static override now(): number {
    return machineNow() + offsetMs;
  }

  constructor(...parameters: readonly unknown[]) {
    super(...((parameters.length === 0 ? [JumpingDate.now()] : parameters) as [number]));
  }
}

globalThis.Date = JumpingDate as DateConstructor;
process.on("SIGUSR2", () => {
  offsetMs = readOffset();
});
