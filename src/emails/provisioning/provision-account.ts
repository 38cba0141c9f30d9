import type { Clock } from "../../clock.ts";
import type { AccountSetup } from "../../klaviyo/setup/account-setup.ts";
import { KlaviyoSetupError } from "../../klaviyo/setup/errors.ts";
import { createStepRunner, type Records } from "./apply-plan.ts";
import { ProvisioningError } from "./errors.ts";
import { type FoundAccount, readAccount } from "./found-account.ts";
import { makePlan } from "./make-plan.ts";
import { type Plan, stepInWords } from "./plan.ts";
import type { ProvisionedObject, ProvisionedStore } from "./provisioned-store.ts";
import type { Wanted } from "./wanted.ts";

export interface ProvisionParts {
  readonly setup: AccountSetup;
  readonly store: ProvisionedStore;
  readonly clock: Clock;
  readonly wanted: Wanted;
  /** Klaviyo's public key: the private key must belong to this account. */
  readonly accountId: string;
  readonly force: boolean;
  readonly unwritten: readonly string[];
  /** Empty: the account's own sender. */
  readonly seedEmail: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: {
    readonly what: string;
    readonly done: number;
    readonly total: number;
  }) => Promise<void>;
}

/** Reads after the steps were done whether something is left, or came of a request without an answer. */
const MAX_ROUNDS = 6;

/** What would be done. Throws KlaviyoSetupError, ProvisioningError. */
export async function planAccount(
  parts: ProvisionParts,
): Promise<{ readonly plan: Plan; readonly found: FoundAccount }> {
  const { setup, store, wanted, accountId, force, unwritten, onProgress } = parts;
  const recorded = await store.list(wanted.pluginId, accountId);
  const found = await readAccount(
    setup,
    wanted,
    recorded,
    (what) => void onProgress?.({ what: `reading ${what}`, done: 0, total: 0 }),
  );
  if (found.account.publicApiKey !== accountId) {
    throw new ProvisioningError(
      "account_differs",
      `The private key belongs to the account ${found.account.publicApiKey}, the plugin to ${accountId}.`,
    );
  }
  if (found.sender.email === "") {
    throw new ProvisioningError(
      "sender_unknown",
      "The account has no default sender address. Set one in Klaviyo (Settings, Email), or the support address in the plugin's branding.",
    );
  }
  return { plan: makePlan({ wanted, recorded, found, force, unwritten }), found };
}

/**
 * Does all that is to be done, and reads once more until nothing is left. It can be broken off anywhere and called again: what was made is
 * recorded, and what was made without a record is found by its name. Throws KlaviyoSetupError, ProvisioningError.
 */
export async function provisionAccount(parts: ProvisionParts): Promise<Plan> {
  const { wanted, accountId, store, onProgress, signal } = parts;
  for (let round = 1; ; round += 1) {
    const { plan, found } = await planAccount({ ...parts, force: parts.force && round === 1 });
    if (plan.steps.length === 0 || signal?.aborted) return plan;
    if (round > MAX_ROUNDS) {
      const left = plan.steps.map(stepInWords).join("; ");
      throw new ProvisioningError(
        "object_missing",
        `After ${MAX_ROUNDS} rounds there is still something to do: ${left}.`,
      );
    }
    const records = await openRecords(store, wanted.pluginId, accountId);
    const run = createStepRunner({ ...parts, found, records, seedEmail: parts.seedEmail || found.sender.email });
    for (const [index, step] of plan.steps.entries()) {
      if (signal?.aborted) return plan;
      await onProgress?.({ what: stepInWords(step), done: index, total: plan.steps.length });
      try {
        await run(step);
      } catch (error) {
        if (!(error instanceof KlaviyoSetupError) || !error.mayHaveHappened || round >= MAX_ROUNDS) throw error;
        break;
      }
    }
  }
}

async function openRecords(store: ProvisionedStore, pluginId: string, accountId: string): Promise<Records> {
  let rows: readonly ProvisionedObject[] = await store.list(pluginId, accountId);
  const others = (kind: ProvisionedObject["kind"], key: string) =>
    rows.filter((row) => row.kind !== kind || row.key !== key);
  return {
    all: () => rows,
    async save(object) {
      await store.save(pluginId, accountId, object);
      rows = [...others(object.kind, object.key), object];
    },
    async remove(kind, key) {
      await store.remove(pluginId, accountId, kind, key);
      rows = others(kind, key);
    },
  };
}
