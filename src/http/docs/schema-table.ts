import type { z } from "zod";
import { type Html, html, prose } from "./html.ts";

type Schema = z.core.JSONSchema.JSONSchema | boolean;

const COMPONENT = "#/components/schemas/";

/** An object's fields as a table; anything else as its type. */
export function renderSchema(schema: Schema): Html {
  if (typeof schema === "boolean" || schema.properties === undefined) return html`<p>${renderType(schema)}</p>`;
  const required = new Set(schema.required);
  const rows = Object.entries(schema.properties).map(([name, field]) => renderField(name, field, required.has(name)));
  return html`<table>
<thead><tr><th>Field</th><th>Type</th><th>Meaning</th></tr></thead>
<tbody>${rows}</tbody>
</table>`;
}

function renderField(name: string, field: Schema, isRequired: boolean): Html {
  const mark = isRequired ? html` <em class="required">required</em>` : html``;
  return html`<tr><td><code>${name}</code>${mark}</td><td>${renderType(field)}</td><td>${renderMeaning(field)}</td></tr>`;
}

function renderMeaning(field: Schema): Html {
  if (typeof field === "boolean") return html``;
  const examples = field.examples ?? [];
  const shown = Array.isArray(examples) ? examples.map((example) => JSON.stringify(example)) : [];
  const meaning = field.description === undefined ? html`` : prose(field.description);
  const inner = isNested(field) ? html`<details><summary>fields</summary>${renderSchema(field)}</details>` : html``;
  return html`${meaning}${shown.map((example) => html` <span class="example">e.g. <code>${example}</code></span>`)}${inner}`;
}

function isNested(field: z.core.JSONSchema.JSONSchema): boolean {
  return field.properties !== undefined;
}

/** A schema in a few words, with links to the ones that have a name. */
export function renderType(schema: Schema): Html {
  if (typeof schema === "boolean") return html`anything`;
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace(COMPONENT, "");
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum !== undefined)
    return joinTypes(schema.enum.map((value) => html`<code>${JSON.stringify(value)}</code>`));
  const options = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (options !== undefined) return joinTypes(options.map(renderType));
  if (schema.type === "array") {
    return html`list of ${joinTypes([schema.items ?? true].flat().map(renderType))}`;
  }
  if (schema.type === "object" && typeof schema.additionalProperties === "object" && schema.properties === undefined) {
    return html`object of ${renderType(schema.additionalProperties)}`;
  }
  return html`${[schema.type ?? "anything"].flat().join(" or ")}${renderLimits(schema)}`;
}

function joinTypes(types: readonly Html[]): Html {
  return html`${types.map((type, index) => (index === 0 ? type : html` or ${type}`))}`;
}

function renderLimits({ minLength, maxLength, format }: z.core.JSONSchema.JSONSchema): Html {
  const words = [
    ...(format === undefined ? [] : [format]),
    ...(maxLength === undefined ? [] : [minLength === undefined ? `≤ ${maxLength}` : `${minLength}–${maxLength}`]),
  ];
  return words.length === 0 ? html`` : html` <small>${words.join(", ")}</small>`;
}
