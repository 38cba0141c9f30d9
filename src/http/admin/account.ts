import type { Users } from "../../users/users.ts";
import { requireUser, roleOf } from "../access/actor.ts";
import type { SessionCookie } from "../access/session-cookie.ts";
import type { Operation } from "../openapi/operation.ts";
import { HttpProblem } from "../problems/problem.ts";
import { delayAsProblem } from "../sign-in/routes.ts";
import { meSchema, passwordChangeSchema, sessionListSchema, sessionParamsSchema } from "../sign-in/schemas.ts";
import type { ZodServer } from "../validation.ts";

interface AccountRoutes {
  readonly users: Users;
  readonly cookie: SessionCookie;
}

/** `/v1/admin/me`: the own account. Open to every role. */
export function addAccountRoutes(server: ZodServer, { users, cookie }: AccountRoutes): void {
  server.get(
    "/v1/admin/me",
    {
      config: operation({
        operationId: "showMe",
        summary: "Who is asking",
        answer: { status: 200, description: "The user and what they may do.", schema: meSchema },
        problems: [],
      }),
    },
    async ({ actor }) => ({
      user: actor?.kind === "user" ? actor.user : null,
      role: actor === null ? "viewer" : roleOf(actor),
    }),
  );

  server.put(
    "/v1/admin/me/password",
    {
      schema: { body: passwordChangeSchema },
      config: operation({
        operationId: "changePassword",
        summary: "Change the own password",
        description: "Every other session ends.",
        answer: { status: 204, description: "It is changed." },
        problems: ["request_invalid", "sign_in_refused", "sign_in_delayed", "session_needed"],
      }),
    },
    async (request, reply) => {
      const { user, session } = requireUser(request);
      const change = { ...request.body, address: request.ip, sessionId: session.id };
      await users.changePassword(user.id, change).catch((error: unknown) => {
        throw passwordAsField(delayAsProblem(error));
      });
      return reply.code(204).send();
    },
  );

  server.get(
    "/v1/admin/me/sessions",
    {
      config: operation({
        operationId: "listMySessions",
        summary: "Where the own account is signed in",
        answer: { status: 200, description: "Last used first.", schema: sessionListSchema },
        problems: ["session_needed"],
      }),
    },
    async (request) => {
      const { user, session } = requireUser(request);
      const found = await users.sessions.list(user.id);
      return { sessions: found.map((one) => ({ ...one, isCurrent: one.id === session.id })) };
    },
  );

  server.delete(
    "/v1/admin/me/sessions",
    {
      config: operation({
        operationId: "signOutEverywhere",
        summary: "Sign out everywhere",
        answer: { status: 204, description: "No session of the own account is left, this one neither." },
        problems: ["session_needed"],
      }),
    },
    async (request, reply) => {
      await users.sessions.endAll(requireUser(request).user.id);
      cookie.clear(request, reply);
      return reply.code(204).send();
    },
  );

  server.delete(
    "/v1/admin/me/sessions/:session",
    {
      schema: { params: sessionParamsSchema },
      config: operation({
        operationId: "endMySession",
        summary: "Sign out one browser",
        answer: { status: 204, description: "Its session has ended." },
        problems: ["session_needed", "session_not_found"],
      }),
    },
    async (request, reply) => {
      const { user } = requireUser(request);
      if (!(await users.sessions.end(user.id, request.params.session)))
        throw new HttpProblem("session_not_found", "There is no such session; it may have ended already.");
      return reply.code(204).send();
    },
  );
}

/** The current password is a field of a form here, and no question of who is asking. */
function passwordAsField(error: unknown): unknown {
  if (!(error instanceof Error && "code" in error && error.code === "sign_in_refused")) return error;
  const detail = "This is not your current password.";
  return new HttpProblem("request_invalid", detail, { errors: [{ pointer: "/current", detail }] });
}

function operation(given: Omit<Operation, "tag" | "security" | "role">): { operation: Operation } {
  const problems = ["key_missing", "key_refused", "session_ended", ...given.problems] as const;
  return { operation: { ...given, tag: "Admin: account", security: "adminToken", role: "viewer", problems } };
}
