import type { Generated } from "kysely";

/** The tables as queries see them; `migrations/` makes them, `schema.*.sql` shows them. Times are milliseconds since the epoch. */
export interface Schema {
  plugins: PluginsTable;
  push_keys: PushKeysTable;
  settings: SettingsTable;
  leases: LeasesTable;
  workers: WorkersTable;
  outbox: OutboxTable;
  outbox_payloads: OutboxPayloadsTable;
  outbox_counts: OutboxCountsTable;
  outbox_hours: OutboxHoursTable;
  outbox_attempts: OutboxAttemptsTable;
  account_health: AccountHealthTable;
  held_events: HeldEventsTable;
  refunds: RefundsTable;
  centra_connections: CentraConnectionsTable;
  centra_progress: CentraProgressTable;
  centra_queue: CentraQueueTable;
  centra_objects: CentraObjectsTable;
  centra_problems: CentraProblemsTable;
  email_texts: EmailTextsTable;
  users: UsersTable;
  password_links: PasswordLinksTable;
  sessions: SessionsTable;
  sign_in_attempts: SignInAttemptsTable;
  recent_events: RecentEventsTable;
  exports: ExportsTable;
  export_problems: ExportProblemsTable;
  export_customers: ExportCustomersTable;
  provisioned_objects: ProvisionedObjectsTable;
  provisioning_runs: ProvisioningRunsTable;
}

