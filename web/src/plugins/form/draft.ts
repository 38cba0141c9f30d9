import type { PluginSettings } from "../../../../src/plugins/plugin.ts";
import type { Plugin } from "../../api/api-types.ts";

/** What stands in the form. The private key is empty until somebody enters another one. */
export interface Draft {
  readonly name: string;
  readonly status: "active" | "inactive";
  readonly apiKey: string;
  readonly privateKey: string;
  readonly settings: PluginSettings;
}

/** A field as the service's pointers name it, with dots: `name`, `settings.cartLink`. */
export type FieldName = Exclude<keyof Draft, "settings"> | `settings.${keyof PluginSettings}`;

/** A change as the service takes it: what differs, and nothing else. */
export interface DraftChange {
  name?: string;
  status?: "active" | "inactive";
  apiKey?: string;
  privateKey?: string;
  settings?: Partial<PluginSettings>;
}

const OUTER_FIELDS = ["name", "status", "apiKey", "privateKey"] as const;

/** The service has checked and completed the settings; its description leaves their form open. */
export function draftOf({ name, status, apiKey, settings }: Plugin): Draft {
  return { name, status, apiKey, privateKey: "", settings: settings as unknown as PluginSettings };
}

export function changedFields(before: Draft, after: Draft): FieldName[] {
  const outer = OUTER_FIELDS.filter((field) => before[field] !== after[field]);
  const inner = settingNames(before, after).filter((name) => !isSame(before.settings[name], after.settings[name]));
  return [...outer, ...inner.map((name) => `settings.${name}` as const)];
}

export function changeBetween(before: Draft, after: Draft): DraftChange {
  const fields = changedFields(before, after);
  const outer = OUTER_FIELDS.filter((field) => fields.includes(field));
  const inner = settingNames(before, after).filter((name) => fields.includes(`settings.${name}`));
  return {
    ...Object.fromEntries(outer.map((field) => [field, after[field]])),
    ...(inner.length > 0 && { settings: Object.fromEntries(inner.map((name) => [name, after.settings[name]])) }),
  };
}

export function fieldValue(draft: Draft, field: FieldName): unknown {
  return isSetting(field) ? draft.settings[nameOf(field)] : draft[field];
}

/** The draft with the field's value of another one. */
export function takeField(into: Draft, from: Draft, field: FieldName): Draft {
  if (!isSetting(field)) return { ...into, [field]: from[field] };
  const name = nameOf(field);
  return { ...into, settings: { ...into.settings, [name]: from.settings[name] } };
}

/** Whether two values say the same; the order of an object's fields means nothing. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

function ordered(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.entries(value)
    .map(([name, inner]): [string, unknown] => [name, ordered(inner)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function settingNames(a: Draft, b: Draft): (keyof PluginSettings)[] {
  return [...new Set([...Object.keys(a.settings), ...Object.keys(b.settings)])] as (keyof PluginSettings)[];
}

function isSetting(field: FieldName): field is `settings.${keyof PluginSettings}` {
  return field.startsWith("settings.");
}

function nameOf(field: `settings.${keyof PluginSettings}`): keyof PluginSettings {
  return field.slice("settings.".length) as keyof PluginSettings;
}
