import type { FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "../../observability/logger.ts";
import { LinkInvalidError, SignInDelayedError, SignInRefusedError } from "../../users/errors.ts";
import type { User, Users } from "../../users/users.ts";
import { requireSameOrigin } from "../access/same-origin.ts";
import type { SessionCookie } from "../access/session-cookie.ts";
import { HttpProblem } from "../problems/problem.ts";
import type { ZodServer } from "../validation.ts";
import { linkOwnerSchema, linkSchema, newPasswordSchema, signInSchema, userSchema } from "./schemas.ts";

interface SignInParts {
  readonly users: Users;
  readonly cookie: SessionCookie;
  readonly publicOrigin: string | null;
  readonly logger: Logger;
}

const tag = "Sign-in";
const security = "none";

/** `/v1/session` and `/v1/password-link`: how a browser gets its session. Everything here is asked by somebody who is nobody yet. */
export function addSignInRoutes(server: ZodServer, { users, cookie, publicOrigin, logger }: SignInParts): void {
  server.addHook("onRequest", async (request) => requireSameOrigin(request, publicOrigin));
  server.addHook("onSend", async (_request, reply) => void reply.header("cache-control", "no-store"));

  /** Always a new session under a new secret, whatever cookie the browser came with; that one's session ends. */
  async function openSession(request: FastifyRequest, reply: FastifyReply, user: User): Promise<void> {
    await endSession(request);
    const { secret } = await users.sessions.open(user.id, request.headers["user-agent"] ?? "");
    cookie.set(request, reply, secret);
    logger.info({ audit: true, who: `user ${user.id}`, requestId: request.id }, "signed in");
  }

  async function endSession(request: FastifyRequest): Promise<void> {
    const secret = cookie.read(request);
    const found = secret === undefined ? null : await users.sessions.find(secret);
    if (found !== null) await users.sessions.end(found.user.id, found.session.id);
  }

  server.post(
    "/v1/session",
    {
      schema: { body: signInSchema },
      config: {
        operation: {
          operationId: "signIn",
          tag,
          security,
          summary: "Sign in to the web app",
          description: "Sets the session's cookie. Scripts use the admin token instead.",
          answer: { status: 200, description: "Who it is.", schema: userSchema },
          problems: ["request_invalid", "sign_in_refused", "sign_in_delayed", "cross_site_refused"],
        },
      },
    },
    async (request, reply) => {
      const user = await users.signIn({ ...request.body, address: request.ip }).catch((error: unknown) => {
        if (error instanceof SignInRefusedError)
          logger.warn({ audit: true, requestId: request.id }, "a sign-in was refused");
        throw delayAsProblem(error);
      });
      await openSession(request, reply, user);
      return user;
    },
  );

  server.delete(
    "/v1/session",
    {
      config: {
        operation: {
          operationId: "signOut",
          tag,
          security,
          summary: "Sign out",
          answer: { status: 204, description: "The session has ended, if there was one." },
          problems: ["cross_site_refused"],
        },
      },
    },
    async (request, reply) => {
      await endSession(request);
      cookie.clear(request, reply);
      return reply.code(204).send();
    },
  );

  server.post(
    "/v1/password-link/look",
    {
      schema: { body: linkSchema },
      config: {
        operation: {
          operationId: "lookAtPasswordLink",
          tag,
          security,
          summary: "See whose a link is",
          answer: { status: 200, description: "Whose password it sets.", schema: linkOwnerSchema },
          problems: ["request_invalid", "link_invalid", "cross_site_refused"],
        },
      },
    },
    async (request) => {
      const user = await users.lookAtLink(request.body.secret);
      if (user === null) throw new LinkInvalidError();
      const { email, name, role } = user;
      return { email, name, role };
    },
  );

  server.post(
    "/v1/password-link",
    {
      schema: { body: newPasswordSchema },
      config: {
        operation: {
          operationId: "setPassword",
          tag,
          security,
          summary: "Set a password with a link, and sign in",
          description: "The link is used up, and every other session of the user ends.",
          answer: { status: 200, description: "Who it is.", schema: userSchema },
          problems: ["request_invalid", "link_invalid", "user_exists", "cross_site_refused"],
        },
      },
    },
    async (request, reply) => {
      const { secret, ...chosen } = request.body;
      const user = await users.setPasswordByLink(secret, chosen);
      await openSession(request, reply, user);
      return user;
    },
  );
}

/** With the header that says when it may be tried again. */
export function delayAsProblem(error: unknown): unknown {
  if (!(error instanceof SignInDelayedError)) return error;
  const headers = { "retry-after": String(Math.ceil(error.retryAfterMs / 1_000)) };
  return new HttpProblem("sign_in_delayed", error.message, { headers });
}
