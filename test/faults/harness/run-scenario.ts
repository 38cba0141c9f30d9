import { randomBytes } from "node:crypto";
import pg from "pg";
import { type PostgresServer, startPostgres } from "../../postgres/postgres-server.ts";
import type { FaultContext, Scenario, Tally } from "./scenario.ts";
import { openStage } from "./stage.ts";

export interface Outcome {
  readonly tally: Tally | null;
  /** Why it failed; null when it did not. */
  readonly fault: string | null;
  readonly notes: readonly string[];
  readonly seconds: number;
}

/** What the scenarios of a run have in common. */
export interface FaultRun {
  /** Never rejects. */
  runScenario(scenario: Scenario): Promise<Outcome>;
  close(): Promise<void>;
}

export function startFaultRun({ isShort }: { readonly isShort: boolean }): FaultRun {
  let postgres: Promise<PostgresServer> | null = null;

  async function freshPostgresUrl(): Promise<string> {
    postgres ??= startPostgres({ fsync: true });
    const server = await postgres;
    const name = `faults_${randomBytes(6).toString("hex")}`;
    const client = new pg.Client({ connectionString: server.urlOf("postgres") });
    await client.connect();
    try {
      await client.query(`CREATE DATABASE ${name}`);
    } finally {
      await client.end();
    }
    return server.urlOf(name);
  }

  return {
    async runScenario(scenario) {
      const startedAt = performance.now();
      const notes: string[] = [];
      const closing: (() => Promise<unknown> | unknown)[] = [];
      const context: FaultContext = {
        isShort,
        async openStage(options) {
          const stage = await openStage(options);
          closing.push(stage.close);
          return stage;
        },
        freshPostgresUrl,
        onEnd: (close) => void closing.push(close),
        note: (text) => void notes.push(text),
      };
      let tally: Tally | null = null;
      const faults: string[] = [];
      try {
        tally = await scenario.run(context);
        faults.push(...faultsIn(tally));
      } catch (error) {
        faults.push(describe(error));
      }
      for (const close of closing.reverse()) {
        try {
          await close();
        } catch (error) {
          faults.push(`could not be closed: ${describe(error)}`);
        }
      }
      const seconds = (performance.now() - startedAt) / 1_000;
      return { tally, fault: faults.length === 0 ? null : faults.join("\n"), notes, seconds };
    },
    async close() {
      await (await postgres)?.remove();
    },
  };
}

function faultsIn({ accepted, doubled, lost }: Tally): string[] {
  if (accepted === 0) return ["nothing was accepted, so nothing was proved"];
  return [
    ...(lost > 0 ? [`${lost} events were lost`] : []),
    ...(doubled > 0 ? [`${doubled} events were doubled`] : []),
  ];
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
