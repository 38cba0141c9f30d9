import type { FastifyRequest } from "fastify";
import type { ChangeAuthor } from "../../changes/change.ts";
import type { Role } from "../../users/role.ts";
import type { Session, User } from "../../users/users.ts";
import { HttpProblem } from "../problems/problem.ts";

/** Who asks the admin API: somebody in a browser, or whoever has the admin token. */
export type Actor =
  | { readonly kind: "user"; readonly user: User; readonly session: Session }
  | { readonly kind: "token" };

declare module "fastify" {
  interface FastifyRequest {
    /** null until it is known, and outside the admin API. */
    actor: Actor | null;
  }
}

export function roleOf(actor: Actor): Role {
  return actor.kind === "user" ? actor.user.role : "owner";
}

/**
 * Who is signed in, for what concerns their own account.
 * @throws HttpProblem session_needed for the admin token, which is nobody's.
 */
export function requireUser({ actor }: FastifyRequest): Extract<Actor, { kind: "user" }> {
  if (actor?.kind === "user") return actor;
  throw new HttpProblem("session_needed", "The admin token is nobody's account. Sign in to the web app for this.");
}

/** Who stands behind a request that changes something. */
export function authorOf({ actor }: FastifyRequest): ChangeAuthor {
  return actor?.kind === "user" ? { kind: "user", userId: actor.user.id } : { kind: "token" };
}
