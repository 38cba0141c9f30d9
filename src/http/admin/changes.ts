import type { ChangeAuthor } from "../../changes/change.ts";
import type { ChangeLog, NotedChange } from "../../changes/change-log.ts";
import type { PluginChange } from "../../plugins/plugin-changes.ts";
import type { PluginStore } from "../../plugins/store.ts";
import type { User, Users } from "../../users/users.ts";
import { HttpProblem } from "../problems/problem.ts";
import type { ZodServer } from "../validation.ts";
import { changesQuerySchema, changesSchema, pluginChangesSchema } from "./schemas/changes.ts";
import { pluginParamsSchema } from "./schemas/params.ts";

interface ChangesRoutes {
  readonly changes: ChangeLog;
  readonly plugins: PluginStore;
  readonly users?: Users | undefined;
}

/** So many of a plugin's changes are shown. */
const SHOWN = 100;

/** `/v1/admin/changes` and a plugin's own: who did what, and when. */
export function addChangesRoutes(server: ZodServer, { changes, plugins, users }: ChangesRoutes): void {
  const knownUsers = async (): Promise<readonly User[]> => users?.list() ?? [];

  server.get(
    "/v1/admin/changes",
    {
      schema: { querystring: changesQuerySchema },
      config: {
        operation: {
          operationId: "listChanges",
          tag: "Admin: changes",
          security: "adminToken",
          role: "owner",
          summary: "Show who did what",
          description:
            "Plugins, users, keys, connections to Centra, exports, events sent again, mails. The last 10,000 are kept.",
          answer: { status: 200, description: "One page, newest first.", schema: changesSchema },
          problems: ["key_missing", "key_refused", "session_ended", "role_insufficient", "request_invalid"],
        },
      },
    },
    async ({ query: { plugin, limit, before } }) => {
      const page = {
        limit,
        ...(before === undefined ? {} : { before }),
        ...(plugin === undefined ? {} : { pluginId: plugin }),
      };
      const [found, known] = await Promise.all([changes.list(page), knownUsers()]);
      return {
        changes: found.map((change) => ({ id: change.id, plugin: change.pluginId, ...showChange(change, known) })),
        next: found.length < limit ? null : (found.at(-1)?.id ?? null),
      };
    },
  );

  server.get(
    "/v1/admin/plugins/:plugin/changes",
    {
      schema: { params: pluginParamsSchema },
      config: {
        operation: {
          operationId: "listPluginChanges",
          tag: "Admin: changes",
          security: "adminToken",
          summary: "Show who changed a plugin, and what",
          description:
            "Its settings field by field, and what was done to it: keys, connection to Centra, exports, mails.",
          answer: { status: 200, description: "The last hundred, newest first.", schema: pluginChangesSchema },
          problems: ["key_missing", "key_refused", "plugin_not_found"],
        },
      },
    },
    async ({ params: { plugin: id } }) => {
      if ((await plugins.find(id)) === null) throw new HttpProblem("plugin_not_found", `There is no plugin "${id}".`);
      const [ofSettings, noted, known] = await Promise.all([
        plugins.changes(id),
        changes.list({ pluginId: id, limit: SHOWN * 2 }),
        knownUsers(),
      ]);
      const others = noted.filter(({ kind }) => kind !== "plugin_added" && kind !== "plugin_changed");
      const all = [
        ...ofSettings.map((change) => ({ version: change.version, ...showSettingsChange(change, known) })),
        ...others.map((change) => ({ version: null, ...showChange(change, known) })),
      ];
      return { changes: all.toSorted((one, other) => other.changedAt - one.changedAt).slice(0, SHOWN) };
    },
  );
}

function showSettingsChange({ version, ...change }: PluginChange, users: readonly User[]) {
  const kind = version === 1 ? "plugin_added" : "plugin_changed";
  return showChange({ ...change, kind, userId: null, name: null, count: null }, users);
}

function showChange(
  { kind, author, changedAt, userId, name, count, fields }: Omit<NotedChange, "id" | "pluginId">,
  users: readonly User[],
) {
  return {
    ...{ kind, changedAt, count, fields: [...fields] },
    author: { kind: author.kind, name: nameOf(author, users) },
    name: name ?? (userId === null ? null : userName(userId, users)),
  };
}

function nameOf(author: ChangeAuthor, users: readonly User[]): string | null {
  return author.kind === "user" ? userName(author.userId, users) : null;
}

function userName(userId: string, users: readonly User[]): string | null {
  const user = users.find(({ id }) => id === userId);
  return user === undefined ? null : user.name || user.email;
}
