import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import type { Me } from "../api/api-types.ts";
import { answerOf, api } from "../api/client.ts";

export type Role = Me["role"];

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: () => answerOf(api.GET("/v1/admin/me")),
  staleTime: 60_000,
});

/** Who is signed in, and what they may do. Inside the shell only, which is shown when it is known. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

const ROLES: readonly Role[] = ["viewer", "editor", "owner"];

export function roleAllows(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** Whether who is signed in may do what needs the role: hide what they may not. The service refuses it in any case. */
export function useMay(needed: Role): boolean {
  return roleAllows(useMe().role, needed);
}
