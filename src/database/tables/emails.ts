/** What a merchant words otherwise in the mail of a metric and language. */
export interface EmailTextsTable {
  plugin_id: string;
  metric: string;
  language: string;
  text_key: string;
  text: string;
  updated_at: number;
}

/** What was made for a plugin's mails in its Klaviyo account. */
export interface ProvisionedObjectsTable {
  plugin_id: string;
  account_id: string;
  kind: "template" | "flow" | "mail" | "tag" | "mapping" | "old_flow";
  object_key: string;
  klaviyo_id: string;
  name: string;
  wanted_hash: string;
  found_hash: string;
  updated_at: number;
}

/** The last run that made something of it, one a plugin. */
export interface ProvisioningRunsTable {
  plugin_id: string;
  run_id: string;
  state: "running" | "done" | "failed" | "paused";
  /** JSON. */
  progress: string;
  started_at: number;
  /** Moved on while it runs; a run that is silent for long has broken off. */
  alive_at: number;
  ended_at: number | null;
}
