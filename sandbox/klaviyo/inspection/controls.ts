import { z } from "zod";
import { type FaultRule, faultRule } from "../faults/fault-rules.ts";
import { type EventScript, eventScript } from "../faults/scripts.ts";
import type { SandboxState } from "../state.ts";

export const keyChange = z.strictObject({
  key: z.string(),
  revoked: z.boolean().optional(),
  scopes: z.union([z.literal("all"), z.array(z.string())]).optional(),
});

export const otherTraffic = z
  .strictObject({
    account: z.string(),
    /** `METHOD /path`, for example `POST /api/events`. */
    endpoint: z.string(),
    /** Requests that count in the current windows at once. */
    requests: z.int().min(1).optional(),
    /** From now on, every second; 0 ends it. */
    perSecond: z.int().min(0).optional(),
  })
  .refine(
    (traffic) => traffic.requests !== undefined || traffic.perSecond !== undefined,
    "Give requests or perSecond.",
  );

/** What can be changed while it runs, in the process as over `/__sandbox`. */
export interface Controls {
  addFault(rule: FaultRule): void;
  clearFaults(): void;
  /** The answers that attempts to send an event get, in turn. */
  addScript(script: EventScript): void;
  clearScripts(): void;
  /** Revokes or mends a key, or changes its scopes. Throws when there is no such key. */
  changeKey(change: z.infer<typeof keyChange>): void;
  /** While paused, every API request gets 503. */
  setPaused(paused: boolean): void;
  /** Uses up quota as another integration on the account would. Throws for an unknown account or endpoint. */
  simulateOtherTraffic(traffic: z.infer<typeof otherTraffic>): void;
  /** Forgets everything: events, profiles, logs, windows, faults, changed keys. */
  reset(): void;
}

export function createControls(state: SandboxState): Controls {
  return {
    addFault: (rule) => state.faults.add(faultRule.parse(rule)),
    clearFaults: () => state.faults.clear(),
    addScript: (script) => state.scripts.add(eventScript.parse(script)),
    clearScripts: () => state.scripts.clear(),
    changeKey(change) {
      const { key, ...rest } = keyChange.parse(change);
      const known = state.keys.change(key, {
        ...(rest.revoked === undefined ? {} : { revoked: rest.revoked }),
        ...(rest.scopes === undefined ? {} : { scopes: rest.scopes }),
      });
      if (!known) throw new Error("The sandbox has no such private key.");
    },
    setPaused: (paused) => state.setPaused(paused),
    simulateOtherTraffic(traffic) {
      const { account: id, endpoint, requests, perSecond } = otherTraffic.parse(traffic);
      const account = state.accounts.get(id);
      if (account === undefined) throw new Error(`The sandbox has no account "${id}".`);
      const windows = state.windows(account, endpoint);
      if (requests !== undefined) windows.consume(requests, state.clock.now());
      if (perSecond !== undefined) windows.setOthersPerSecond(perSecond);
    },
    reset: () => state.reset(),
  };
}
