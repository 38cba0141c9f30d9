import { z } from "zod";
import { CHANGE_KINDS } from "../../../changes/change.ts";
import { pageFields } from "./events.ts";

const author = z.object({
  kind: z.enum(["user", "token", "service"]),
  name: z
    .string()
    .nullable()
    .meta({ description: "The user's name or address; null when they are gone, and of others." }),
});

const changeFields = {
  kind: z.enum(CHANGE_KINDS),
  changedAt: z.number().meta({ description: "Milliseconds since the epoch." }),
  author,
  name: z
    .string()
    .nullable()
    .meta({ description: "Of the user, the push key, the mail or the removed plugin that it was done to." }),
  count: z.number().int().nullable().meta({ description: "To how many events it was done." }),
  fields: z.array(
    z.object({
      field: z.string().meta({ description: "For example `settings.cartLink`." }),
      before: z.unknown().meta({ description: "Null for a credential, as is `after`." }),
      after: z.unknown(),
    }),
  ),
};

export const pluginChangesSchema = z
  .object({
    changes: z.array(
      z.object({
        ...changeFields,
        version: z.number().int().nullable().meta({
          description: "Of the plugin after the change, 1 when it was added; null where its settings stayed.",
        }),
      }),
    ),
  })
  .meta({ id: "PluginChanges" });

export const changesSchema = z
  .object({
    changes: z.array(
      z.object({
        ...changeFields,
        id: z.number().int(),
        plugin: z.string().nullable().meta({ description: "The id of the plugin that it was done to." }),
      }),
    ),
    next: z.number().int().nullable().meta({ description: "`before` of the next page; null on the last one." }),
  })
  .meta({ id: "AdminChanges" });

export const changesQuerySchema = z.strictObject({
  ...pageFields,
  plugin: z.string().optional().meta({ description: "Of this plugin alone." }),
});
