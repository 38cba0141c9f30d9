import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../until.ts";
import type { FaultContext, Tally } from "./scenario.ts";
import type { ServiceProcess } from "./service-process.ts";
import type { Stage } from "./stage.ts";

interface Killing {
  readonly rounds: number;
  /** Workers beside the service; each round kills one of all of them. */
  readonly workers: number;
}

/** From the moment at which the process is at work to its end. */
const LONGEST_LIFE_MS = 1_500;

/**
 * Orders come in all the time. Each round waits until some were taken and some arrived, lets a random moment pass, kills a process
 * with SIGKILL and starts another in its place.
 */
export async function killAtRandom(context: FaultContext, stage: Stage, { rounds, workers }: Killing): Promise<Tally> {
  const { sandbox, shops } = stage;
  const hired: ServiceProcess[] = Array.from({ length: workers }, () => stage.spawn({ command: ["worker"] }));
  const streams = shops.flatMap((shop) => [
    shop.keepOrdering({ clients: 3, customers: 5 }),
    shop.keepOrdering({ clients: 1, pauseMs: 20, lane: "history" }),
  ]);
  const countTaken = () => streams.reduce((sum, { accepted }) => sum + accepted, 0);
  const countArrived = () => Object.values(sandbox.counts().accounts).reduce((sum, { recorded }) => sum + recorded, 0);
  let killedAtWork = 0;

  for (let round = 0; round < rounds; round++) {
    const taken = countTaken();
    const arrived = countArrived();
    await until("orders are taken", () => countTaken() > taken, 60_000);
    // Without a survivor a dead service's leases have to run out first.
    await until("events arrive", () => countArrived() > arrived, 60_000);
    const before = countTaken() + countArrived();
    await sleep(Math.random() * LONGEST_LIFE_MS);
    if (countTaken() + countArrived() > before) killedAtWork++;
    const victim = Math.floor(Math.random() * (workers + 1));
    const worker = hired[victim - 1];
    if (worker === undefined) {
      await stage.service.kill();
      await stage.restart();
    } else {
      await worker.kill();
      hired[victim - 1] = stage.spawn({ command: ["worker"] });
    }
  }
  await Promise.all(streams.map((stream) => stream.stop()));
  await stage.settled(120_000);
  context.note(
    `${rounds} rounds, ${killedAtWork} of them in the middle of work; ${sandbox.dropped().length} events were sent twice, and Klaviyo kept one of each`,
  );
  return stage.tally();
}
