/** From the least to the most. viewer: looks. editor: changes plugins and sends again. owner: also decides who may. */
export const ROLES = ["viewer", "editor", "owner"] as const;

export type Role = (typeof ROLES)[number];

/** Whether somebody of the role may do what needs the other. */
export function roleAllows(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
