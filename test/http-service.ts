import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { z } from "zod";
import type { Database } from "../src/database/database.ts";
import { createEmails } from "../src/emails/emails.ts";
import { createHistory } from "../src/history/history.ts";
import type { OpenHistorySource } from "../src/history/history-source.ts";
import type { AcceptHistory } from "../src/history/take-in.ts";
import type { AdminTokenCheck } from "../src/http/access/authorise.ts";
import type { DemoStarter } from "../src/http/admin/demo.ts";
import { createHttpServer } from "../src/http/server.ts";
import type { HttpLimits } from "../src/http/server-parts.ts";
import { createKlaviyoClient } from "../src/klaviyo/client.ts";
import { createRightOfWay } from "../src/right-of-way.ts";
import { createUsers } from "../src/users/create-users.ts";
import { createIntakeParts, type IntakePartsOptions } from "./intake-parts.ts";

export const ADMIN_TOKEN = "admin-token-of-the-test";

const answerSchema = z.looseObject({});

interface ServiceOptions extends IntakePartsOptions {
  readonly limits?: Partial<HttpLimits>;
  readonly klaviyoUrl?: string;
  readonly isAdminToken?: AdminTokenCheck;
  /** The shop that historical exports read from. Absent: no exports. */
  readonly openShop?: OpenHistorySource;
  readonly startDemo?: DemoStarter;
}

interface CallOptions {
  readonly method?: string;
  readonly token?: string;
  readonly type?: string;
  /** Text and bytes are sent as they are, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** The service's HTTP interface on a free port over a real database, with the plugin "shop" and a push key for it. */
export async function startHttpService(database: Database, options: ServiceOptions = {}) {
  const { limits = {}, klaviyoUrl = "http://127.0.0.1:9" } = options;
  const { clock, logger, log, outbox, plugins, intake, ...rest } = createIntakeParts(database, options);
  const { recentEvents, heldRelease, queues, accountHealth, changes } = rest;
  const klaviyo = createKlaviyoClient({ clock, transport: { baseUrl: klaviyoUrl } });
  const { openShop } = options;
  const accept: AcceptHistory = async ({ plugin, events, ...told }) =>
    void (await intake.accept(plugin, events, { lane: "history", ...told }));
  const uploadsFolder = await mkdtemp(join(tmpdir(), "centra-klaviyo-uploads-"));
  const history =
    openShop === undefined
      ? {}
      : {
          history: createHistory({
            ...{ database, plugins, outbox, klaviyo, clock, logger, random: Math.random },
            ...{ accept, openShop, uploadsFolder, nextTurn: createRightOfWay(clock).wait },
          }),
        };
  const users = createUsers({ database, clock });
  const server = createHttpServer({
    users,
    ...{ recentEvents, heldRelease, queues, accountHealth, changes },
    emails: createEmails({ database, outbox, clock }),
    ...{ intake, outbox, plugins, klaviyo, logger, clock, limits, version: "0.0.0-test" },
    isAdminToken: options.isAdminToken ?? ((token) => token === ADMIN_TOKEN),
    ...history,
    ...(options.startDemo === undefined ? {} : { startDemo: options.startDemo }),
    checkReadiness: async () => void (await database.now()),
  });
  await plugins.create({ id: "shop", name: "Shop", apiKey: "SHOP01", settings: { baseCurrency: "SEK" } });
  const { secret: key, key: pushKey } = await plugins.addKey("shop", "storefront");
  const url = await server.listen({ port: 0, host: "127.0.0.1" });
  onTestFinished(async () => {
    await server.close();
    await klaviyo.close();
    await rm(uploadsFolder, { recursive: true });
  });

  async function call(path: string, { method, token, type, body, headers = {} }: CallOptions = {}) {
    const answer = await fetch(new URL(path, url), {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": type ?? "application/json" }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
    });
    // A stream goes on for as long as it is read.
    const isStream = answer.headers.get("content-type")?.includes("event-stream") === true;
    if (isStream) await answer.body?.cancel();
    const text = isStream ? "" : await answer.text();
    const isJson = answer.headers.get("content-type")?.includes("json") === true;
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      json: isJson ? answerSchema.parse(JSON.parse(text)) : {},
    };
  }

  return {
    ...{ url, server, users, outbox, plugins, accountHealth, key, pushKey, log },
    call,
    /** Pushes to the plugin "shop" with its key. */
    push: (body: unknown, { path = "", ...rest }: CallOptions & { path?: string } = {}) =>
      call(`/v1/plugins/shop/events${path}`, { token: key, body, ...rest }),
    admin: (path: string, rest: CallOptions = {}) => call(`/v1/admin${path}`, { token: ADMIN_TOKEN, ...rest }),
  };
}
