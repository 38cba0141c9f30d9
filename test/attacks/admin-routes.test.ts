import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { AdminRoute } from "./start-attacked-service.ts";
import { FROM_OWN_PAGE, HOST, startAttackedService } from "./start-attacked-service.ts";

/** What is no GET and open to viewers all the same, as their own or because it changes nothing: to be lengthened on purpose only. */
const OPEN_TO_VIEWERS = [
  ...["changePassword", "signOutEverywhere", "endMySession"],
  ...["previewEmail", "checkEmailTemplate", "planEmails"],
];
const FOR_OWNERS = [
  "listUsers",
  "inviteUser",
  "changeUser",
  "removeUser",
  "makePasswordLink",
  "makeBackUp",
  "listChanges",
];

const isReading = ({ method }: AdminRoute) => method === "GET";

test("the admin API is large, and every kind of route is among those that are attacked", async () => {
  const { adminRoutes } = await startAttackedService();
  expect(adminRoutes.length).toBeGreaterThan(30);
  expect(new Set(adminRoutes.map(({ method }) => method))).toEqual(new Set(["GET", "POST", "PUT", "PATCH", "DELETE"]));
  for (const name of [...OPEN_TO_VIEWERS, ...FOR_OWNERS])
    expect(adminRoutes.map(({ operationId }) => operationId)).toContain(name);
});

test("no route opens without a key, or with one that is none", async () => {
  const { adminRoutes, ask } = await startAttackedService();
  const forged = randomBytes(32).toString("base64url");
  const attempts: Record<string, string>[] = [
    {},
    { authorization: "" },
    { authorization: "Bearer" },
    { authorization: `Bearer at_${forged}` },
    { authorization: "Basic b3duZXI6cGFzc3dvcmQ=" },
    { cookie: "centra_klaviyo_session=" },
    { cookie: `centra_klaviyo_session=us_${forged}` },
    { cookie: `__Host-centra_klaviyo_session=us_${forged}` },
    { cookie: "centra_klaviyo_session=us_' OR 1=1 --" },
  ];
  for (const { method, path } of adminRoutes) {
    for (const headers of attempts) {
      const answer = await ask({ method, url: path, headers: { ...FROM_OWN_PAGE, ...headers } });
      expect([method, path, headers, answer.statusCode]).toEqual([method, path, headers, 401]);
    }
  }
});

test("a viewer reads and changes nothing, an editor changes all but the users", async () => {
  const { adminRoutes, ask, signInAs } = await startAttackedService();
  const viewer = await signInAs("viewer");
  const editor = await signInAs("editor");
  const mayView = (route: AdminRoute) =>
    OPEN_TO_VIEWERS.includes(route.operationId) || (isReading(route) && !FOR_OWNERS.includes(route.operationId));
  const mayEdit = ({ operationId }: AdminRoute) => !FOR_OWNERS.includes(operationId);
  for (const route of adminRoutes.filter(({ operationId }) => operationId !== "signOutEverywhere")) {
    for (const [cookie, may] of [
      [viewer.cookie, mayView(route)],
      [editor.cookie, mayEdit(route)],
    ] as const) {
      if (may && isStream(route)) continue;
      const answer = await ask({ method: route.method, url: route.path, headers: { ...FROM_OWN_PAGE, cookie } });
      const isRefused = answer.statusCode === 403 && answer.json().code === "role_insufficient";
      expect([route.operationId, answer.statusCode, isRefused]).toEqual([route.operationId, answer.statusCode, !may]);
      expect(answer.statusCode).not.toBe(401);
    }
  }
});

test("a right that is taken away is gone at the next request", async () => {
  const { ask, admin, signInAs } = await startAttackedService();
  const { cookie, id } = await signInAs("editor");
  const addPlugin = () =>
    ask({
      method: "POST",
      url: "/v1/admin/plugins",
      headers: { ...FROM_OWN_PAGE, cookie },
      payload: { name: `Shop ${randomBytes(4).toString("hex")}` },
    });
  expect((await addPlugin()).statusCode).toBe(201);
  await admin("PATCH", `/v1/admin/users/${id}`, { role: "viewer" });
  expect((await addPlugin()).statusCode).toBe(403);
  await admin("DELETE", `/v1/admin/users/${id}`);
  expect((await addPlugin()).statusCode).toBe(401);
});

test("what another site makes a browser ask is refused, whoever is signed in", async () => {
  const { adminRoutes, ask, signInAs } = await startAttackedService();
  const { cookie } = await signInAs("owner");
  const foreign: Record<string, string>[] = [
    { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
    { "sec-fetch-site": "same-site", origin: "https://other.shop.example" },
    { "sec-fetch-site": "none" },
    { "sec-fetch-site": "cross-site", origin: `http://${HOST}` },
    { origin: "https://evil.example" },
    { origin: `https://${HOST}` },
    { origin: `http://${HOST}.evil.example` },
    { origin: "null" },
    {},
  ];
  for (const route of adminRoutes.filter((one) => !isReading(one))) {
    for (const headers of foreign) {
      const answer = await ask({ method: route.method, url: route.path, headers: { ...headers, cookie } });
      expect([route.operationId, headers, answer.statusCode, answer.json().code]).toEqual([
        ...[route.operationId, headers],
        ...[403, "cross_site_refused"],
      ]);
    }
  }
});

test.each([
  ["POST", "/v1/session"],
  ["DELETE", "/v1/session"],
  ["POST", "/v1/password-link"],
  ["POST", "/v1/password-link/look"],
] as const)("no other site signs anybody in or out: %s %s", async (method, url) => {
  const { ask } = await startAttackedService();
  const headers = { "sec-fetch-site": "cross-site", "content-type": "text/plain" };
  const answer = await ask({ method, url, headers, payload: "{}" });
  expect([answer.statusCode, answer.json().code, answer.cookies]).toEqual([403, "cross_site_refused", []]);
});

test("the page's own requests pass, over HTTP by their origin", async () => {
  const { ask, signInAs } = await startAttackedService();
  const { cookie } = await signInAs("owner");
  for (const headers of [FROM_OWN_PAGE, { origin: `http://${HOST}` }]) {
    const answer = await ask({
      method: "POST",
      url: "/v1/admin/users",
      headers: { ...headers, cookie },
      payload: { email: `${randomBytes(4).toString("hex")}@shop.example`, role: "viewer" },
    });
    expect(answer.statusCode).toBe(201);
  }
});

test.each([
  "/v1//admin/plugins",
  "//v1/admin/plugins",
  "/v1/admin//plugins",
  "/V1/ADMIN/PLUGINS",
  "/v1/%61dmin/plugins",
  "/v1/admin/plugins/",
  "/v1/admin/plugins/%2e%2e/plugins",
  "/app/../v1/admin/plugins",
  "/app/assets/../../v1/admin/plugins",
  "/v1/admin/plugins?authorization=Bearer+x",
  "/v1/admin/plugins;x=.css",
])("no spelling of an address goes past the check: %s", async (url) => {
  const { ask, admin } = await startAttackedService();
  await admin("POST", "/v1/admin/plugins", { id: "hidden-shop", name: "Hidden shop" });
  for (const headers of [
    {},
    { "x-http-method-override": "GET" },
    { "x-original-url": "/app", "x-forwarded-for": "127.0.0.1" },
  ]) {
    const answer = await ask({ url, headers });
    expect([url, answer.statusCode]).not.toEqual([url, 500]);
    expect(answer.body).not.toContain("hidden-shop");
  }
});

function isStream({ path }: AdminRoute): boolean {
  return path.endsWith("/stream");
}
