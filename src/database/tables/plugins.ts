export interface PluginsTable {
  id: string;
  name: string;
  status: "active" | "inactive";
  /** Klaviyo's public key: the account. Empty until set. */
  api_key: string;
  /** Encrypted. */
  private_key: string | null;
  /** JSON. */
  settings: string;
  version: number;
  /** JSON. */
  alarm: string | null;
  created_at: number;
  updated_at: number;
}

/** Who changed which settings of a plugin. */
export interface PluginChangesTable {
  plugin_id: string;
  /** The plugin's, after the change. */
  version: number;
  changed_at: number;
  author: "user" | "token" | "service";
  user_id: string | null;
  /** JSON array of a field with its value before and after. */
  fields: string;
}

export interface PushKeysTable {
  id: string;
  plugin_id: string;
  name: string;
  prefix: string;
  /** SHA-256 of the secret, hexadecimal. */
  hash: string;
  created_at: number;
  revoked_at: number | null;
}

/** Of the installation, for example the hash of the administrator's token. */
export interface SettingsTable {
  key: string;
  value: string;
}

/** The newest commerce event of each type. */
export interface RecentEventsTable {
  plugin_id: string;
  commerce_type: string;
  /** JSON, credentials removed. */
  commerce_event: string;
  noted_at: number;
}
