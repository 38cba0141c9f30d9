import type {
  CentraConnectionsTable,
  CentraObjectsTable,
  CentraProblemsTable,
  CentraProgressTable,
  CentraQueueTable,
} from "./tables/centra.ts";
import type { AdminChangesTable } from "./tables/changes.ts";
import type { EmailTextsTable, ProvisionedObjectsTable, ProvisioningRunsTable } from "./tables/emails.ts";
import type { ExportCustomersTable, ExportOrdersTable, ExportProblemsTable, ExportsTable } from "./tables/exports.ts";
import type {
  AccountHealthTable,
  HeldEventsTable,
  LeasesTable,
  OutboxAttemptsTable,
  OutboxCountsTable,
  OutboxHoursTable,
  OutboxPayloadsTable,
  OutboxTable,
  RefundsTable,
  WorkersTable,
} from "./tables/outbox.ts";
import type {
  PluginChangesTable,
  PluginsTable,
  PushKeysTable,
  RecentEventsTable,
  SettingsTable,
} from "./tables/plugins.ts";
import type { PasswordLinksTable, SessionsTable, SignInAttemptsTable, UsersTable } from "./tables/users.ts";

/** The tables as queries see them, in `tables/` by what they are for; `migrations/` makes them, `schema.*.sql` shows them. Times are milliseconds since the epoch. */
export interface Schema {
  plugins: PluginsTable;
  plugin_changes: PluginChangesTable;
  admin_changes: AdminChangesTable;
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
  export_orders: ExportOrdersTable;
  provisioned_objects: ProvisionedObjectsTable;
  provisioning_runs: ProvisioningRunsTable;
}
