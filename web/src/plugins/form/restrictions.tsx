import { TagsInput } from "@mantine/core";
import { texts } from "../../texts/texts.ts";
import type { CentraNames } from "../centra/use-centra-names.ts";
import { CheckList, type ChoiceGroup } from "./check-list.tsx";
import { CONTINENTS, COUNTRY_CODES, continentOf } from "./continents.ts";
import type { FormFields } from "./form-fields.ts";
import { type Choice, countryName } from "./names.ts";
import { inRow } from "./row.ts";

/** What the plugin is restricted to: chosen among Centra's own names where it is connected, entered where it is not. */
export function Restrictions({ fields, names }: { readonly fields: FormFields; readonly names: CentraNames | null }) {
  const words = texts.plugins.fields;
  const countries = names?.countries ?? COUNTRY_CODES.map((value) => ({ value, label: countryName(value) }));
  return (
    <>
      <Restriction
        label={words.restrictPricelists}
        field="restrictPricelists"
        fields={fields}
        choices={names?.pricelists ?? null}
      />
      <Restriction
        label={words.restrictMarkets}
        field="restrictMarkets"
        fields={fields}
        choices={names?.markets ?? null}
      />
      <CheckList
        label={words.restrictCountries}
        groups={byContinent(countries)}
        filterLabel={words.filterCountries}
        {...fields.setting("restrictCountries")}
      />
    </>
  );
}

interface RestrictionProps {
  readonly label: string;
  readonly field: "restrictPricelists" | "restrictMarkets";
  readonly fields: FormFields;
  readonly choices: readonly Choice[] | null;
}

function Restriction({ label, field, fields, choices }: RestrictionProps) {
  const bound = fields.setting(field);
  if (choices !== null) return <CheckList label={label} groups={[{ heading: "", choices }]} {...bound} />;
  return (
    <TagsInput
      {...inRow}
      label={label}
      description={texts.plugins.fields.freeEntryHint}
      placeholder={bound.value.length === 0 ? texts.plugins.fields.all : ""}
      value={[...bound.value]}
      onChange={bound.onChange}
      error={bound.error}
    />
  );
}

function byContinent(countries: readonly Choice[]): ChoiceGroup[] {
  return CONTINENTS.map((continent) => ({
    heading: texts.plugins.continents[continent],
    choices: countries
      .filter(({ value }) => continentOf(value) === continent)
      .toSorted((a, b) => a.label.localeCompare(b.label)),
  }));
}
