import { setTimeout as sleep } from "node:timers/promises";

/** Seldom enough that asking does not weigh on the service that is asked. */
const ASK_EVERY_MS = 50;

/** Waits until the condition holds; throws with what it is about when it does not within the time. */
export async function waitUntil(
  what: string,
  withinMs: number,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}.`);
    await sleep(ASK_EVERY_MS);
  }
}
