import { killAtRandom } from "../harness/kill-at-random.ts";
import type { Scenario } from "../harness/scenario.ts";

export const scenario: Scenario = {
  name: "kill-sqlite",
  story: "SIGKILL of the service at random moments while it accepts and delivers, on SQLite",
  run: async (context) =>
    killAtRandom(context, await context.openStage({ accounts: 2 }), {
      rounds: context.isShort ? 3 : 50,
      workers: 0,
    }),
};
