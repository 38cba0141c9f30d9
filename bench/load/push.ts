import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "undici";

/** Where orders are pushed to. */
export interface PushTarget {
  readonly url: string;
  readonly plugin: string;
  readonly pushKey: string;
}

interface Pushed {
  readonly elapsedMs: number;
  /** From the first byte sent to the answer, of each request. */
  readonly latenciesMs: readonly number[];
}

/** So many clients, each with a connection of its own, each sending its next body when the last one was answered. */
export async function pushBodies(target: PushTarget, bodies: readonly string[], clients: number): Promise<Pushed> {
  const pool = openPool(target, clients);
  const latenciesMs: number[] = [];
  const remaining = bodies.values();
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (const body of remaining) {
        const sentAt = performance.now();
        await push(pool, target, body);
        latenciesMs.push(performance.now() - sentAt);
      }
    }),
  );
  const elapsedMs = performance.now() - startedAt;
  await pool.close();
  return { elapsedMs, latenciesMs };
}

/** One body after another at a steady rate, however long the answers take; says when each was sent, milliseconds since the epoch. */
export async function pushSteadily(
  target: PushTarget,
  bodies: readonly string[],
  ratePerSecond: number,
): Promise<number[]> {
  const pool = openPool(target, 64);
  const startedAt = performance.now();
  const sentAt: number[] = [];
  const answers: Promise<void>[] = [];
  for (const [index, body] of bodies.entries()) {
    const waitMs = startedAt + (index * 1_000) / ratePerSecond - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    sentAt.push(Date.now());
    answers.push(push(pool, target, body));
  }
  await Promise.all(answers);
  await pool.close();
  return sentAt;
}

function openPool({ url }: PushTarget, connections: number): Pool {
  return new Pool(url, { connections, pipelining: 1 });
}

async function push(pool: Pool, { plugin, pushKey }: PushTarget, body: string): Promise<void> {
  const answer = await pool.request({
    method: "POST",
    path: `/v1/plugins/${plugin}/events`,
    headers: { authorization: `Bearer ${pushKey}`, "content-type": "application/json" },
    body,
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 202) throw new Error(`A push was answered ${answer.statusCode}: ${text.slice(0, 500)}`);
}
