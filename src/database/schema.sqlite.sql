-- Made by migrate.test.ts from the database itself; renew it with: npx vitest run src/database/migrate.test.ts -u
CREATE TABLE account_health (account_id TEXT PRIMARY KEY,
         taken_at INTEGER NOT NULL,
         figures TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE admin_changes (
         id INTEGER PRIMARY KEY AUTOINCREMENT,
         changed_at INTEGER NOT NULL,
         kind TEXT NOT NULL,
         author TEXT NOT NULL CHECK (author IN ('user', 'token', 'service')),
         author_id TEXT,
         plugin_id TEXT,
         user_id TEXT,
         name TEXT,
         count INTEGER,
         fields TEXT NOT NULL
       ) STRICT;
CREATE INDEX admin_changes_of_plugin ON admin_changes (plugin_id, id);
CREATE TABLE centra_connections (plugin_id TEXT PRIMARY KEY REFERENCES plugins (id) ON DELETE CASCADE,
         api_url TEXT NOT NULL,
         token TEXT NOT NULL,
         webhook_secret TEXT,
         settings TEXT NOT NULL,
         created_at INTEGER NOT NULL,
         updated_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE centra_objects (plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
         kind TEXT NOT NULL,
         reference TEXT NOT NULL,
         told TEXT NOT NULL,
         updated_at INTEGER NOT NULL,
         PRIMARY KEY (plugin_id, kind, reference)) STRICT, WITHOUT ROWID;
CREATE TABLE centra_problems (id INTEGER PRIMARY KEY AUTOINCREMENT,
         plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
         code TEXT NOT NULL,
         reference TEXT NOT NULL,
         message TEXT NOT NULL,
         times INTEGER NOT NULL,
         first_seen_at INTEGER NOT NULL,
         last_seen_at INTEGER NOT NULL) STRICT;
CREATE INDEX centra_problems_recent ON centra_problems (plugin_id, last_seen_at);
CREATE UNIQUE INDEX centra_problems_unique ON centra_problems (plugin_id, code, reference);
CREATE TABLE centra_progress (plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
         name TEXT NOT NULL,
         value TEXT NOT NULL,
         PRIMARY KEY (plugin_id, name)) STRICT, WITHOUT ROWID;
CREATE TABLE centra_queue (plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
         kind TEXT NOT NULL,
         reference TEXT NOT NULL,
         revision INTEGER NOT NULL,
         attempts INTEGER NOT NULL,
         due_at INTEGER NOT NULL,
         seen_at INTEGER NOT NULL,
         PRIMARY KEY (plugin_id, kind, reference)) STRICT, WITHOUT ROWID;
CREATE INDEX centra_queue_due ON centra_queue (plugin_id, due_at);
CREATE TABLE email_texts (
         plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
         metric TEXT NOT NULL,
         language TEXT NOT NULL,
         text_key TEXT NOT NULL,
         text TEXT NOT NULL,
         updated_at INTEGER NOT NULL,
         PRIMARY KEY (plugin_id, metric, language, text_key)
       ) STRICT, WITHOUT ROWID;
CREATE TABLE export_customers (plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
         file TEXT NOT NULL,
         customer TEXT NOT NULL,
         is_known INTEGER NOT NULL,
         is_chosen INTEGER NOT NULL,
         orders INTEGER NOT NULL,
         orders_since INTEGER NOT NULL,
         newest_order_at INTEGER NOT NULL,
         newest_order TEXT NOT NULL,
         PRIMARY KEY (plugin_id, file, customer)) STRICT, WITHOUT ROWID;
CREATE TABLE export_orders (
         plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
         file TEXT NOT NULL,
         order_number TEXT NOT NULL,
         first_line INTEGER NOT NULL,
         PRIMARY KEY (plugin_id, file, order_number)
       ) STRICT, WITHOUT ROWID;
CREATE TABLE export_problems (plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
         place INTEGER NOT NULL,
         code TEXT NOT NULL,
         reference TEXT NOT NULL,
         message TEXT NOT NULL,
         PRIMARY KEY (plugin_id, place)) STRICT, WITHOUT ROWID;
CREATE TABLE exports (plugin_id TEXT PRIMARY KEY REFERENCES plugins (id) ON DELETE CASCADE,
         state TEXT NOT NULL CHECK (state IN ('pending', 'paused', 'synchronised', 'failed', 'cancelled')),
         step TEXT NOT NULL CHECK (step IN ('reading', 'delivering')),
         revision INTEGER NOT NULL,
         plan TEXT NOT NULL,
         cursor TEXT,
         progress TEXT NOT NULL,
         tally TEXT NOT NULL,
         trouble TEXT,
         started_at INTEGER NOT NULL,
         updated_at INTEGER NOT NULL,
         finished_at INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE held_events (id INTEGER PRIMARY KEY AUTOINCREMENT,
         plugin_id TEXT NOT NULL,
         lane TEXT NOT NULL CHECK (lane IN ('live', 'history')),
         commerce_type TEXT NOT NULL,
         commerce_source TEXT NOT NULL,
         commerce_id TEXT NOT NULL,
         occurred_at INTEGER NOT NULL,
         received_at INTEGER NOT NULL,
         profile_key TEXT NOT NULL,
         order_number TEXT,
         commerce_event TEXT NOT NULL,
         reason_code TEXT NOT NULL,
         reason_message TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX held_events_unique ON held_events (plugin_id, commerce_type, commerce_source, commerce_id);
CREATE TABLE leases (account_id TEXT PRIMARY KEY,
         holder TEXT,
         token INTEGER NOT NULL,
         expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT,
         plugin_id TEXT NOT NULL,
         lane TEXT NOT NULL CHECK (lane IN ('live', 'history')),
         metric TEXT NOT NULL,
         unique_id TEXT NOT NULL,
         state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'dead', 'skipped')),
         attempts INTEGER NOT NULL DEFAULT 0,
         due_at INTEGER NOT NULL,
         occurred_at INTEGER NOT NULL,
         received_at INTEGER NOT NULL,
         settled_at INTEGER,
         profile_key TEXT NOT NULL,
         order_number TEXT,
         commerce_type TEXT NOT NULL,
         commerce_source TEXT NOT NULL,
         commerce_id TEXT NOT NULL,
         secrets TEXT,
         trace_parent TEXT,
         reason_code TEXT,
         reason_message TEXT,
         failure TEXT, export_started_at INTEGER) STRICT;
CREATE INDEX outbox_claim ON outbox (plugin_id, lane, due_at, id) WHERE state = 'pending';
CREATE INDEX outbox_kind ON outbox (plugin_id, lane, metric, state, id);
CREATE INDEX outbox_order ON outbox (order_number, id) WHERE order_number IS NOT NULL;
CREATE INDEX outbox_profile ON outbox (profile_key, id);
CREATE INDEX outbox_put_off ON outbox (plugin_id, lane, received_at) WHERE state = 'pending' AND due_at > received_at;
CREATE INDEX outbox_settled ON outbox (state, settled_at) WHERE settled_at IS NOT NULL;
CREATE UNIQUE INDEX outbox_unique ON outbox (plugin_id, metric, unique_id);
CREATE TABLE outbox_attempts (event_id INTEGER NOT NULL,
         at INTEGER NOT NULL,
         attempt INTEGER NOT NULL,
         code TEXT NOT NULL,
         status INTEGER,
         detail TEXT NOT NULL,
         request TEXT NOT NULL,
         PRIMARY KEY (event_id, at)) STRICT, WITHOUT ROWID;
CREATE TABLE outbox_counts (plugin_id TEXT NOT NULL,
         lane TEXT NOT NULL,
         metric TEXT NOT NULL,
         state TEXT NOT NULL,
         slot INTEGER NOT NULL,
         events INTEGER NOT NULL,
         PRIMARY KEY (plugin_id, lane, metric, state, slot)) STRICT, WITHOUT ROWID;
CREATE TABLE outbox_hours (hour INTEGER NOT NULL,
         plugin_id TEXT NOT NULL,
         metric TEXT NOT NULL,
         slot INTEGER NOT NULL,
         events INTEGER NOT NULL,
         PRIMARY KEY (hour, plugin_id, metric, slot)) STRICT, WITHOUT ROWID;
CREATE TABLE outbox_payloads (event_id INTEGER PRIMARY KEY,
         body TEXT NOT NULL,
         profile TEXT NOT NULL) STRICT;
CREATE TABLE password_links (user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
         hash TEXT NOT NULL UNIQUE,
         expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE plugin_changes (
         plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
         version INTEGER NOT NULL,
         changed_at INTEGER NOT NULL,
         author TEXT NOT NULL CHECK (author IN ('user', 'token', 'service')),
         user_id TEXT,
         fields TEXT NOT NULL,
         PRIMARY KEY (plugin_id, version)
       ) STRICT, WITHOUT ROWID;
CREATE TABLE plugins (id TEXT PRIMARY KEY,
         name TEXT NOT NULL,
         status TEXT NOT NULL CHECK (status IN ('active', 'inactive')),
         api_key TEXT NOT NULL,
         private_key TEXT,
         settings TEXT NOT NULL,
         version INTEGER NOT NULL,
         alarm TEXT,
         created_at INTEGER NOT NULL,
         updated_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX plugins_account ON plugins (api_key);
CREATE TABLE provisioned_objects (
         plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
         account_id TEXT NOT NULL,
         kind TEXT NOT NULL CHECK (kind IN ('template', 'flow', 'mail', 'tag', 'mapping', 'old_flow')),
         object_key TEXT NOT NULL,
         klaviyo_id TEXT NOT NULL,
         name TEXT NOT NULL,
         wanted_hash TEXT NOT NULL,
         found_hash TEXT NOT NULL,
         updated_at INTEGER NOT NULL,
         PRIMARY KEY (plugin_id, account_id, kind, object_key)
       ) STRICT, WITHOUT ROWID;
CREATE TABLE provisioning_runs (
         plugin_id TEXT PRIMARY KEY REFERENCES plugins (id) ON DELETE CASCADE,
         run_id TEXT NOT NULL,
         state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'paused')),
         progress TEXT NOT NULL,
         started_at INTEGER NOT NULL,
         alive_at INTEGER NOT NULL,
         ended_at INTEGER
       ) STRICT, WITHOUT ROWID;
CREATE TABLE push_keys (id TEXT PRIMARY KEY,
         plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
         name TEXT NOT NULL,
         prefix TEXT NOT NULL,
         hash TEXT NOT NULL UNIQUE,
         created_at INTEGER NOT NULL,
         revoked_at INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX push_keys_plugin ON push_keys (plugin_id, created_at);
CREATE TABLE recent_events (
         plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
         commerce_type TEXT NOT NULL,
         commerce_event TEXT NOT NULL,
         noted_at INTEGER NOT NULL,
         PRIMARY KEY (plugin_id, commerce_type)
       ) STRICT, WITHOUT ROWID;
CREATE TABLE refunds (plugin_id TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
         order_number TEXT NOT NULL,
         refund_id TEXT NOT NULL,
         is_first INTEGER NOT NULL CHECK (is_first IN (0, 1)),
         PRIMARY KEY (plugin_id, order_number, refund_id)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX refunds_first ON refunds (plugin_id, order_number) WHERE is_first = 1;
CREATE TABLE schema_versions (
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    works_with_software_of INTEGER NOT NULL
  );
CREATE TABLE sessions (id TEXT PRIMARY KEY,
         hash TEXT NOT NULL UNIQUE,
         user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
         browser TEXT NOT NULL,
         created_at INTEGER NOT NULL,
         seen_at INTEGER NOT NULL,
         expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_of_user ON sessions (user_id, seen_at);
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE sign_in_attempts (subject TEXT PRIMARY KEY,
         failures INTEGER NOT NULL,
         blocked_until INTEGER NOT NULL,
         last_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_attempts_last ON sign_in_attempts (last_at);
CREATE TABLE users (id TEXT PRIMARY KEY,
         email TEXT UNIQUE,
         name TEXT NOT NULL,
         role TEXT NOT NULL CHECK (role IN ('viewer', 'editor', 'owner')),
         password TEXT,
         created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE workers (holder TEXT PRIMARY KEY,
         expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
