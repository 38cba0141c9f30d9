import type { PluginChanges } from "../api/api-types.ts";
import type { FieldName } from "../plugins/form/draft.ts";
import { LABELS } from "../plugins/form/labels.ts";
import { differingParts } from "../plugins/history/differing-parts.ts";
import { showValue } from "../plugins/merge/show-value.ts";
import { texts } from "../texts/texts.ts";

type Kind = PluginChanges["changes"][number]["kind"];

interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

const { centra } = texts.plugins;

const CENTRA_LABELS: Readonly<Record<string, string>> = {
  apiUrl: centra.apiUrl,
  token: centra.token,
  webhookSecret: centra.webhookSecret,
  "settings.storeId": centra.storeId,
  "settings.pollIntervalSeconds": centra.interval,
  "settings.tokenExpiresOn": centra.expiresOn,
  "settings.productPageUrl": centra.productPageUrl,
  "settings.trackingUrls": centra.trackingUrls,
};

const USER_LABELS: Readonly<Record<string, string>> = {
  role: texts.users.columns.role,
  name: texts.users.columns.name,
};

const CREDENTIALS: ReadonlySet<string> = new Set(["privateKey", "token", "webhookSecret"]);

/** Kinds before which there was nothing. */
const BEGINNINGS: ReadonlySet<string> = new Set(["user_added", "centra_connected"] satisfies Kind[]);

/** What became of a field, in words: before → after; of a credential only that it was replaced. Pure. */
export function describeField(kind: Kind, { field, before, after }: FieldChange): string {
  const label = labelsOf(kind)[field] ?? field;
  if (CREDENTIALS.has(field)) return texts.changes.credential(label);
  if (BEGINNINGS.has(kind)) return texts.changes.value(label, showIn(field, after));
  const [was, is] = differingParts(before, after).map((value) => showIn(field, value));
  return texts.changes.field(label, was ?? "", is ?? "");
}

function labelsOf(kind: Kind): Readonly<Record<string, string>> {
  if (kind.startsWith("centra_")) return CENTRA_LABELS;
  return kind.startsWith("user_") ? USER_LABELS : LABELS;
}

function showIn(field: string, value: unknown): string {
  const { roles } = texts.users;
  const role = field === "role" ? Object.entries(roles).find(([name]) => name === value)?.[1] : undefined;
  return role ?? showValue(field as FieldName, value);
}
