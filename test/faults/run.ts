/**
 * The whole fault suite: the real service in its own process against the sandbox Klaviyo, every fault of `scenarios/`.
 *
 *     npm run test:faults                 all of them, about half an hour
 *     npm run test:faults -- throttled    those whose name has the text in it; --short: as in npm test
 *
 * Ends with status 1 when an event was lost or doubled, or when something else is not as it should be.
 */
import { parseArgs } from "node:util";
import Table from "cli-table3";
import { loadScenarios } from "./harness/load-scenarios.ts";
import { type Outcome, startFaultRun } from "./harness/run-scenario.ts";

const { values, positionals } = parseArgs({ options: { short: { type: "boolean" } }, allowPositionals: true });
const isShort = values.short === true;
const scenarios = (await loadScenarios()).filter(({ name, onlyInWholeRun }) =>
  positionals.length === 0 ? !(isShort && onlyInWholeRun) : positionals.some((wanted) => name.includes(wanted)),
);
if (scenarios.length === 0) {
  print(`No scenario is named ${positionals.join(" or ")}. There are:`);
  for (const { name, story } of await loadScenarios()) print(`  ${name.padEnd(28)} ${story}`);
  process.exit(2);
}
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const table = new Table({
  head: ["fault", "accepted", "delivered", "dead", "doubled", "lost", "seconds", ""],
  colAligns: ["left", "right", "right", "right", "right", "right", "right", "left"],
  chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
  style: { head: [], border: [] },
});
const run = startFaultRun({ isShort });
const failed: string[] = [];
for (const { name, story, ...rest } of scenarios) {
  print(`\n${name}: ${story}`);
  const outcome = await run.runScenario({ name, story, ...rest });
  for (const note of outcome.notes) print(`  ${note}`);
  print(outcome.fault === null ? `  passed in ${outcome.seconds.toFixed(1)} s` : `  FAILED: ${outcome.fault}`);
  if (outcome.fault !== null) failed.push(name);
  table.push(rowOf(name, outcome));
}
await run.close();
print(`\n${table.toString()}`);
if (failed.length > 0) print(`\nFailed: ${failed.join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;

function rowOf(name: string, { tally, fault, seconds }: Outcome): (string | number)[] {
  const counts = tally ?? { accepted: "?", delivered: "?", dead: "?", doubled: "?", lost: "?" };
  const { accepted, delivered, dead, doubled, lost } = counts;
  return [name, accepted, delivered, dead, doubled, lost, seconds.toFixed(1), fault === null ? "" : "FAILED"];
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
