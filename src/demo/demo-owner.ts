import { randomBytes } from "node:crypto";
import { request as send } from "undici";

/** With whom the web app of the demo is looked at; ends with it. */
export interface DemoOwner {
  readonly email: string;
  readonly password: string;
}

/** Uses the link of the first start, as a person in a browser would, so that nobody has to before looking around. */
export async function setDemoPassword(ownerLink: string): Promise<DemoOwner> {
  const owner = { email: "anna@fjallform.com", password: `fjall-${randomBytes(6).toString("hex")}` };
  const { origin, hash } = new URL(ownerLink);
  const answer = await send(new URL("/v1/password-link", origin), {
    method: "POST",
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
    body: JSON.stringify({ secret: hash.slice(1), name: "Anna", ...owner }),
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`The demo's owner has no password: ${text}`);
  return owner;
}
