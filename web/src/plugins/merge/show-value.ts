import { texts } from "../../texts/texts.ts";
import type { FieldName } from "../form/draft.ts";
import { countryName } from "../form/names.ts";

/** A field's value in words, for a question about it. A private key is never shown. */
export function showValue(field: FieldName, value: unknown): string {
  const { fields, merging, status } = texts.plugins;
  if (field === "privateKey") return merging.hidden;
  if (field === "status" && (value === "active" || value === "inactive")) return status[value];
  if (value === true) return fields.yes;
  if (value === false) return fields.no;
  if (value === "delivery_country") return fields.deliveryCountry;
  if (value === "site_language") return fields.siteLanguage;
  if (Array.isArray(value)) return showList(field, value);
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([name, inner]) => `${name} ${typeof inner === "object" ? JSON.stringify(inner) : inner}`)
      .join(", ");
  return value === "" || value === null || value === undefined ? merging.empty : String(value);
}

function showList(field: FieldName, items: readonly unknown[]): string {
  if (items.length === 0)
    return field.startsWith("settings.restrict") ? texts.plugins.fields.all : texts.plugins.merging.empty;
  return items
    .map((item) => (field === "settings.restrictCountries" ? countryName(String(item)) : String(item)))
    .join(", ");
}
