import type { Clock } from "../clock.ts";
import type { Logger } from "../observability/logger.ts";
import type { FirstRefunds } from "../outbox/first-refunds.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { StorePlugin } from "../plugins/plugin.ts";
import type { PluginStore } from "../plugins/store.ts";
import { releaseHeld } from "./release-held.ts";

/**
 * A round looks at what a change may have made possible: everything held, for a plugin that was changed since the last
 * round; otherwise only what was held since. The second finds events that were mapped under settings a moment old.
 */
const ROUND_EVERY_MS = 60_000;

interface HeldReleaseParts {
  readonly outbox: Outbox;
  readonly firstRefunds: FirstRefunds;
  readonly plugins: PluginStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Lets held events go once a change of their plugin makes it possible. */
export interface HeldRelease {
  /** Looks through everything held now, after each change of a plugin, and every minute. */
  start(): void;
  /** Looks through what is held of one plugin at once; answers how many went out, null when there is no such plugin. */
  releaseNow(pluginId: string): Promise<number | null>;
  /** Resolves when no round is running any more. */
  stop(): Promise<void>;
}

export function createHeldRelease(parts: HeldReleaseParts): HeldRelease {
  const { outbox, plugins, clock, logger } = parts;
  const lastLooks = new Map<string, { readonly version: number; readonly newestId: number }>();
  const stopping = new AbortController();
  let wakeUp = new AbortController();
  let stopListening = () => {};
  let running: Promise<void> | null = null;

  /** `newestId` is of the newest held event of all plugins. */
  async function lookThrough(plugin: StorePlugin, newestId: number): Promise<void> {
    const last = lastLooks.get(plugin.id);
    const newerThan = last?.version === plugin.version ? last.newestId : 0;
    if (newestId <= newerThan) return;
    const released = await releaseHeld(plugin, parts, { newerThan, signal: stopping.signal });
    lastLooks.set(plugin.id, { version: plugin.version, newestId });
    if (released > 0) logger.info({ plugin: plugin.id, released }, "held events released");
  }

  /** A held event of an inactive plugin stays held: mapped now, it would only be skipped. */
  async function runRound(): Promise<void> {
    const [newest] = await outbox.heldEvents({}, { limit: 1 });
    if (newest === undefined) return;
    for (const plugin of await plugins.list()) {
      if (plugin.status === "active" && !stopping.signal.aborted) await lookThrough(plugin, newest.id);
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      wakeUp = new AbortController();
      const untilWoken = AbortSignal.any([wakeUp.signal, stopping.signal]);
      await runRound().catch((error: unknown) =>
        logger.warn({ err: error }, "Held events could not be looked through; the next round tries again."),
      );
      await clock.sleep(ROUND_EVERY_MS, untilWoken);
    }
  }

  return {
    start() {
      if (running !== null) return;
      stopListening = plugins.onChange(() => wakeUp.abort());
      running = run();
    },
    async releaseNow(pluginId) {
      const plugin = await plugins.find(pluginId);
      if (plugin === null) return null;
      return plugin.status === "active" ? releaseHeld(plugin, parts, { signal: stopping.signal }) : 0;
    },
    async stop() {
      stopListening();
      stopping.abort();
      await running;
    },
  };
}
