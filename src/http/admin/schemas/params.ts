import { z } from "zod";

export const timestamp = (description: string) =>
  z.number().meta({ description: `${description} Milliseconds since the epoch.` });

export const pluginIdSchema = z
  .string()
  .min(1)
  .max(100)
  .meta({ description: "The plugin's id.", examples: ["main-shop"] });
export const pluginParamsSchema = z.object({ plugin: pluginIdSchema });
export const keyParamsSchema = z.object({
  plugin: pluginIdSchema,
  key: z.string().min(1).max(100).meta({ description: "The key's id." }),
});
export const eventParamsSchema = z.object({
  event: z.coerce.number().int().positive().meta({ description: "The event's id." }),
});
