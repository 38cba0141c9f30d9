import { type Command, Option } from "commander";
import { z } from "zod";
import { ROLES } from "../users/role.ts";
import { terminalOf, withService } from "./command-context.ts";
import { CommandError, EXIT } from "./exit-codes.ts";
import type { ServiceConnection } from "./service-connection.ts";
import { formatTable, formatTime } from "./terminal.ts";

const userSchema = z.looseObject({
  id: z.string(),
  email: z.string().nullable(),
  name: z.string(),
  role: z.enum(ROLES),
  hasPassword: z.boolean(),
  createdAt: z.number(),
});
type User = z.infer<typeof userSchema>;

const listSchema = z.object({ users: z.array(userSchema) });
const linkSchema = z.object({ url: z.string(), expiresAt: z.number() });
const invitedSchema = z.object({ user: userSchema, link: linkSchema });

const USERS = "/v1/admin/users";

/** `user list|add|link|role|remove`: who may use the web app. */
export function addUserCommand(program: Command): void {
  const user = program.command("user").description("Who may use the web app.");
  const roleOption = () =>
    new Option(
      "--role <role>",
      "viewer: looks; editor: changes plugins and sends again; owner: also decides who may",
    ).choices([...ROLES]);

  user
    .command("list")
    .description("List the users.")
    .action(async (_options, command: Command) => {
      const users = await withService(listUsers);
      terminalOf(command).answer(users, () => (users.length === 0 ? "No user yet." : formatUsers(users)));
    });

  user
    .command("add <email>")
    .description("Add a user, and print the link with which they set their password.")
    .addOption(roleOption().default("viewer"))
    .option("--name <name>", "what they are called", "")
    .action(async (email: string, options: { role: string; name: string }, command: Command) => {
      const body = { email, ...options };
      const invited = invitedSchema.parse(
        await withService((service) => service.call({ method: "POST", path: USERS, body })),
      );
      terminalOf(command).answer(invited, () => invited.link.url);
      terminalOf(command).remark(explainLink(invited.link.expiresAt));
    });

  user
    .command("link [email]")
    .description("Print a new link with which a user sets a password: the owner's, when no address is given.")
    .action(async (email: string | undefined, _options, command: Command) => {
      const link = await withService(async (service) => {
        const { id } = findUser(await listUsers(service), email);
        return linkSchema.parse(await service.call({ method: "POST", path: `${pathOf(id)}/link` }));
      });
      terminalOf(command).answer(link, () => link.url);
      terminalOf(command).remark(explainLink(link.expiresAt));
    });

  user
    .command("role <email>")
    .description("Change what a user may do.")
    .addOption(roleOption().makeOptionMandatory())
    .action(async (email: string, options: { role: string }, command: Command) => {
      const changed = await withService(async (service) => {
        const { id } = findUser(await listUsers(service), email);
        return userSchema.parse(
          await service.call({ method: "PATCH", path: pathOf(id), body: { role: options.role } }),
        );
      });
      terminalOf(command).answer(changed, () => formatUsers([changed]));
    });

  user
    .command("remove <email>")
    .description("Remove a user, who is signed out everywhere.")
    .action(async (email: string, _options, command: Command) => {
      await withService(async (service) => {
        const { id } = findUser(await listUsers(service), email);
        await service.call({ method: "DELETE", path: pathOf(id) });
      });
      terminalOf(command).answer({ removed: email }, () => `Removed ${email}.`);
    });
}

async function listUsers(service: ServiceConnection): Promise<User[]> {
  return listSchema.parse(await service.call({ method: "GET", path: USERS })).users;
}

function findUser(users: readonly User[], email: string | undefined): User {
  const owners = users.filter(({ role }) => role === "owner");
  if (email === undefined && owners.length > 1)
    throw new CommandError("There are several owners: say whose link by the e-mail address.", EXIT.usage);
  const found =
    email === undefined ? owners[0] : users.find((user) => user.email === email.toLowerCase() || user.id === email);
  if (found !== undefined) return found;
  throw new CommandError(
    email === undefined ? "There is no owner yet: start the service once." : `There is no user ${email}.`,
    EXIT.notFound,
  );
}

function explainLink(expiresAt: number): string {
  return `It sets the password once, until ${formatTime(expiresAt)} (UTC).`;
}

function pathOf(id: string): string {
  return `${USERS}/${encodeURIComponent(id)}`;
}

function formatUsers(users: readonly User[]): string {
  return formatTable(
    ["e-mail", "name", "role", "password", "added"],
    users.map(({ email, name, role, hasPassword, createdAt }) => [
      email ?? "–",
      name || "–",
      role,
      hasPassword ? "set" : "not yet",
      formatTime(createdAt),
    ]),
  );
}
