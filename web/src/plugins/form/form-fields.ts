import type { PluginSettings } from "../../../../src/plugins/plugin.ts";
import { texts } from "../../texts/texts.ts";
import type { Draft } from "./draft.ts";
import { LABELS } from "./labels.ts";

/** What an input of the form is given. */
export interface Bound<Value> {
  readonly value: Value;
  readonly error: string | undefined;
  readonly onChange: (value: Value) => void;
}

type OuterField = "name" | "status" | "apiKey" | "privateKey";

/** The form's fields, each with its value, its fault and how it is changed. */
export interface FormFields {
  outer<Name extends OuterField>(name: Name): Bound<Draft[Name]>;
  setting<Name extends keyof PluginSettings>(name: Name): Bound<WritableList<PluginSettings[Name]>>;
  /** Faults inside a field: of `exchangeRates`, by currency. */
  faultsIn(name: keyof PluginSettings): Readonly<Record<string, string>>;
}

/** Mantine's inputs take and give lists that may be changed. */
type WritableList<Value> = Value extends readonly (infer Item)[] ? Item[] : Value;

/** By a field's name with dots, as the service's pointers have it: `settings.exchangeRates.USD`. */
export type Faults = Readonly<Record<string, string>>;

export function bindFields(draft: Draft, faults: Faults, onChange: (draft: Draft) => void): FormFields {
  return {
    outer: (name) => ({
      value: draft[name],
      error: faultOf(faults, name),
      onChange: (value) => onChange({ ...draft, [name]: value }),
    }),
    setting: (name) => ({
      value: draft.settings[name] as never,
      error: faultOf(faults, `settings.${name}`),
      onChange: (value) => onChange({ ...draft, settings: { ...draft.settings, [name]: value } }),
    }),
    faultsIn: (name) => {
      const prefix = `settings.${name}.`;
      const inside = Object.entries(faults).filter(([field]) => field.startsWith(prefix));
      return Object.fromEntries(inside.map(([field, detail]) => [field.slice(prefix.length), detail]));
    },
  };
}

/** The service says what is wrong with a value, "is empty"; here it becomes a sentence about the field. */
function faultOf(faults: Faults, field: string): string | undefined {
  const own = Object.entries(faults).find(([name]) => name === field || name.startsWith(`${field}.`));
  if (own === undefined) return undefined;
  return texts.plugins.faults.sentence(LABELS[field] ?? field, own[1]);
}
