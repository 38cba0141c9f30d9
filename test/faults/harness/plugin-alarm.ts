import { z } from "zod";
import { until } from "../../until.ts";
import type { Stage } from "./stage.ts";

const RAISED_WITHIN_MS = 90_000;

const pluginSchema = z.object({
  version: z.number(),
  alarm: z.object({ code: z.string(), message: z.string() }).nullable(),
});

/** The first shop's plugin as the admin API shows it. */
export async function readPlugin({ api, shop }: Stage): Promise<z.infer<typeof pluginSchema>> {
  return pluginSchema.parse(await api.admin("GET", `/v1/admin/plugins/${shop.pluginId}`));
}

/** Waits for the alarm. */
export async function untilPaused(stage: Stage, code: string): Promise<void> {
  const isRaised = async () => (await readPlugin(stage)).alarm?.code === code;
  await until(`the alarm ${code} is raised`, isRaised, RAISED_WITHIN_MS);
}
