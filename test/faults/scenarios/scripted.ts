import { randomInt } from "node:crypto";
import type { Scenario, Tally } from "../harness/scenario.ts";
import { keepSeed, readKeptSeeds } from "../scripted/kept-seeds.ts";
import { playPlan } from "../scripted/play-plan.ts";

const SHORT = { quietAccounts: 12, busyCustomers: 8, maxEvents: 2, maxFailures: 3 };
const WHOLE = { quietAccounts: 40, busyCustomers: 40, maxEvents: 3, maxFailures: 4 };
const NEW_SEEDS = 3;

export const scenario: Scenario = {
  name: "scripted",
  story: "each event carries the answers that it will get: attempts, delays, order, and nothing sent after a success",
  async run(context) {
    const newSeeds = Array.from({ length: context.isShort ? 1 : NEW_SEEDS }, () => randomInt(2 ** 31));
    const sum = { accepted: 0, delivered: 0, dead: 0, doubled: 0, lost: 0 };
    for (const seed of [...(await readKeptSeeds()), ...newSeeds]) {
      const tally = await playPlan(context, seed, context.isShort ? SHORT : WHOLE).catch(async (error: unknown) => {
        await keepSeed(seed);
        throw new Error(`Seed ${seed}, now kept in test/faults/scripted/seeds.json: ${describe(error)}`);
      });
      context.note(`seed ${seed}: ${tally.accepted} events`);
      add(sum, tally);
    }
    return sum;
  },
};

function add(sum: { -readonly [Count in keyof Tally]: number }, tally: Tally): void {
  sum.accepted += tally.accepted;
  sum.delivered += tally.delivered;
  sum.dead += tally.dead;
  sum.doubled += tally.doubled;
  sum.lost += tally.lost;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
