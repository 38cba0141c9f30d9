import type { Generated } from "kysely";

/** How a plugin reads from Centra. */
export interface CentraConnectionsTable {
  plugin_id: string;
  api_url: string;
  /** Encrypted. */
  token: string;
  /** Encrypted. */
  webhook_secret: string | null;
  /** JSON. */
  settings: string;
  created_at: number;
  updated_at: number;
}

/** Where reading has come to: JSON by name. */
export interface CentraProgressTable {
  plugin_id: string;
  name: string;
  value: string;
}

/** What is to be looked at in Centra, each thing once however often it changed. */
export interface CentraQueueTable {
  plugin_id: string;
  kind: string;
  reference: string;
  /** Raised when the thing changes again, so that a look from before does not count for after. */
  revision: number;
  attempts: number;
  due_at: number;
  /** When it was first asked for. */
  seen_at: number;
}

export interface CentraObjectsTable {
  plugin_id: string;
  kind: string;
  reference: string;
  /** JSON array: what of the object was told already. */
  told: string;
  updated_at: number;
}

export interface CentraProblemsTable {
  id: Generated<number>;
  plugin_id: string;
  code: string;
  reference: string;
  message: string;
  times: number;
  first_seen_at: number;
  last_seen_at: number;
}
