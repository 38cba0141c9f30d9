import type { Clock } from "../../clock.ts";
import type { AccountSetup } from "../../klaviyo/setup/account-setup.ts";
import { KlaviyoSetupError } from "../../klaviyo/setup/errors.ts";
import type { FlowDefinition } from "../../klaviyo/setup/flow-definition.ts";
import type { KlaviyoFlow } from "../../klaviyo/setup/flows.ts";
import type { KlaviyoTemplate } from "../../klaviyo/setup/templates.ts";
import type { MetricName } from "../../metrics/metric-event.ts";
import type { EmailMetric } from "../templates/email-metrics.ts";
import { ProvisioningError } from "./errors.ts";
import { contentFingerprint, fingerprint, messageFingerprint, outlineOf } from "./fingerprint.ts";
import { flowDefinition, messageOf } from "./flow-definition.ts";
import { flowTree } from "./flow-tree.ts";
import type { FoundAccount } from "./found-account.ts";
import { emailsOf } from "./found-emails.ts";
import type { Step } from "./plan.ts";
import { oldFlowHash, wantedFlowHash } from "./plan-flows.ts";
import { mailName, wantedMailHash } from "./plan-mails.ts";
import type { ProvisionedObject } from "./provisioned-store.ts";
import { sampleSeeds } from "./sample-seeds.ts";
import type { Wanted, WantedFlow, WantedMail } from "./wanted.ts";

/** Klaviyo shows a new metric minutes after its first event. */
const METRICS_WAIT_MS = 10 * 60_000;
const METRICS_FIRST_POLL_MS = 500;
const METRICS_POLL_MS = 5_000;

/** What is recorded of a plugin's objects; kept in the database as it changes. */
export interface Records {
  readonly all: () => readonly ProvisionedObject[];
  save(object: ProvisionedObject): Promise<void>;
  remove(kind: ProvisionedObject["kind"], key: string): Promise<void>;
}

export interface ApplyParts {
  readonly setup: AccountSetup;
  readonly wanted: Wanted;
  readonly found: FoundAccount;
  readonly records: Records;
  readonly clock: Clock;
  /** Whose profile gets the events that make the metrics; an address that Klaviyo does not drop. */
  readonly seedEmail: string;
  readonly signal?: AbortSignal | undefined;
}

