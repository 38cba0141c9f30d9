import { z } from "zod";
import { systemClock } from "../clock.ts";
import type { DemoService } from "./demo-service.ts";

const LOOK_EVERY_MS = 200;

const runSchema = z.looseObject({
  state: z.enum(["running", "done", "failed", "paused"]),
  what: z.string(),
  done: z.number(),
  total: z.number(),
  problem: z.looseObject({ message: z.string() }).nullable(),
});

/** `emails apply`, as a merchant would, and then what a person does in Klaviyo: setting the flows live. */
export async function setUpMails(
  service: DemoService,
  onProgress: (progress: { readonly done: number; readonly total: number; readonly what: string }) => void,
): Promise<void> {
  const path = `/v1/admin/plugins/${service.plugin}/emails`;
  let run = runSchema.parse(await service.admin("POST", `${path}/apply`, {}));
  while (run.state === "running") {
    await systemClock.sleep(LOOK_EVERY_MS);
    run = runSchema.parse(await service.admin("GET", `${path}/run`));
    onProgress(run);
  }
  if (run.state !== "done") throw new Error(`The mails could not be set up: ${run.problem?.message ?? run.what}`);
  service.klaviyo.changeFlow({ flow: "all", status: "live" });
}
