import { killAtRandom } from "../harness/kill-at-random.ts";
import type { Scenario } from "../harness/scenario.ts";

export const scenario: Scenario = {
  name: "kill-postgres",
  story: "SIGKILL of the service or one of its workers at random moments while they accept and deliver, on PostgreSQL",
  async run(context) {
    const databaseUrl = await context.freshPostgresUrl();
    return killAtRandom(context, await context.openStage({ databaseUrl, accounts: 4 }), {
      rounds: context.isShort ? 3 : 50,
      workers: 2,
    });
  },
};
