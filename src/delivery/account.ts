import type { Clock } from "../clock.ts";
import type { KlaviyoClient } from "../klaviyo/client.ts";
import type { Logger } from "../observability/logger.ts";
import type { Lane, Outbox } from "../outbox/outbox.ts";
import type { PluginStore } from "../plugins/store.ts";
import type { RightOfWay } from "../right-of-way.ts";
import type { DeliveryListener } from "./delivery-events.ts";
import type { DeliverySettings } from "./delivery-settings.ts";
import type { DrivenPlugin } from "./driven-plugin.ts";
import type { Endpoint } from "./endpoint.ts";
import type { LaneReader } from "./lane-reader.ts";
import type { Settler } from "./settler.ts";

export const LANES: readonly Lane[] = ["live", "history"];

/** What was looked for in vain, or may not be done yet, is looked at again after this time. */
export const LOOK_AGAIN_MS = 250;

/** What the parts that drive one account share. */
export interface Account {
  readonly id: string;
  readonly settings: DeliverySettings;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly klaviyo: KlaviyoClient;
  readonly rightOfWay: RightOfWay;
  readonly outbox: Pick<Outbox, "historyPayloads">;
  readonly store: PluginStore;
  readonly observe: DeliveryListener;
  readonly plugins: Map<string, DrivenPlugin>;
  /** Plugins that were let go of with requests under way; they may come back before these are answered. */
  readonly formerPlugins: Map<string, DrivenPlugin>;
  readonly single: Endpoint;
  readonly bulk: Endpoint;
  readonly readers: Readonly<Record<Lane, LaneReader>>;
  readonly settler: Settler;
  /** False once the lease may have run out. */
  readonly mayDrive: () => boolean;
  /** False while a change of the plugin was announced and is not read yet; nothing of it is started then. */
  readonly isPluginKnown: (pluginId: string) => boolean;
  /** Breaks off requests in flight. */
  readonly abort: AbortSignal;
  /** Something changed: look again at what can be done. */
  readonly wake: () => void;
}
