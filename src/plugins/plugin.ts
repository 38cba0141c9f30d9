import type { MappingSettings } from "../metrics/settings.ts";
import type { Branding } from "./branding.ts";

export type PluginStatus = "active" | "inactive";

/** Everything on the settings form of Centra's plugin that is not a key, a name or the status. */
export interface PluginSettings extends MappingSettings {
  /** Saved as true, it starts a historical export, and is false again. */
  readonly transferHistoricalData: boolean;
  /** `YYYY-MM-DD`; accounts created on or after it are exported. */
  readonly transferHistoricalDataFrom: string | null;
  /** Also orders that belong to no account. */
  readonly transferGuestOrders: boolean;
  /** Share of Klaviyo's quota left to others on the account, 0 to 0.9, for the live lane. */
  readonly liveQuotaReserve: number;
  /** The same for the history lane. */
  readonly historyQuotaReserve: number;
  /** How the mails look that are made for Klaviyo. */
  readonly branding: Branding;
}

/** Why nothing of a plugin is delivered at the moment, although it is active. It ends by itself when the cause is mended. */
export interface PluginAlarm {
  /** Stable code, for example `klaviyo_key_refused`, `klaviyo_scope_missing`, `klaviyo_revision_gone`. */
  readonly code: string;
  /** What happened and what to do, for the merchant. */
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** A store plugin as everybody but the delivery may see it: without the private key. */
export interface StorePlugin {
  /** A slug, also in the push API's path. */
  readonly id: string;
  readonly name: string;
  readonly status: PluginStatus;
  /** Klaviyo's public API key (six characters): also the identity of the account, to which rate limits belong. Empty until set. */
  readonly apiKey: string;
  readonly hasPrivateKey: boolean;
  readonly settings: PluginSettings;
  /** Optimistic lock: raised by every change. */
  readonly version: number;
  readonly alarm: PluginAlarm | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}