/** Does the steps of one plan, one after the other; what each made is recorded right after it. */
export function createStepRunner(parts: ApplyParts): (step: Step) => Promise<void> {
  const { setup, wanted, found, records, clock, seedEmail, signal } = parts;
  const mails = new Map(wanted.mails.map((mail) => [mail.key, mail]));
  let { metrics } = found;
  let tagId: string | null = null;

  const rowOf = (kind: ProvisionedObject["kind"], key: string) =>
    records.all().find((row) => row.kind === kind && row.key === key);
  const mailOf = (key: string): WantedMail => known(mails.get(key), `the mail ${key}`);
  const flowOf = (metric: EmailMetric): WantedFlow =>
    known(
      wanted.flows.find((flow) => flow.metric === metric),
      `the flow of ${metric}`,
    );

  async function noteTemplate(mail: WantedMail, template: KlaviyoTemplate): Promise<void> {
    await records.save({
      kind: "template",
      key: mail.key,
      klaviyoId: template.id,
      name: template.name,
      wantedHash: contentFingerprint(mail.template),
      foundHash: contentFingerprint(template),
    });
  }

  async function seed(names: readonly MetricName[]): Promise<void> {
    await setup.seedMetrics(seedEmail, sampleSeeds(names, wanted.pluginId, clock.now()));
    const deadline = clock.monotonic() + METRICS_WAIT_MS;
    for (let pollMs = METRICS_FIRST_POLL_MS; ; pollMs = Math.min(METRICS_POLL_MS, pollMs * 2)) {
      metrics = await setup.metrics.list();
      const missing = names.filter((name) => !metrics.has(name));
      if (missing.length === 0 || signal?.aborted) return;
      if (clock.monotonic() > deadline) {
        throw new ProvisioningError(
          "metrics_missing",
          `Klaviyo took the events that make ${missing.join(", ")}, but does not show the metrics. Its address may be one that Klaviyo drops (${seedEmail}); name another one, or try again later.`,
        );
      }
      await clock.sleep(pollMs, signal);
    }
  }

  function definitionOf(flow: WantedFlow, isTransactional: boolean): FlowDefinition {
    return flowDefinition(flowTree(flow, mails), {
      metricId: (name) => known(metrics.get(name), `the metric ${name}`),
      templateId: (key) =>
        known(rowOf("template", key)?.klaviyoId ?? found.templates.get(key)?.id, `the template ${key}`),
      mails,
      sender: found.sender,
      isTransactional,
    });
  }

  /** With the transactional mark, and without it where the account may not have it. */
  async function createFlow(name: string, flow: WantedFlow): Promise<KlaviyoFlow> {
    try {
      return await setup.flows.create(name, definitionOf(flow, flow.isTransactional));
    } catch (error) {
      const errors = error instanceof KlaviyoSetupError ? (error.refused?.errors ?? []) : [];
      if (!flow.isTransactional || !errors.some(({ pointer }) => pointer?.endsWith("/transactional"))) throw error;
      return await setup.flows.create(name, definitionOf(flow, false));
    }
  }

  /** Content of an e-mail that was just made is that of its template; of one that was found it is read. */
  async function noteFlow(flow: WantedFlow, made: KlaviyoFlow, replaces: string | null, isNew: boolean): Promise<void> {
    const rows: ProvisionedObject[] = [];
    for (const { messageId, actionId, name, messageHash } of emailsOf(made)) {
      const mail = wanted.mails.find((one) => one.metric === flow.metric && mailName(one) === name);
      if (mail === undefined) continue;
      const content = isNew ? null : await setup.templates.findOfMessage(messageId);
      const template = rowOf("template", mail.key);
      const contentHash =
        content === null ? (template?.foundHash ?? contentFingerprint(mail.template)) : contentFingerprint(content);
      const foundHash = `${messageHash}:${contentHash}`;
      const wantedHash = wantedMailHash(mail, found.sender);
      const isAsWanted = isNew ? template?.wantedHash === contentFingerprint(mail.template) : foundHash === wantedHash;
      rows.push({
        kind: "mail",
        key: mail.key,
        klaviyoId: actionId,
        name,
        wantedHash: isAsWanted ? wantedHash : "",
        foundHash,
      });
    }
    if (replaces !== null) await noteOldFlow(flow, replaces);
    for (const row of rows) await records.save(row);
    await records.save({
      kind: "flow",
      key: flow.metric,
      klaviyoId: made.id,
      name: made.name,
      wantedHash: wantedFlowHash(flow, mails),
      foundHash: fingerprint(outlineOf(made.definition)),
    });
  }

  async function noteOldFlow(flow: WantedFlow, replaces: string): Promise<void> {
    const row = rowOf("flow", flow.metric);
    if (row === undefined || row.klaviyoId !== replaces) return;
    const old = found.flows.get(replaces);
    const actionIds = new Set(old === undefined ? [] : emailsOf(old).map(({ actionId }) => actionId));
    const hashes = records
      .all()
      .filter(({ kind, klaviyoId }) => kind === "mail" && actionIds.has(klaviyoId))
      .map(({ foundHash }) => foundHash);
    await records.save({ ...row, kind: "old_flow", key: replaces, foundHash: oldFlowHash(row.foundHash, hashes) });
  }

  async function updateMail(key: string, flowId: string, actionId: string): Promise<void> {
    const mail = mailOf(key);
    const flow = await setup.flows.find(flowId);
    const action = flow?.definition.actions.find(({ id }) => id === actionId);
    const template = rowOf("template", key);
    if (action === undefined || template === undefined) return;
    const { template_id: _template, ...said } = { template_id: "", ...action.data?.message };
    const { transactional: _mark, ...wantedMessage } = messageOf(key, mailName(mail), {
      mails,
      sender: found.sender,
      isTransactional: false,
    });
    const message = { ...said, ...wantedMessage, template_id: template.klaviyoId };
    await setup.flows.updateAction({ ...action, data: { ...action.data, message } });
    const wantedHash = wantedMailHash(mail, found.sender);
    await records.save({
      kind: "mail",
      key,
      klaviyoId: actionId,
      name: mailName(mail),
      wantedHash,
      foundHash: `${messageFingerprint(message)}:${template.foundHash}`,
    });
  }

  async function noteMail(key: string, actionId: string): Promise<void> {
    const wantedHash = wantedMailHash(mailOf(key), found.sender);
    await records.save({
      kind: "mail",
      key,
      klaviyoId: actionId,
      name: mailName(mailOf(key)),
      wantedHash,
      foundHash: wantedHash,
    });
  }

  async function tagFlow(flowId: string): Promise<void> {
    tagId ??= (await setup.tags.findNamed(wanted.tag)) ?? (await setup.tags.create(wanted.tag));
    await setup.tags.tagFlow(tagId, flowId);
    await records.save({ kind: "tag", key: flowId, klaviyoId: tagId, name: wanted.tag, wantedHash: "", foundHash: "" });
  }

  return async (step) => {
    switch (step.kind) {
      case "seed_metrics":
        return seed(step.metrics);
      case "create_template":
        return noteTemplate(mailOf(step.key), await setup.templates.create(mailOf(step.key).template));
      case "update_template":
        return noteTemplate(mailOf(step.key), await setup.templates.update(step.id, mailOf(step.key).template));
      case "note_template":
        return noteTemplate(mailOf(step.key), known(found.templates.get(step.key), `the template ${step.key}`));
      case "create_flow":
        return noteFlow(flowOf(step.metric), await createFlow(step.name, flowOf(step.metric)), step.replaces, true);
      case "note_flow":
        return noteFlow(
          flowOf(step.metric),
          known(found.flows.get(step.id), `the flow ${step.name}`),
          step.replaces,
          false,
        );
      case "update_mail":
        return updateMail(step.key, step.flowId, step.actionId);
      case "note_mail":
        return noteMail(step.key, step.actionId);
      case "tag_flow":
        return tagFlow(step.flowId ?? known(rowOf("flow", step.metric)?.klaviyoId, `the flow of ${step.metric}`));
      case "remove_flow":
        await setup.flows.remove(step.id);
        return records.remove("old_flow", step.id);
      case "forget_flow":
        return records.remove("old_flow", step.id);
      case "map_metric": {
        const metricId = known(metrics.get(step.metric), `the metric ${step.metric}`);
        await setup.metrics.map(step.id, metricId);
        return records.save({
          kind: "mapping",
          key: step.id,
          klaviyoId: step.id,
          name: step.metric,
          wantedHash: metricId,
          foundHash: metricId,
        });
      }
    }
  };
}

function known<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined)
    throw new ProvisioningError(
      "object_missing",
      `The account lacks ${what}, which the next step needs. Plan and apply again.`,
    );
  return value;
}
