import type { Users } from "../../users/users.ts";
import { authorOf } from "../access/actor.ts";
import type { Operation } from "../openapi/operation.ts";
import { showLink } from "../sign-in/password-url.ts";
import {
  invitedSchema,
  newUserSchema,
  passwordLinkSchema,
  userChangeSchema,
  userListSchema,
  userParamsSchema,
  userSchema,
} from "../sign-in/schemas.ts";
import type { ZodServer } from "../validation.ts";

interface UserRoutes {
  readonly users: Users;
  readonly publicOrigin: string | null;
}

/** `/v1/admin/users`: who may use the web app. For owners alone. */
export function addUserRoutes(server: ZodServer, { users, publicOrigin }: UserRoutes): void {
  server.get(
    "/v1/admin/users",
    {
      config: operation({
        operationId: "listUsers",
        summary: "List the users",
        answer: { status: 200, description: "By role, then name.", schema: userListSchema },
        problems: [],
      }),
    },
    async () => ({ users: await users.list() }),
  );

  server.post(
    "/v1/admin/users",
    {
      schema: { body: newUserSchema },
      config: operation({
        operationId: "inviteUser",
        summary: "Add a user",
        description: "Hand the link on to the user, who sets the password with it. Nothing is mailed.",
        answer: { status: 201, description: "The user and the link, shown this once.", schema: invitedSchema },
        problems: ["request_invalid", "user_exists"],
      }),
    },
    async (request, reply) => {
      const { user, link } = await users.invite(request.body, authorOf(request));
      reply.code(201).header("location", `/v1/admin/users/${user.id}`);
      return { user, link: showLink(request, publicOrigin, link) };
    },
  );

  server.patch(
    "/v1/admin/users/:user",
    {
      schema: { params: userParamsSchema, body: userChangeSchema },
      config: operation({
        operationId: "changeUser",
        summary: "Change a user's name or role",
        description: "It holds from the user's next request on.",
        answer: { status: 200, description: "The user as it is now.", schema: userSchema },
        problems: ["request_invalid", "user_not_found", "last_owner"],
      }),
    },
    async (request) => users.change(request.params.user, request.body, authorOf(request)),
  );

  server.delete(
    "/v1/admin/users/:user",
    {
      schema: { params: userParamsSchema },
      config: operation({
        operationId: "removeUser",
        summary: "Remove a user, who is signed out everywhere",
        answer: { status: 204, description: "The user is gone." },
        problems: ["user_not_found", "last_owner"],
      }),
    },
    async (request, reply) => {
      await users.remove(request.params.user, authorOf(request));
      return reply.code(204).send();
    },
  );

  server.post(
    "/v1/admin/users/:user/link",
    {
      schema: { params: userParamsSchema },
      config: operation({
        operationId: "makePasswordLink",
        summary: "Make a link with which a user sets a new password",
        description: "An earlier link is void. The old password works until the link is used.",
        answer: { status: 200, description: "The link, shown this once.", schema: passwordLinkSchema },
        problems: ["user_not_found"],
      }),
    },
    async (request) => showLink(request, publicOrigin, await users.makeLink(request.params.user, authorOf(request))),
  );
}

function operation(given: Omit<Operation, "tag" | "security" | "role">): { operation: Operation } {
  const problems = ["key_missing", "key_refused", "session_ended", "role_insufficient", ...given.problems] as const;
  return { operation: { ...given, tag: "Admin: users", security: "adminToken", role: "owner", problems } };
}
