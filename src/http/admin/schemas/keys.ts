import { z } from "zod";
import { timestamp } from "./params.ts";

export const newKeySchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .meta({ description: "Who uses it.", examples: ["storefront"] }),
});

export const keySchema = z
  .object({
    id: z.string(),
    pluginId: z.string(),
    name: z.string(),
    prefix: z.string().meta({ description: "The key's first characters." }),
    createdAt: timestamp(""),
    revokedAt: timestamp("").nullable(),
  })
  .meta({ id: "PushKey" });

export const keyListSchema = z.object({ keys: z.array(keySchema) });
export const addedKeySchema = z
  .object({ key: keySchema, secret: z.string().meta({ description: "The key itself: shown this once." }) })
  .meta({ id: "NewPushKey" });
