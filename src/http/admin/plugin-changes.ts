import { z } from "zod";
import type { ChangeAuthor } from "../../plugins/plugin-changes.ts";
import type { PluginStore } from "../../plugins/store.ts";
import type { User, Users } from "../../users/users.ts";
import type { Actor } from "../access/actor.ts";
import { HttpProblem } from "../problems/problem.ts";
import type { ZodServer } from "../validation.ts";
import { pluginParamsSchema } from "./schemas/params.ts";

const changesSchema = z
  .object({
    changes: z.array(
      z.object({
        version: z.number().int().meta({ description: "Of the plugin after the change; 1 when it was added." }),
        changedAt: z.number().meta({ description: "Milliseconds since the epoch." }),
        author: z.object({
          kind: z.enum(["user", "token", "service"]),
          name: z
            .string()
            .nullable()
            .meta({ description: "The user's name or address; null when they are gone, and of others." }),
        }),
        fields: z.array(
          z.object({
            field: z.string().meta({ description: "For example `settings.cartLink`." }),
            before: z.unknown().meta({ description: "Null for a private key, as is `after`." }),
            after: z.unknown(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: "PluginChanges" });

interface ChangesRoute {
  readonly plugins: PluginStore;
  readonly users?: Users | undefined;
}

/** `/v1/admin/plugins/{plugin}/changes`: who changed what, and when. */
export function addPluginChangesRoute(server: ZodServer, { plugins, users }: ChangesRoute): void {
  server.get(
    "/v1/admin/plugins/:plugin/changes",
    {
      schema: { params: pluginParamsSchema },
      config: {
        operation: {
          operationId: "listPluginChanges",
          tag: "Admin: plugins",
          security: "adminToken",
          summary: "Show who changed a plugin, and what",
          answer: { status: 200, description: "The last hundred, newest first.", schema: changesSchema },
          problems: ["key_missing", "key_refused", "plugin_not_found"],
        },
      },
    },
    async ({ params: { plugin: id } }) => {
      if ((await plugins.find(id)) === null) throw new HttpProblem("plugin_not_found", `There is no plugin "${id}".`);
      const [changes, known] = await Promise.all([plugins.changes(id), users?.list() ?? []]);
      return {
        changes: changes.map(({ author, fields, ...change }) => ({
          ...change,
          author: { kind: author.kind, name: nameOf(author, known) },
          fields: [...fields],
        })),
      };
    },
  );
}

function nameOf(author: ChangeAuthor, users: readonly User[]): string | null {
  if (author.kind !== "user") return null;
  const user = users.find(({ id }) => id === author.userId);
  return user === undefined ? null : user.name || user.email;
}

/** Who stands behind a request that changes a plugin. */
export function authorOf(actor: Actor | null): ChangeAuthor {
  return actor?.kind === "user" ? { kind: "user", userId: actor.user.id } : { kind: "token" };
}
