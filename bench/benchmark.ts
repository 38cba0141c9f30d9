/** One repeatable measurement, with what it is measured against in the same run. */
export interface Benchmark {
  readonly name: string;
  /** One line: what is measured. */
  readonly what: string;
  run(): Promise<BenchmarkResult>;
}

/** A figure by name; its unit is part of the name (`eventsPerSecond`, `p99Ms`). */
type Figures = Readonly<Record<string, number>>;

export interface BenchmarkResult {
  readonly figures: Figures;
  readonly baseline: Figures;
  /** What is to be reached, in words. */
  readonly target: string;
  readonly met: boolean;
}
