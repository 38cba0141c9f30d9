import { findOpenApiFile } from "../sandbox/klaviyo/openapi/find-openapi-file.ts";
import type { SandboxAccount, SandboxOptions } from "../sandbox/klaviyo/options.ts";
import { startKlaviyoSandbox } from "../sandbox/klaviyo/server.ts";
import type { Clock } from "../src/clock.ts";
import type { Database } from "../src/database/database.ts";
import { type ProvisionParts, planAccount, provisionAccount } from "../src/emails/provisioning/provision-account.ts";
import { createProvisionedStore } from "../src/emails/provisioning/provisioned-store.ts";
import { wantedObjects } from "../src/emails/provisioning/wanted.ts";
import type { EmailMetric } from "../src/emails/templates/email-metrics.ts";
import type { EmailLanguage } from "../src/emails/texts/texts.ts";
import { createAccountSetup } from "../src/klaviyo/setup/account-setup.ts";
import { createTransport, DEFAULT_TRANSPORT, type Transport } from "../src/klaviyo/transport.ts";
import { brandingSchema } from "../src/plugins/branding.ts";

export const ACCOUNT: SandboxAccount = {
  id: "SHOP42",
  privateKeys: [{ key: "pk_provisioning", scopes: "all" }],
  organizationName: "Fjäll & Form",
  senderEmail: "order@fjallform.se",
};
const PLUGIN = "shop";

/** A clock on which waiting takes no time; whoever waits moves it on for all. */
export function createSkippingClock(startsAt = Date.UTC(2026, 10, 23, 8)): Clock {
  let now = startsAt;
  return {
    now: () => now,
    monotonic: () => now - startsAt,
    sleep: async (milliseconds) => {
      now += Math.max(1, Math.ceil(milliseconds));
    },
  };
}

/** What a run asks for; the usual is two metrics in two languages. */
export interface StageRequest {
  readonly languages?: readonly EmailLanguage[];
  readonly metrics?: readonly EmailMetric[];
  readonly shopName?: string;
  readonly force?: boolean;
  /** Stands between the run and Klaviyo. */
  readonly through?: (transport: Transport) => Transport;
  readonly onProgress?: ProvisionParts["onProgress"];
}

/** The sandbox Klaviyo with its real limits, and a plugin to set up in it, on a clock that both share. */
export async function openStage(
  database: Database,
  { isChecked = true, ...sandboxOptions }: SandboxOptions & { readonly isChecked?: boolean } = {},
) {
  const clock = createSkippingClock();
  const openApiFile = isChecked ? findOpenApiFile() : undefined;
  const klaviyo = await startKlaviyoSandbox({
    accounts: [ACCOUNT],
    clock,
    ...(openApiFile === undefined ? {} : { validateOpenApi: openApiFile }),
    ...sandboxOptions,
  });
  await database.kysely
    .insertInto("plugins")
    .values({
      ...{ id: PLUGIN, name: "Shop", status: "active", api_key: ACCOUNT.id, private_key: null, settings: "{}" },
      ...{ version: 1, alarm: null, created_at: 0, updated_at: 0 },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const transport = createTransport({ ...DEFAULT_TRANSPORT, baseUrl: klaviyo.url, connections: 4 });
  const store = createProvisionedStore({ database, clock });

  const partsOf = (request: StageRequest): ProvisionParts => ({
    setup: createAccountSetup({
      transport: request.through?.(transport) ?? transport,
      privateKey: "pk_provisioning",
      clock,
    }),
    store,
    clock,
    wanted: wantedObjects({
      pluginId: PLUGIN,
      branding: { ...brandingSchema.parse({}), shopName: request.shopName ?? "Fjäll & Form" },
      languages: request.languages ?? ["en", "sv"],
      metrics: request.metrics ?? ["Placed Order", "Started Checkout"],
    }),
    accountId: ACCOUNT.id,
    force: request.force ?? false,
    unwritten: [],
    seedEmail: "",
    ...(request.onProgress === undefined ? {} : { onProgress: request.onProgress }),
  });

  return {
    klaviyo,
    clock,
    recorded: () => store.list(PLUGIN, ACCOUNT.id),
    plan: async (request: StageRequest = {}) => (await planAccount(partsOf(request))).plan,
    apply: (request: StageRequest = {}) => provisionAccount(partsOf(request)),
    /** Requests that change something. */
    writes: () => klaviyo.requests().filter(({ method }) => method !== "GET"),
    async close() {
      await transport.close();
      await klaviyo.close();
    },
  };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;
