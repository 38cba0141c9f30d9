/** One repeatable measurement, with what it is measured against in the same run. */
export interface Benchmark {
  readonly name: string;
  /** One line: what is measured. */
  readonly what: string;
  run(options: RunOptions): Promise<BenchmarkResult>;
}

export interface RunOptions {
  /** Small sizes, to see in a minute that it works. Its figures say nothing. */
  readonly isQuick: boolean;
  /** How many of what it measures, where a benchmark says so; null: its own size. */
  readonly size: number | null;
  /** Says what is going on, since some take minutes. */
  readonly tell: (progress: string) => void;
}

/** A figure by name; its unit is part of the name (`eventsPerSecond`, `p99Ms`). */
export type Figures = Readonly<Record<string, number>>;

export interface BenchmarkResult {
  readonly figures: Figures;
  readonly baseline: Figures;
  /** What is to be reached, in words. */
  readonly target: string;
  readonly met: boolean;
  /** How it was measured, as far as the figures need it to be understood. */
  readonly notes?: readonly string[];
}
