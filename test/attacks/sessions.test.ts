import { hash } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { cookieOf, FROM_OWN_PAGE, PASSWORD, startAttackedService } from "./start-attacked-service.ts";

type Service = Awaited<ReturnType<typeof startAttackedService>>;

const statusWith = async ({ ask }: Service, cookie: string) =>
  (await ask({ url: "/v1/admin/me", headers: { cookie } })).statusCode;

test("a cookie that is not the very one opens nothing", async () => {
  const service = await startAttackedService();
  const { cookie } = await service.signInAs("owner");
  const [name = "", secret = ""] = cookie.split("=");
  const flipped = secret.slice(0, -2) + (secret.at(-2) === "A" ? "B" : "A") + secret.at(-1);
  const forgeries = [
    flipped,
    secret.slice(0, -1),
    `${secret}A`,
    secret.toLowerCase(),
    secret.slice(3),
    hash("sha256", secret, "hex"),
    `${secret}.signature`,
    encodeURIComponent(`${secret}\0`),
  ];
  expect(await statusWith(service, cookie)).toBe(200);
  for (const forged of forgeries)
    expect([forged, await statusWith(service, `${name}=${forged}`)]).toEqual([forged, 401]);
  expect(await statusWith(service, `other=${secret}`)).toBe(401);
});

test("what the database keeps opens nothing, should it be stolen", async () => {
  const service = await startAttackedService();
  const { cookie, id } = await service.signInAs("owner");
  await service.admin("POST", `/v1/admin/users/${id}/link`);
  const [name = "", secret = ""] = cookie.split("=");
  await service.app.stop();
  const database = new DatabaseSync(join(service.dataDir, "centra-klaviyo.sqlite"), { readOnly: true });
  const tables = ["users", "sessions", "password_links", "sign_in_attempts", "settings"];
  const kept = JSON.stringify(tables.map((table) => database.prepare(`SELECT * FROM ${table}`).all()));
  database.close();
  expect(kept).toContain(id);
  for (const hidden of [secret, PASSWORD, service.app.localToken]) expect(kept).not.toContain(hidden);
  const values = [...kept.matchAll(/"([^"]{20,})"/g)].map((match) => match[1] ?? "");
  expect(values.length).toBeGreaterThan(2);
  const again = await startAttackedService();
  for (const value of values) expect(await statusWith(again, `${name}=${encodeURIComponent(value)}`)).toBe(401);
});

test("a session that has ended does not come back", async () => {
  const service = await startAttackedService();
  const { cookie, email, id } = await service.signInAs("owner");
  const own = { ...FROM_OWN_PAGE, cookie };
  const signOut = await service.ask({ method: "DELETE", url: "/v1/session", headers: own });
  expect([signOut.statusCode, cookieOf(signOut)]).toEqual([204, ""]);
  expect(await statusWith(service, cookie)).toBe(401);

  const [one, two] = [await service.signIn(email, PASSWORD), await service.signIn(email, PASSWORD)].map(cookieOf);
  const everywhere = { ...FROM_OWN_PAGE, cookie: one ?? "" };
  expect((await service.ask({ method: "DELETE", url: "/v1/admin/me/sessions", headers: everywhere })).statusCode).toBe(
    204,
  );
  for (const ended of [one, two]) expect(await statusWith(service, ended ?? "")).toBe(401);

  const third = cookieOf(await service.signIn(email, PASSWORD));
  const link = (await service.admin("POST", `/v1/admin/users/${id}/link`)).json().url;
  await service.setPassword(new URL(link).hash.slice(1));
  expect(await statusWith(service, third)).toBe(401);
});

test("nobody's session can be ended, or seen, by another user", async () => {
  const service = await startAttackedService();
  const anna = await service.signInAs("owner");
  const bo = await service.signInAs("viewer");
  const list = async (cookie: string) =>
    (await service.ask({ url: "/v1/admin/me/sessions", headers: { cookie } })).json().sessions;
  const [session] = await list(anna.cookie);
  expect((await list(bo.cookie)).map(({ id }: { id: string }) => id)).not.toContain(session.id);
  const url = `/v1/admin/me/sessions/${session.id}`;
  const answer = await service.ask({ method: "DELETE", url, headers: { ...FROM_OWN_PAGE, cookie: bo.cookie } });
  expect(answer.statusCode).toBe(404);
  expect(await statusWith(service, anna.cookie)).toBe(200);
});

test("a session that somebody else began is not taken over by signing in", async () => {
  const service = await startAttackedService();
  const attacker = await service.signInAs("viewer");
  const victim = await service.addUser("owner");
  await service.setPassword(victim.secret);
  for (const planted of [attacker.cookie, "centra_klaviyo_session=us_planted"]) {
    const answer = await service.signIn(victim.email, PASSWORD, { cookie: planted });
    expect(cookieOf(answer)).toMatch(/=us_/);
    expect(cookieOf(answer)).not.toBe(planted);
    expect(await statusWith(service, planted)).toBe(401);
  }
});

test("the cookie is out of reach of scripts and other sites, and over HTTPS bound to the host", async () => {
  const plain = await startAttackedService();
  const { secret } = await plain.addUser("viewer");
  expect((await plain.setPassword(secret)).headers["set-cookie"]).toMatch(
    /^centra_klaviyo_session=us_[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Strict$/,
  );
  const secure = await startAttackedService({ PUBLIC_URL: "https://klaviyo.shop.example" });
  const other = await secure.addUser("viewer");
  expect((await secure.setPassword(other.secret)).headers["set-cookie"]).toMatch(
    /^__Host-centra_klaviyo_session=us_[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
});

test("links lead to the address that the operator has set, whatever host a request names", async () => {
  const { ask, app } = await startAttackedService({ PUBLIC_URL: "https://klaviyo.shop.example" });
  const headers = {
    authorization: `Bearer ${app.localToken}`,
    host: "evil.example",
    "x-forwarded-host": "evil.example",
  };
  const payload = { email: "bo@shop.example", role: "viewer" };
  const answer = await ask({ method: "POST", url: "/v1/admin/users", headers, payload });
  expect(answer.json().link.url).toMatch(/^https:\/\/klaviyo\.shop\.example\/app\/set-password#ul_/);
});
