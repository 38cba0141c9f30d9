import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "undici";
import { KLAVIYO_REVISION } from "../../src/klaviyo/transport.ts";

/** Klaviyo without the service: what the sandbox alone takes on this machine. */
export interface KlaviyoTarget {
  readonly url: string;
  readonly path: "/api/events" | "/api/event-bulk-create-jobs";
  readonly privateKey: string;
}

/** Sends all bodies, so many at a time; answers how long it took, milliseconds. */
export async function sendBodies(target: KlaviyoTarget, bodies: readonly string[], inFlight: number): Promise<number> {
  const pool = new Pool(target.url, { connections: inFlight, pipelining: 1 });
  const remaining = bodies.values();
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      for (const body of remaining) await send(pool, target, body);
    }),
  );
  const elapsedMs = performance.now() - startedAt;
  await pool.close();
  return elapsedMs;
}

/** One body after another at a steady rate; answers how long each took, milliseconds. */
export async function sendSteadily(
  target: KlaviyoTarget,
  bodies: readonly string[],
  ratePerSecond: number,
): Promise<number[]> {
  const pool = new Pool(target.url, { connections: 64, pipelining: 1 });
  const startedAt = performance.now();
  const answers: Promise<number>[] = [];
  for (const [index, body] of bodies.entries()) {
    const waitMs = startedAt + (index * 1_000) / ratePerSecond - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    const sentAt = performance.now();
    answers.push(send(pool, target, body).then(() => performance.now() - sentAt));
  }
  const latenciesMs = await Promise.all(answers);
  await pool.close();
  return latenciesMs;
}

async function send(pool: Pool, { path, privateKey }: KlaviyoTarget, body: string): Promise<void> {
  const answer = await pool.request({
    method: "POST",
    path,
    headers: {
      authorization: `Klaviyo-API-Key ${privateKey}`,
      revision: KLAVIYO_REVISION,
      "content-type": "application/vnd.api+json",
    },
    body,
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 202) throw new Error(`The sandbox answered ${answer.statusCode}: ${text.slice(0, 500)}`);
}
