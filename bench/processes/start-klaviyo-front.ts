import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { startProcess } from "./start-process.ts";
import { startSandbox } from "./start-sandbox.ts";

const timesSchema = z.record(z.string(), z.number());

/** Klaviyo's real limits, behind a front that notes when each single event is accepted: milliseconds since the epoch, by unique id. */
export async function startTimedKlaviyo(directory: string) {
  const single = await startSandbox({ limits: "real", keep: "counts" });
  const bulk = await startSandbox({ limits: "real", keep: "counts" });
  const file = join(directory, "accepted.json");
  const front = await startProcess({
    command: ["bench/processes/klaviyo-front.ts", bulk.url, single.url, file],
    readyWhen: /"url":"([^"]+)"/,
  });
  return {
    url: front.ready,
    account: single.account,
    privateKey: single.privateKey,
    acceptedSingly: single.accepted,
    acceptedInBulk: bulk.accepted,
    /** Ends it and answers the times. */
    async stop() {
      await front.stop();
      await Promise.all([single.stop(), bulk.stop()]);
      return timesSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    },
  };
}
