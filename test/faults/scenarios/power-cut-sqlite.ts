import { join } from "node:path";
import { cutPowerAtRandom } from "../harness/cut-power.ts";
import type { Scenario } from "../harness/scenario.ts";
import { type LogPosition, loseUnwritten, readLogPosition } from "../harness/write-ahead-log.ts";

export const scenario: Scenario = {
  name: "power-cut-sqlite",
  story:
    "the machine loses its power while events go out: whatever SQLite's log had from after the last answered order may be gone",
  async run(context) {
    const stage = await context.openStage();
    const log = join(stage.dataDir, "centra-klaviyo.sqlite-wal");
    let answered: LogPosition = readLogPosition(log);
    return cutPowerAtRandom(context, stage, {
      undoes: "commits",
      rounds: context.isShort ? 3 : 50,
      noteAnswered: () => {
        answered = readLogPosition(log);
      },
      async cut() {
        await stage.service.kill();
        const undone = loseUnwritten(log, answered, Math.random);
        await stage.restart();
        return undone;
      },
    });
  },
};
