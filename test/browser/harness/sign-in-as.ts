import { z } from "zod";
import type { Role } from "../../../src/users/role.ts";

export const PASSWORD = "correct horse battery";

/** What a browser says of a request that comes from the service's own page. */
export const FROM_OWN_PAGE = { "sec-fetch-site": "same-origin" };

const invitedSchema = z.object({ user: z.object({ id: z.string() }), link: z.object({ url: z.string() }) });

interface Service {
  readonly url: string;
  admin(method: string, path: string, body?: unknown): Promise<unknown>;
}

/** A new user of the role, with a password and a session: the cookie as a request carries it. */
export async function signInAs(service: Service, role: Role, email = `${role}@fjallform.com`) {
  const invited = invitedSchema.parse(await service.admin("POST", "/users", { email, name: `The ${role}`, role }));
  const answer = await fetch(new URL("/v1/password-link", service.url), {
    method: "POST",
    headers: { ...FROM_OWN_PAGE, "content-type": "application/json" },
    body: JSON.stringify({ secret: new URL(invited.link.url).hash.slice(1), password: PASSWORD }),
  });
  const [cookie = ""] = answer.headers.getSetCookie()[0]?.split(";") ?? [];
  if (!answer.ok) throw new Error(`No password was set: ${await answer.text()}`);
  return { id: invited.user.id, email, cookie };
}
