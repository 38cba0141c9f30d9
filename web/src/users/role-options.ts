import type { Role } from "../account/use-me.ts";
import { texts } from "../texts/texts.ts";

const ROLES: readonly Role[] = ["viewer", "editor", "owner"];

/** For a select, from the least to the most. */
export const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, label: texts.users.roles[role] }));
