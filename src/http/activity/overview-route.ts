import type { Centra } from "../../centra/centra.ts";
import type { Clock } from "../../clock.ts";
import type { AccountHealthStore } from "../../outbox/account-health.ts";
import { HOUR_MS } from "../../outbox/hours.ts";
import type { Outbox } from "../../outbox/outbox.ts";
import type { QueueLength, QueueReader } from "../../outbox/queue-reader.ts";
import type { PluginStore } from "../../plugins/store.ts";
import type { ZodServer } from "../validation.ts";
import { findAlarms, type PluginState } from "./find-alarms.ts";
import { type Overview, overviewQuerySchema, overviewSchema } from "./overview-schema.ts";

/** A worker tells every five seconds; after this it has been silent for too long. */
const FRESH_MS = 20_000;

export interface OverviewParts {
  readonly plugins: PluginStore;
  readonly outbox: Pick<Outbox, "hours">;
  readonly queues: QueueReader;
  readonly accountHealth: AccountHealthStore;
  readonly centra?: Pick<Centra, "state">;
  readonly clock: Clock;
}

/** `/v1/admin/overview`: whether all is well, at a cost that does not depend on how many events there are. */
export function addOverviewRoute(server: ZodServer, parts: OverviewParts): void {
  server.get(
    "/v1/admin/overview",
    {
      schema: { querystring: overviewQuerySchema },
      config: {
        operation: {
          operationId: "showOverview",
          tag: "Admin: events",
          security: "adminToken",
          summary: "Whether all is well: alarms, queues, Klaviyo's quota, latency, events per hour",
          answer: { status: 200, description: "All plugins, or the one asked for.", schema: overviewSchema },
          problems: ["key_missing", "key_refused", "request_invalid"],
        },
      },
    },
    async ({ query: { plugin, hours } }) => readOverview(parts, { pluginId: plugin, hours }),
  );
}

async function readOverview(
  parts: OverviewParts,
  { pluginId, hours }: { readonly pluginId: string | undefined; readonly hours: number },
): Promise<Overview> {
  const now = parts.clock.now();
  const from = now - (hours - 1) * HOUR_MS;
  const [states, counts] = await Promise.all([
    readStates(parts, pluginId),
    parts.outbox.hours(pluginId === undefined ? { from } : { from, pluginId }),
  ]);
  const accounts = new Map(states.flatMap(({ health }) => (health === undefined ? [] : [[health.accountId, health]])));
  return {
    takenAt: now,
    alarms: states.flatMap((state) => findAlarms(state, now)),
    hours: [...counts],
    plugins: states.map(showPlugin),
    accounts: [...accounts.values()].map((health) => ({ ...health, isFresh: now - health.takenAt < FRESH_MS })),
  };
}

async function readStates(parts: OverviewParts, pluginId: string | undefined): Promise<PluginState[]> {
  const all = await parts.plugins.list();
  const plugins = all.filter(({ id }) => pluginId === undefined || id === pluginId);
  const ids = plugins.map(({ id }) => id);
  const [queued, lengths, held, healths, centra] = await Promise.all([
    parts.queues.plugins(),
    parts.queues.lengths(ids),
    parts.queues.held(ids),
    parts.accountHealth.list(),
    Promise.all(ids.map(async (id) => (await parts.centra?.state(id)) ?? null)),
  ]);
  return plugins.map((plugin, index) => ({
    plugin,
    queued: queued.find((one) => one.pluginId === plugin.id),
    lengths: lengths.filter((one) => one.pluginId === plugin.id),
    held: held.find((one) => one.pluginId === plugin.id)?.held ?? 0,
    health: healths.find(({ accountId }) => accountId === plugin.apiKey),
    centra: centra[index] ?? null,
  }));
}

function showPlugin({ plugin, queued, lengths, held }: PluginState): Overview["plugins"][number] {
  const laneOf = (lane: QueueLength["lane"]) => {
    const { pending = 0, oldestReceivedAt = null } = lengths.find((one) => one.lane === lane) ?? {};
    return { pending, oldestReceivedAt };
  };
  return {
    ...{ id: plugin.id, name: plugin.name, status: plugin.status, accountId: plugin.apiKey },
    isDriven: queued?.isDriven ?? false,
    lanes: { live: laneOf("live"), history: laneOf("history") },
    dead: lengths.reduce((sum, { dead }) => sum + dead, 0),
    skipped: lengths.reduce((sum, { skipped }) => sum + skipped, 0),
    held,
  };
}
