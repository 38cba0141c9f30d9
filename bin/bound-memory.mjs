/**
 * V8 lets garbage pile up to several times of what is in use where a machine has much memory: hundreds of megabytes here. A service is
 * to stay small beside others, so a process that runs for long starts anew in its own place, process id and all, and collects earlier. Nothing
 * limits what it may use. Whoever sets V8's spaces himself keeps his settings; Windows cannot replace a process and goes without.
 */
const SMALL = ["--max-semi-space-size=16", "--heap-growing-percent=40"];

const runsForLong = ["serve", "worker"].some((command) => process.argv.slice(2).includes(command));
const isSet = /-space-size|--heap-growing/.test([...process.execArgv, process.env.NODE_OPTIONS ?? ""].join(" "));

if (runsForLong && !isSet && process.platform !== "win32") {
  process.execve?.(process.execPath, [process.execPath, ...SMALL, ...process.execArgv, ...process.argv.slice(1)]);
}
