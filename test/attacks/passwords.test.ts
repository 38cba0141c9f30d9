import { expect, onTestFinished, test, vi } from "vitest";
import { describeOnBothEngines } from "../databases.ts";
import { startHttpService } from "../http-service.ts";
import { FROM_OWN_PAGE, PASSWORD, startAttackedService } from "./start-attacked-service.ts";

/** The clock stands still, so that no delay runs out while passwords are compared, however long that takes. */
function stopTheClock(): void {
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
}

test("guessing is slowed, and the answers tell nothing of who there is", async () => {
  stopTheClock();
  const { addUser, setPassword, signIn } = await startAttackedService();
  const { secret, email } = await addUser("owner");
  await setPassword(secret);
  const guess = (account: string) =>
    Promise.all(Array.from({ length: 8 }, (_, index) => signIn(account, `guess number ${index}`)));
  const known = await guess(email);
  const unknown = await guess("nobody@shop.example");
  const refusals = (answers: typeof known) => answers.map(({ statusCode }) => statusCode).toSorted();
  expect(refusals(known)).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
  expect(refusals(unknown)).toEqual(refusals(known));
  const words = (answers: typeof known) =>
    answers
      .filter(({ statusCode }) => statusCode === 401)
      .map((answer) => ({ ...answer.json(), instance: "", cookies: answer.cookies }));
  expect(words(known)).toEqual(words(unknown));
  const delayed = known.find(({ statusCode }) => statusCode === 429);
  expect(delayed?.json()).toMatchObject({ code: "sign_in_delayed" });
  expect(Number(delayed?.headers["retry-after"])).toBeGreaterThan(0);
});

test("behind a trusted proxy attempts are counted by the client's address, and nobody else may say what that is", async () => {
  stopTheClock();
  const spread = async (environment: Record<string, string>) => {
    const { signIn } = await startAttackedService(environment);
    const statuses = [];
    for (let guess = 1; guess <= 24; guess += 1) {
      const answer = await signIn(`user-${guess}@shop.example`, "guess", { "x-forwarded-for": `203.0.113.${guess}` });
      statuses.push(answer.statusCode);
    }
    return statuses;
  };
  expect(await spread({})).toContain(429);
  expect(await spread({ TRUSTED_PROXIES: "127.0.0.1" })).not.toContain(429);
});

test("a link is guessed by nobody and used by one", async () => {
  const { ask, addUser, setPassword } = await startAttackedService();
  const { secret } = await addUser("owner");
  for (const guess of ["", "ul_", secret.slice(0, -1), `${secret}x`, secret.toUpperCase()]) {
    const look = {
      method: "POST",
      url: "/v1/password-link/look",
      headers: FROM_OWN_PAGE,
      payload: { secret: guess },
    } as const;
    expect([guess, (await ask(look)).statusCode]).toEqual([guess, 410]);
  }
  const uses = await Promise.all([setPassword(secret), setPassword(secret), setPassword(secret)]);
  expect(uses.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 410, 410]);
});

describeOnBothEngines("secrets", (open) => {
  test("are in no answer but the one that hands them over, and in no line of the log", async () => {
    const { call, admin, users, log } = await startHttpService(await open());
    const privateKey = "pk_never_to_be_seen_again";
    const email = "anna@shop.example";
    await admin("/plugins", { body: { id: "secret", name: "Secret", privateKey } });
    const invited = await admin("/users", { body: { email, role: "owner" } });
    const link = /#(ul_[\w-]+)/.exec(invited.text)?.[1] ?? "";
    const set = await call("/v1/password-link", { body: { secret: link, password: PASSWORD }, headers: FROM_OWN_PAGE });
    const cookie = set.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const session = cookie.split("=")[1] ?? "";
    expect([link, session].every((secret) => secret.length > 40)).toBe(true);
    const asOwner = { headers: { ...FROM_OWN_PAGE, cookie } };
    const reads = [
      "/v1/admin/me",
      "/v1/admin/me/sessions",
      "/v1/admin/users",
      "/v1/admin/plugins",
      "/v1/admin/plugins/secret",
    ];
    const answers = [set];
    for (const path of [...reads, "/openapi.json", "/docs", "/nowhere"]) answers.push(await call(path, asOwner));
    const wrong = { current: PASSWORD, next: "short" };
    answers.push(await call("/v1/admin/me/password", { ...asOwner, method: "PUT", body: wrong }));
    answers.push(await call("/v1/session", { body: { email, password: `${PASSWORD}!` }, headers: FROM_OWN_PAGE }));
    answers.push(
      await call("/v1/password-link", { body: { secret: link, password: PASSWORD }, headers: FROM_OWN_PAGE }),
    );
    const hashes = await users.list();
    for (const { text } of answers) {
      for (const secret of [PASSWORD, link, session, privateKey, "scrypt$"]) expect(text).not.toContain(secret);
    }
    for (const secret of [PASSWORD, link, session, privateKey, "scrypt$", email]) expect(log()).not.toContain(secret);
    expect(JSON.stringify(hashes)).not.toContain("scrypt$");
    expect(log()).toMatch(/"audit":true.*"what":"inviteUser"/);
    expect(log()).toMatch(/"signed in"/);
  });
});
