import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { openOfflineApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { OpenApiDocument } from "../../src/http/openapi/build-openapi.ts";
import type { Role } from "../../src/users/role.ts";

export const PASSWORD = "correct horse battery";
export const HOST = "shop.example:8080";

/** What a browser says of a request of the service's own page. */
export const FROM_OWN_PAGE = { "sec-fetch-site": "same-origin" };

export interface AdminRoute {
  readonly operationId: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With something in place of each parameter. */
  readonly path: string;
}

const invitedSchema = z.object({ user: z.object({ id: z.string() }), link: z.object({ url: z.string() }) });

/** Every part of the service on an empty database, asked in this process; ends with the test. */
export async function startAttackedService(environment: Readonly<Record<string, string>> = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), "centra-klaviyo-attacks-"));
  const app = await openOfflineApp(
    readConfig({ DATA_DIR: dataDir, KLAVIYO_API_URL: "http://127.0.0.1:9", ...environment }),
  );
  onTestFinished(async () => {
    await app.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const ask = (options: InjectOptions): Promise<LightMyRequestResponse> =>
    app.http.inject({ ...options, headers: { host: HOST, ...options.headers } });
  const admin = (method: AdminRoute["method"], url: string, payload?: object) =>
    ask({
      method,
      url,
      headers: { authorization: `Bearer ${app.localToken}` },
      ...(payload === undefined ? {} : { payload }),
    });
  const description: OpenApiDocument = JSON.parse((await ask({ url: "/openapi.json" })).body);

  async function addUser(role: Role, email = `${role}@shop.example`) {
    const { user, link } = invitedSchema.parse(
      (await admin("POST", "/v1/admin/users", { email, name: role, role })).json(),
    );
    return { id: user.id, email, secret: new URL(link.url).hash.slice(1) };
  }
  const setPassword = (secret: string, headers: Record<string, string> = {}) =>
    ask({
      method: "POST",
      url: "/v1/password-link",
      headers: { ...FROM_OWN_PAGE, ...headers },
      payload: { secret, password: PASSWORD },
    });
  const signIn = (email: string, password: string, headers: Record<string, string> = {}) =>
    ask({
      method: "POST",
      url: "/v1/session",
      headers: { ...FROM_OWN_PAGE, ...headers },
      payload: { email, password },
    });

  return {
    ...{ app, dataDir, ask, admin, addUser, setPassword, signIn },
    adminRoutes: adminRoutesOf(description),
    /** A new user with a session: the cookie as a request carries it. */
    async signInAs(role: Role, email?: string) {
      const user = await addUser(role, email);
      return { ...user, cookie: cookieOf(await setPassword(user.secret)) };
    },
  };
}

/** `name=value` of the cookie that an answer sets; empty when it sets none. */
export function cookieOf(answer: LightMyRequestResponse): string {
  const [cookie] = answer.cookies;
  return cookie === undefined || cookie.value === "" ? "" : `${cookie.name}=${cookie.value}`;
}

/** Every route of the admin API; one that is not described does not start. */
function adminRoutesOf({ paths }: OpenApiDocument): AdminRoute[] {
  return Object.entries(paths)
    .filter(([path]) => path.startsWith("/v1/admin"))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => ({
        operationId,
        method: method.toUpperCase() as AdminRoute["method"],
        path: path.replaceAll(/\{\w+\}/g, "1"),
      })),
    );
}
