import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../until.ts";
import { composeOrder, type Placed } from "../harness/orders.ts";
import type { Scenario } from "../harness/scenario.ts";
import type { Stage } from "../harness/stage.ts";

/** Room that is left to the files when the disk gets full: what is hit first, log or database, differs with it. 0: nothing can be written at all, as on a disk that the system has made read-only. */
const ROOMS_BYTES = [0, 200_000, 64_000, 900_000];
const MOST_ORDERS = 20_000;
/** Of util-linux. */
const LIMIT_COMMAND = "prlimit";

export const scenario: Scenario = {
  name: "disk-full",
  story:
    "the files of SQLite cannot grow any more; pushes get 503, what was accepted is kept, and all goes on when there is room",
  async run(context) {
    const stage = await context.openStage();
    const { shop } = stage;
    await shop.placeOrders(50);
    const rooms = context.isShort ? ROOMS_BYTES.slice(0, 2) : ROOMS_BYTES;
    for (const [round, roomBytes] of rooms.entries()) {
      limitFiles(stage, roomBytes === 0 ? 0 : largestFile(stage) + roomBytes);
      const refused = await orderUntilRefused(stage, round);
      await sleep(context.isShort ? 1_000 : 10_000);
      const status = await shop.tryPush([refused]);
      if (status !== 503 && status !== 202) throw new Error(`On a full disk a push was answered ${status}.`);
      // Half of the time the operator restarts it before making room.
      if (round % 2 === 1) {
        await stage.service.kill();
        await stage.restart();
      } else limitFiles(stage, "unlimited");
      await shop.push([refused], { withinMs: 60_000 });
      await until("the service is ready", async () => {
        return (await stage.api.tryCall("GET", "/readyz", { bearer: "" }))?.status === 200;
      });
      await stage.settled(60_000);
    }
    context.note(`${rooms.length} times; each time the first refused push got 503`);
    return stage.tally();
  },
};

/** The order that was refused, with 503 and nothing else. */
async function orderUntilRefused({ shop }: Stage, round: number): Promise<Placed> {
  for (let number = 0; number < MOST_ORDERS; number++) {
    const placed = composeOrder(shop.account, `disk-${round}-${number}`, `disk-${number % 50}@shop.se`);
    const status = await shop.tryPush([placed]);
    if (status === 202) continue;
    if (status === 503) return placed;
    throw new Error(`On a full disk a push was answered ${status}, not 503.`);
  }
  throw new Error(`The disk took ${MOST_ORDERS} orders and was not full.`);
}

function largestFile({ dataDir }: Stage): number {
  const names = ["centra-klaviyo.sqlite", "centra-klaviyo.sqlite-wal"];
  return Math.max(...names.map((name) => statSync(join(dataDir, name)).size));
}

/** RLIMIT_FSIZE of the running service: a write beyond it fails as on a full disk, with EFBIG. */
function limitFiles({ service }: Stage, bytes: number | "unlimited"): void {
  execFileSync(LIMIT_COMMAND, ["--pid", String(service.pid), `--fsize=${bytes}:unlimited`]);
}
