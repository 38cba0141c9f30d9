import type { FlowActionShape } from "../shapes/flow-shape.ts";
import { fault, type Visit } from "../shapes/shape.ts";
import type { Account } from "../store/account.ts";
import type { Flow, FlowStatus } from "../store/flows.ts";

/**
 * The actions with the transactional mark as the account's option `transactional` has it. Klaviyo grants the mark to an account on request;
 * what a request to the API gets without it is not documented. Null when it is refused here, with the faults.
 */
export function transactionalAsAllowed(
  account: Account,
  actions: readonly FlowActionShape[],
  visit: Visit,
): readonly FlowActionShape[] | null {
  const allowed = account.settings.transactional ?? "ignored";
  if (allowed === "granted") return actions;
  const marked = actions.map((action) => action.type === "send-email" && action.data?.message?.transactional === true);
  if (allowed === "refused" && marked.includes(true)) {
    const place = ["data", "attributes", "definition", "actions", marked.indexOf(true), "data", "message"];
    fault(visit, "This account may not send transactional emails.", ...place, "transactional");
    return null;
  }
  return actions.map((action) =>
    action.type === "send-email" && action.data?.message
      ? { ...action, data: { ...action.data, message: { ...action.data.message, transactional: false } } }
      : action,
  );
}

/** Sets a flow, and all e-mails in it, to a status. */
export function setFlowStatus(flow: Flow, status: FlowStatus, nowMs: number): void {
  flow.status = status;
  flow.updated = nowMs;
  for (const action of flow.actions) {
    const { definition } = action;
    if (definition.type !== "send-email") continue;
    action.definition = { ...definition, data: { ...definition.data, status } };
    action.updated = nowMs;
  }
}
