import type { KlaviyoAccount } from "../../klaviyo/get-accounts.ts";
import type { AccountSetup } from "../../klaviyo/setup/account-setup.ts";
import type { KlaviyoFlow } from "../../klaviyo/setup/flows.ts";
import type { KlaviyoTemplate } from "../../klaviyo/setup/templates.ts";
import type { Sender } from "./flow-definition.ts";
import { emailsOf } from "./found-emails.ts";
import { wantedMailHash } from "./plan-mails.ts";
import type { ProvisionedObject } from "./provisioned-store.ts";
import type { Wanted } from "./wanted.ts";

/** What an account has of all that is wanted. */
export interface FoundAccount {
  readonly account: KlaviyoAccount;
  readonly sender: Sender;
  /** Ids by name. */
  readonly metrics: ReadonlyMap<string, string>;
  /** The metric that each is mapped to. */
  readonly mapped: ReadonlyMap<string, string | null>;
  /** By the mail's key: the recorded one, else the one of that name. */
  readonly templates: ReadonlyMap<string, KlaviyoTemplate>;
  /** By id: those that are recorded, and those of our names. */
  readonly flows: ReadonlyMap<string, KlaviyoFlow>;
  /** By the id of an e-mail: the content that it has, of those that were asked for. */
  readonly contents: ReadonlyMap<string, KlaviyoTemplate>;
}

/** Reads templates and flows as far as they are ours; each at its endpoint's pace, so that a large shop takes minutes. */
export async function readAccount(
  setup: AccountSetup,
  wanted: Wanted,
  recorded: readonly ProvisionedObject[],
  onRead: (what: string) => void = () => {},
): Promise<FoundAccount> {
  onRead("the account");
  const account = await setup.account();
  const metrics = await setup.metrics.list();
  const mapped = await setup.metrics.listMapped();
  onRead("templates");
  const templates = await readTemplates(setup, wanted, recorded);
  onRead("flows");
  const flows = await readFlows(setup, wanted, recorded);
  const sender = senderOf(account, wanted);
  onRead("the e-mails of flows");
  const contents = await readContents(setup, { wanted, recorded, flows, sender });
  return { account, sender, metrics, mapped, templates, flows, contents };
}

async function readTemplates(
  setup: AccountSetup,
  { namePrefix, mails }: Wanted,
  recorded: readonly ProvisionedObject[],
) {
  const named = new Map((await setup.templates.listNamed(namePrefix)).map(({ id, name }) => [name, id]));
  const found = new Map<string, KlaviyoTemplate>();
  for (const mail of mails) {
    const row = recorded.find(({ kind, key }) => kind === "template" && key === mail.key);
    const id = row?.klaviyoId ?? named.get(mail.template.name);
    const template = id === undefined ? null : await setup.templates.find(id);
    if (template !== null) found.set(mail.key, template);
  }
  return found;
}

async function readFlows(setup: AccountSetup, wanted: Wanted, recorded: readonly ProvisionedObject[]) {
  const metrics = new Set<string>(wanted.flows.map(({ metric }) => metric));
  const rows = recorded.filter(({ kind, key }) => kind === "old_flow" || (kind === "flow" && metrics.has(key)));
  const names = wanted.flows.map(({ name }) => name);
  const named = (await setup.flows.listNamed(wanted.namePrefix)).filter((flow) =>
    names.some((name) => flow.name === name || flow.name.startsWith(`${name} · `)),
  );
  const found = new Map<string, KlaviyoFlow>();
  for (const id of new Set([...rows.map(({ klaviyoId }) => klaviyoId), ...named.map((flow) => flow.id)])) {
    const flow = await setup.flows.find(id);
    if (flow !== null) found.set(id, flow);
  }
  return found;
}

/** The contents of e-mails that may have to be written, noted or deleted; the others need not be read. */
async function readContents(
  setup: AccountSetup,
  parts: {
    readonly wanted: Wanted;
    readonly recorded: readonly ProvisionedObject[];
    readonly flows: ReadonlyMap<string, KlaviyoFlow>;
    readonly sender: Sender;
  },
) {
  const { wanted, recorded, flows, sender } = parts;
  const settled = new Set(recorded.filter(({ kind }) => kind === "flow").map(({ klaviyoId }) => klaviyoId));
  const wantedHashes = new Map(wanted.mails.map((mail) => [mail.key, wantedMailHash(mail, sender)]));
  const outdated = new Set(
    recorded
      .filter(({ kind, key, wantedHash }) => kind === "mail" && wantedHash !== (wantedHashes.get(key) ?? wantedHash))
      .map(({ klaviyoId }) => klaviyoId),
  );
  const contents = new Map<string, KlaviyoTemplate>();
  for (const flow of flows.values()) {
    if (flow.archived) continue;
    for (const { messageId, actionId } of emailsOf(flow)) {
      if (settled.has(flow.id) && !outdated.has(actionId)) continue;
      const content = await setup.templates.findOfMessage(messageId);
      if (content !== null) contents.set(messageId, content);
    }
  }
  return contents;
}

/** The branding's name and the account's own address: Klaviyo sends from domains that it knows. */
export function senderOf(account: KlaviyoAccount, { sender }: Wanted): Sender {
  const email = account.senderEmail || sender.email;
  return { name: sender.name || account.senderName || account.organizationName || email, email };
}
