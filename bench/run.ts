/** `npm run bench -- NAME [--quick] [--size NUMBER] [--json]` runs the benchmark `bench/NAME.ts`; without a name it lists what there is. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Benchmark, BenchmarkResult } from "./benchmark.ts";
import { describeMachine } from "./report/machine.ts";

const NOT_BENCHMARKS = ["run.ts", "benchmark.ts"];

function benchmarkNames(): string[] {
  return readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !NOT_BENCHMARKS.includes(file))
    .map((file) => file.slice(0, -".ts".length))
    .sort();
}

async function loadBenchmark(name: string): Promise<Benchmark> {
  const { benchmark }: { readonly benchmark: Benchmark } = await import(join(import.meta.dirname, `${name}.ts`));
  return benchmark;
}

function printTable({ name, what }: Benchmark, { figures, baseline, target, met, notes = [] }: BenchmarkResult): void {
  console.log(`${name}: ${what}`);
  console.table({
    ...figures,
    ...Object.fromEntries(Object.entries(baseline).map(([key, value]) => [`baseline ${key}`, value])),
  });
  console.log(`target: ${target} – ${met ? "met" : "not met"}`);
  for (const note of notes) console.log(`- ${note}`);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean" }, quick: { type: "boolean", default: false }, size: { type: "string" } },
});
const [name] = positionals;
const names = benchmarkNames();
// Child processes end with this one, which therefore must end by `exit`.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

if (name === undefined) {
  if (values.json) {
    console.log(JSON.stringify(names));
  } else {
    for (const known of names) console.log(`${known}: ${(await loadBenchmark(known)).what}`);
  }
} else if (names.includes(name)) {
  const benchmark = await loadBenchmark(name);
  const command = `npm run bench -- ${process.argv.slice(2).join(" ")}`;
  const machine = describeMachine();
  const result = await benchmark.run({
    isQuick: values.quick,
    size: values.size === undefined ? null : Number(values.size),
    tell: (progress) => console.error(`${name}: ${progress}`),
  });
  if (values.json) {
    console.log(JSON.stringify({ name, ...result, command, machine }));
  } else {
    printTable(benchmark, result);
    console.log(command, machine);
  }
} else {
  console.error(`There is no benchmark "${name}". There are: ${names.join(", ")}.`);
  process.exitCode = 2;
}
