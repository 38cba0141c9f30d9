import type { Generated } from "kysely";

/** Who did what to the service. */
export interface AdminChangesTable {
  id: Generated<number>;
  changed_at: number;
  kind: string;
  author: "user" | "token" | "service";
  /** The user who did it. */
  author_id: string | null;
  plugin_id: string | null;
  /** The user it was done to. */
  user_id: string | null;
  name: string | null;
  count: number | null;
  /** JSON array of a field with its value before and after. */
  fields: string;
}
