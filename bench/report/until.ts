import { setTimeout as sleep } from "node:timers/promises";

/** Looks until there is an answer; rejects when there is none within `limitMs`. */
export async function until<Answer>(
  what: string,
  look: () => Promise<Answer | null>,
  { everyMs = 100, limitMs = 30_000 }: { readonly everyMs?: number; readonly limitMs?: number } = {},
): Promise<Answer> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const answer = await look();
    if (answer !== null) return answer;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${limitMs / 1_000} s`);
    await sleep(everyMs);
  }
}
