import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../until.ts";
import type { Scenario } from "../harness/scenario.ts";

const HOUR_MS = 3_600_000;
/** From the machine's time, one after another: forth, further, back before the beginning, and right again. */
const OFFSETS_MS = [2 * HOUR_MS, 48 * HOUR_MS, -5 * HOUR_MS, 0];
const GOES_ON_WITHIN_MS = 30_000;

export const scenario: Scenario = {
  name: "clock-jumps",
  story:
    "the machine's clock is set forth and back by hours and days, with a backlog that is older and newer than the time",
  onlyInWholeRun: true,
  async run(context) {
    const directory = mkdtempSync(join(tmpdir(), "centra-klaviyo-clock-"));
    context.onEnd(() => rmSync(directory, { recursive: true, force: true }));
    const offsetFile = join(directory, "offset-ms");
    writeFileSync(offsetFile, "0");
    const stage = await context.openStage({
      environment: {
        CLOCK_OFFSET_FILE: offsetFile,
        NODE_OPTIONS: `--import=${import.meta.resolve("../harness/jumping-clock.ts")}`,
      },
    });
    const { sandbox, shop, service } = stage;
    const orders = shop.keepOrdering({ clients: 3, pauseMs: 10 });
    for (const offsetMs of OFFSETS_MS) {
      const arrived = sandbox.events().length;
      await until("events arrive", () => sandbox.events().length > arrived + 30, 60_000);
      sandbox.setPaused(true);
      const taken = orders.accepted;
      await until("a backlog waits", () => orders.accepted > taken + 100, 60_000);
      writeFileSync(offsetFile, String(offsetMs));
      process.kill(service.pid, "SIGUSR2");
      await sleep(500);
      sandbox.setPaused(false);
    }
    await orders.stop();
    await stage.settled(GOES_ON_WITHIN_MS);
    return stage.tally();
  },
};
