import { firstSchema } from "./0001-first-schema.ts";
import { centraSource } from "./0002-centra-source.ts";
import { users } from "./0003-users.ts";
import { historicalExports } from "./0004-historical-exports.ts";
import { activity } from "./0005-activity.ts";
import { emailTexts } from "./0006-email-texts.ts";
import { recentEvents } from "./0007-recent-events.ts";
import { provisionedObjects } from "./0009-provisioned-objects.ts";
import { pluginChanges } from "./0010-plugin-changes.ts";
import { exportOrders } from "./0011-export-orders.ts";
import { adminChanges } from "./0012-admin-changes.ts";
import type { Migration } from "./migration.ts";

/** Every step, in order. */
export const MIGRATIONS: readonly Migration[] = [
  firstSchema,
  centraSource,
  users,
  historicalExports,
  activity,
  emailTexts,
  recentEvents,
  provisionedObjects,
  pluginChanges,
  exportOrders,
  adminChanges,
];