interface PluginsTable {
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

interface PushKeysTable {
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
interface SettingsTable {
  key: string;
  value: string;
}

interface LeasesTable {
  account_id: string;
  holder: string | null;
  token: number;
  expires_at: number;
}

/** Who is there to drive accounts, until when it may be believed. */
interface WorkersTable {
  holder: string;
  expires_at: number;
}

/** Rows are small on purpose: claims and settlements never touch a payload. */
interface OutboxTable {
  id: Generated<number>;
  plugin_id: string;
  lane: "live" | "history";
  metric: string;
  unique_id: string;
  state: "pending" | "delivered" | "dead" | "skipped";
  attempts: number;
  due_at: number;
  occurred_at: number;
  received_at: number;
  settled_at: number | null;
  profile_key: string;
  order_number: string | null;
  commerce_type: string;
  commerce_source: string;
  commerce_id: string;
  /** JSON array of names; null when there are none. */
  secrets: string | null;
  /** W3C traceparent; null when not traced. */
  trace_parent: string | null;
  reason_code: string | null;
  reason_message: string | null;
  /** JSON of the last failed attempt. */
  failure: string | null;
}

interface OutboxPayloadsTable {
  event_id: number;
  body: string;
  profile: string;
}

/** How many events there are of each kind, kept in the transactions that change them; the sum over the slots counts. */
interface OutboxCountsTable {
  plugin_id: string;
  lane: "live" | "history";
  metric: string;
  state: "pending" | "delivered" | "dead" | "skipped";
  /** Spreads concurrent writers over several rows, so that their commits do not wait for each other. */
  slot: number;
  events: number;
}

/** How many events were taken in each hour; the sum over the slots counts. */
interface OutboxHoursTable {
  /** The hour's start. */
  hour: number;
  plugin_id: string;
  metric: string;
  slot: number;
  events: number;
}

/** Attempts that failed, the first few of each event. */
interface OutboxAttemptsTable {
  event_id: number;
  at: number;
  /** 1 for the first; counted anew after a replay. */
  attempt: number;
  code: string;
  status: number | null;
  detail: string;
  request: string;
}

/** What the worker that drives an account last told of it. */
interface AccountHealthTable {
  account_id: string;
  taken_at: number;
  /** JSON. */
  figures: string;
}

interface HeldEventsTable {
  id: Generated<number>;
  plugin_id: string;
  lane: "live" | "history";
  commerce_type: string;
  commerce_source: string;
  commerce_id: string;
  occurred_at: number;
  received_at: number;
  profile_key: string;
  order_number: string | null;
  commerce_event: string;
  reason_code: string;
  reason_message: string;
}

/** Which refund carries its order's plain number in Klaviyo. Stays when its events are gone. */
interface RefundsTable {
  plugin_id: string;
  order_number: string;
  refund_id: string;
  /** 1 for at most one refund of an order. */
  is_first: 0 | 1;
}

/** How a plugin reads from Centra. */
interface CentraConnectionsTable {
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
interface CentraProgressTable {
  plugin_id: string;
  name: string;
  value: string;
}

/** What is to be looked at in Centra, each thing once however often it changed. */
interface CentraQueueTable {
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

interface CentraObjectsTable {
  plugin_id: string;
  kind: string;
  reference: string;
  /** JSON array: what of the object was told already. */
  told: string;
  updated_at: number;
}

interface CentraProblemsTable {
  id: Generated<number>;
  plugin_id: string;
  code: string;
  reference: string;
  message: string;
  times: number;
  first_seen_at: number;
  last_seen_at: number;
}

/** The newest commerce event of each type. */
interface RecentEventsTable {
  plugin_id: string;
  commerce_type: string;
  /** JSON, credentials removed. */
  commerce_event: string;
  noted_at: number;
}

/** What a merchant words otherwise in the mail of a metric and language. */
interface EmailTextsTable {
  plugin_id: string;
  metric: string;
  language: string;
  text_key: string;
  text: string;
  updated_at: number;
}

/** The latest historical export of a plugin. */
interface ExportsTable {
  plugin_id: string;
  state: "pending" | "paused" | "synchronised" | "failed" | "cancelled";
  step: "reading" | "delivering";
  /** Raised by every change, so that of two that saw the same state one is made. */
  revision: number;
  /** JSON: what was asked for. */
  plan: string;
  /** The source's own. */
  cursor: string | null;
  /** JSON: how far it is. */
  progress: string;
  /** JSON: counts and sums by metric and currency. */
  tally: string;
  /** JSON: what stands in the way, or made it fail. */
  trouble: string | null;
  started_at: number;
  updated_at: number;
  finished_at: number | null;
}

interface ExportProblemsTable {
  plugin_id: string;
  /** From 1, in the order in which they were met. */
  place: number;
  code: string;
  reference: string;
  message: string;
}

/** What an import file says of each customer. A row with an empty customer says how far the file was surveyed, in `orders`, in bytes. */
interface ExportCustomersTable {
  plugin_id: string;
  file: string;
  /** The e-mail address in lower case. */
  customer: string;
  /** 1: the file has the customer's own line. */
  is_known: 0 | 1;
  /** 1: and the account is as new as was asked for. */
  is_chosen: 0 | 1;
  orders: number;
  /** Of them, those placed since the chosen moment. */
  orders_since: number;
  newest_order_at: number;
  newest_order: string;
}

/** Who may use the web app. */
interface UsersTable {
  id: string;
  /** In small letters; null until the owner of a new installation has said it. */
  email: string | null;
  name: string;
  role: "viewer" | "editor" | "owner";
  /** scrypt, with its parameters; null until it is set. */
  password: string | null;
  created_at: number;
}

/** At most one for each user: with it the password is set, once. */
interface PasswordLinksTable {
  user_id: string;
  /** SHA-256 of the secret, hexadecimal. */
  hash: string;
  expires_at: number;
}

interface SessionsTable {
  id: string;
  /** SHA-256 of the cookie's secret, hexadecimal. */
  hash: string;
  user_id: string;
  /** What the browser calls itself. */
  browser: string;
  created_at: number;
  seen_at: number;
  expires_at: number;
}

/** How often the password of an account, or from an address, was wrong. */
interface SignInAttemptsTable {
  /** `account:` or `address:` with a hash. */
  subject: string;
  failures: number;
  blocked_until: number;
  last_at: number;
}

/** What was made for a plugin's mails in its Klaviyo account. */
interface ProvisionedObjectsTable {
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
interface ProvisioningRunsTable {
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
