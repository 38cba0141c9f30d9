import { cpus, loadavg, release, totalmem, type } from "node:os";

/** What the figures were measured on, and how busy it was just before. */
export function describeMachine() {
  const processors = cpus();
  return {
    cpu: `${processors.length} × ${processors[0]?.model.trim() ?? "unknown"}`,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    loadAverage: loadavg().map((load) => Math.round(load * 100) / 100),
  };
}
