import type { KlaviyoFlow } from "../../klaviyo/setup/flows.ts";
import { fingerprint, isWithin, outlineOf } from "./fingerprint.ts";
import { flowDefinition } from "./flow-definition.ts";
import { flowTree } from "./flow-tree.ts";
import type { FoundAccount } from "./found-account.ts";
import { emailsOf, mailHash } from "./found-emails.ts";
import type { Kept, Step } from "./plan.ts";
import type { ProvisionedObject } from "./provisioned-store.ts";
import type { WantedFlow, WantedMail } from "./wanted.ts";

export interface FlowPlan {
  readonly steps: readonly Step[];
  readonly kept: readonly Kept[];
  /** The flow that stays: its e-mails can be changed. Null when it is made anew, or is a person's. */
  readonly stays: KlaviyoFlow | null;
  readonly isMade: boolean;
}

/** What is to be done about the flow of one metric. */
export function planFlow(
  flow: WantedFlow,
  row: ProvisionedObject | undefined,
  found: FoundAccount,
  parts: { readonly mails: ReadonlyMap<string, WantedMail>; readonly force: boolean },
): FlowPlan {
  const { force } = parts;
  const { metric } = flow;
  const keep = (reason: Kept["reason"], message: string): FlowPlan => ({
    steps: [],
    kept: [{ kind: "flow", key: metric, reason, message }],
    stays: null,
    isMade: false,
  });
  const make = (replaces: string | null): FlowPlan => {
    const taken = new Map([...found.flows.values()].map((one) => [one.name, one]));
    const wanted = realOutline(flow, found, parts.mails);
    for (let version = 1; ; version += 1) {
      const name = version === 1 ? flow.name : `${flow.name} · ${version}`;
      const there = taken.get(name);
      if (there === undefined) {
        return { steps: [{ kind: "create_flow", metric, name, replaces }], kept: [], stays: null, isMade: true };
      }
      if (there.id === row?.klaviyoId || there.archived) continue;
      if (wanted !== null && isWithin(wanted, outlineOf(there.definition))) {
        return {
          steps: [{ kind: "note_flow", metric, name, id: there.id, replaces }],
          kept: [],
          stays: null,
          isMade: false,
        };
      }
      if (replaces === null && !force) {
        return keep(
          "not_ours",
          `There is a flow ${name} that was not made here; it is left as it is unless you ask for another beside it.`,
        );
      }
    }
  };

  if (row === undefined) return make(null);
  const present = found.flows.get(row.klaviyoId);
  if (present === undefined) {
    return force
      ? make(null)
      : keep("deleted", `The flow ${row.name} was deleted in Klaviyo, and is not made again unless you ask for it.`);
  }
  if (present.archived && !force)
    return keep("archived", `The flow ${row.name} was archived in Klaviyo, and stays so.`);
  const isEdited = fingerprint(outlineOf(present.definition)) !== row.foundHash;
  const isOutdated = row.wantedHash !== wantedFlowHash(flow, parts.mails);
  if (!isOutdated && !isEdited && !present.archived) return { steps: [], kept: [], stays: present, isMade: false };
  if (isEdited && !force) {
    return keep(
      "edited",
      `The flow ${row.name} was changed in Klaviyo; it and its e-mails stay as they are unless you ask for it.`,
    );
  }
  return isOutdated || present.archived ? make(present.id) : { steps: [], kept: [], stays: present, isMade: false };
}

/** Of a flow's build, whatever ids the account gives. */
export function wantedFlowHash(flow: WantedFlow, mails: ReadonlyMap<string, WantedMail>): string {
  const definition = flowDefinition(flowTree(flow, mails), {
    metricId: (name) => name,
    templateId: () => "",
    mails,
    sender: { email: "", name: "" },
    isTransactional: flow.isTransactional,
  });
  return fingerprint(outlineOf(definition));
}

/** What the flow's build would be in this account; null while a metric is missing. */
function realOutline(flow: WantedFlow, { metrics, sender }: FoundAccount, mails: ReadonlyMap<string, WantedMail>) {
  const needed = [flow.metric, ...(flow.patience === null ? [] : [flow.patience.unless])];
  if (needed.some((name) => !metrics.has(name))) return null;
  const definition = flowDefinition(flowTree(flow, mails), {
    metricId: (name) => metrics.get(name) ?? "",
    templateId: () => "",
    mails,
    sender,
    isTransactional: flow.isTransactional,
  });
  return outlineOf(definition);
}

/** As it is recorded of a flow that another took the place of: its build and all its e-mails. */
export function oldFlowHash(outlineHash: string, mailHashes: readonly string[]): string {
  return fingerprint([outlineHash, ...mailHashes.toSorted()]);
}

/** What becomes of a flow that another took the place of: a draft that nobody changed goes, all else is a person's to archive. */
export function planOldFlow(row: ProvisionedObject, found: FoundAccount): Step | "stays" {
  const flow = found.flows.get(row.klaviyoId);
  if (flow === undefined || flow.archived) return { kind: "forget_flow", id: row.klaviyoId };
  if (flow.status !== "draft") return "stays";
  const hashes = emailsOf(flow).map(({ messageId, messageHash }) =>
    mailHash(messageHash, found.contents.get(messageId) ?? { html: "", text: "" }),
  );
  const present = oldFlowHash(fingerprint(outlineOf(flow.definition)), hashes);
  return present === row.foundHash ? { kind: "remove_flow", id: flow.id, name: flow.name } : "stays";
}
