import { z } from "zod";
import { setFlowStatus } from "../api/flow-emails.ts";
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

/** What a person does with a flow in Klaviyo, and no API call does in one step. */
export const flowChange = z.strictObject({
  /** An id, or `all` flows of every account. */
  flow: z.string(),
  status: z.enum(["draft", "manual", "live"]).optional(),
  archived: z.boolean().optional(),
});

/** An e-mail of a flow that is edited in Klaviyo's editor: it is the flow's own copy of a template. */
export const messageEdit = z.strictObject({
  message: z.string(),
  html: z.string().optional(),
  subject: z.string().optional(),
});

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
  /** Throws when there is no such flow. Answers how many were changed. */
  changeFlow(change: z.infer<typeof flowChange>): number;
  /** Throws when there is no such e-mail. */
  editMessage(edit: z.infer<typeof messageEdit>): void;
  /** Lets everybody who waits in a flow go on at once. */
  hurryFlows(): void;
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
    changeFlow(change) {
      const { flow: wanted, status, archived } = flowChange.parse(change);
      const flows = [...state.accounts.values()]
        .flatMap((account) => account.flows.all())
        .filter(({ id }) => wanted === "all" || id === wanted);
      if (flows.length === 0 && wanted !== "all") throw new Error(`The sandbox has no flow "${wanted}".`);
      for (const flow of flows) {
        if (status !== undefined) setFlowStatus(flow, status, state.clock.now());
        if (archived !== undefined) flow.archived = archived;
      }
      return flows.length;
    },
    editMessage(edit) {
      const { message: wanted, html, subject } = messageEdit.parse(edit);
      for (const { flows, templates } of state.accounts.values()) {
        const action = flows.findMessage(wanted);
        if (action?.definition.type !== "send-email") continue;
        const { definition } = action;
        const message = definition.data?.message ?? {};
        const copy = templates.findCopy(message.template_id ?? "");
        if (html !== undefined && copy !== undefined) copy.html = html;
        if (subject !== undefined) {
          action.definition = {
            ...definition,
            data: { ...definition.data, message: { ...message, subject_line: subject } },
          };
        }
        return;
      }
      throw new Error(`The sandbox has no e-mail "${wanted}" in a flow.`);
    },
    hurryFlows() {
      for (const account of state.accounts.values()) account.flowRunner.hurry();
    },
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
