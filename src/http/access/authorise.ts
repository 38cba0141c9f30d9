import type { FastifyRequest } from "fastify";
import { type Role, roleAllows } from "../../users/role.ts";
import type { Users } from "../../users/users.ts";
import { readBearer } from "../bearer.ts";
import { HttpProblem } from "../problems/problem.ts";
import { type Actor, roleOf } from "./actor.ts";
import { requireSameOrigin } from "./same-origin.ts";
import type { SessionCookie } from "./session-cookie.ts";

/** Whether this is the admin token; compares in constant time. */
export type AdminTokenCheck = (token: string) => boolean | Promise<boolean>;

export interface AdminAccess {
  readonly isAdminToken: AdminTokenCheck;
  /** Absent: the admin token alone opens the admin API. */
  readonly users?: Users | undefined;
  readonly cookie: SessionCookie;
  readonly publicOrigin: string | null;
}

/** Methods that change nothing. */
export const READING: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/**
 * Stands before every route of the admin API, before anything of a request is read: it lets the admin token do everything, and
 * somebody who is signed in what their role allows. Reading needs a viewer, anything else an editor, unless the route's operation names a role.
 */
export function authoriseAdmin(access: AdminAccess): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const actor = await recogniseActor(request, access);
    const needed = neededRole(request);
    if (!roleAllows(roleOf(actor), needed))
      throw new HttpProblem("role_insufficient", `This needs the role ${needed}; yours is ${roleOf(actor)}.`);
    request.actor = actor;
  };
}

function neededRole({ method, routeOptions }: FastifyRequest): Role {
  return routeOptions.config.operation?.role ?? (READING.has(method) ? "viewer" : "editor");
}

async function recogniseActor(
  request: FastifyRequest,
  { isAdminToken, users, cookie, publicOrigin }: AdminAccess,
): Promise<Actor> {
  const secret = users === undefined ? undefined : cookie.read(request);
  if (request.headers.authorization !== undefined || secret === undefined) {
    if (await isAdminToken(readBearer(request.headers.authorization))) return { kind: "token" };
    throw new HttpProblem("key_refused", "The token is not the admin token of this service.");
  }
  if (!READING.has(request.method)) requireSameOrigin(request, publicOrigin);
  const found = await users?.sessions.find(secret);
  if (found == null) throw new HttpProblem("session_ended", "Your session has ended. Sign in again.");
  return { kind: "user", ...found };
}
