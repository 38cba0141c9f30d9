import type { ChangeAuthor } from "../changes/change.ts";
import type { PluginAlarm, PluginSettings, PluginStatus, StorePlugin } from "./plugin.ts";
import type { PluginChange } from "./plugin-changes.ts";

/** What the settings form sends; absent fields keep their value (or get the default, on creation). */
export interface PluginInput {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly status?: PluginStatus | undefined;
  readonly apiKey?: string | undefined;
  /** Never sent back. */
  readonly privateKey?: string | undefined;
  readonly settings?: Partial<PluginSettings> | undefined;
}

export interface PushKey {
  readonly id: string;
  readonly pluginId: string;
  readonly name: string;
  /** The first characters of the key, to tell keys apart. */
  readonly prefix: string;
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

export interface PluginStore {
  list(): Promise<StorePlugin[]>;
  find(id: string): Promise<StorePlugin | null>;
  /** Throws PluginExistsError. `author`: the service itself when absent. */
  create(input: PluginInput, author?: ChangeAuthor): Promise<StorePlugin>;
  /** Throws PluginNotFoundError, or PluginChangedError when `version` is not the current one. A new private key ends an alarm. */
  update(id: string, version: number, input: PluginInput, author?: ChangeAuthor): Promise<StorePlugin>;
  /** Who changed what, newest first; the last hundred. */
  changes(id: string): Promise<PluginChange[]>;
  /** Also removes its keys and its events. */
  remove(id: string, author?: ChangeAuthor): Promise<void>;
  /** Decrypted; null when none is set. Only for delivery and the connection test. */
  privateKey(id: string): Promise<string | null>;

  /** With `version`, nothing happens when the plugin is of another one by now: whoever changed it may have mended it. */
  raiseAlarm(id: string, alarm: PluginAlarm, version?: number): Promise<void>;
  clearAlarm(id: string): Promise<void>;
  /**
   * Called with the plugin that was changed, in this process or another, so that caches are dropped; with null when changes may have
   * been missed.
   */
  onChange(listener: (id: string | null) => void): () => void;

  /** The secret is returned here only; the store keeps a hash. */
  addKey(
    pluginId: string,
    name: string,
    author?: ChangeAuthor,
  ): Promise<{ readonly key: PushKey; readonly secret: string }>;
  listKeys(pluginId: string): Promise<PushKey[]>;
  /** False when there is no such key. */
  revokeKey(pluginId: string, keyId: string, author?: ChangeAuthor): Promise<boolean>;
  /** The plugin whose living key this is; null when there is none. Constant time in the secret. */
  authenticate(pluginId: string, secret: string): Promise<boolean>;
}
