import { setTimeout as sleep } from "node:timers/promises";

/** Seldom enough that asking does not weigh on the service that is asked, nor on the machine. */
const ASK_EVERY_MS = 20;

/** Waits until the condition holds; throws with what it is about when that takes too long. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, withinMs = 90_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}.`);
    await sleep(ASK_EVERY_MS);
  }
}
