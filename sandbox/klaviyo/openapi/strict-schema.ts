import { isRecord } from "../shapes/shape.ts";

type Schema = Readonly<Record<string, unknown>>;
/** The schemas of the file by name. */
export type Schemas = Readonly<Record<string, unknown>>;

/** Links that the file calls strings and the live API sends as null on a first or last page. */
const NULLABLE_IN_PRACTICE = new Set(["next", "prev"]);
const REFERENCE = "#/components/schemas/";

/**
 * An OpenAPI 3.0 schema as JSON Schema that forbids what it does not list: the file leaves objects open, the live API refuses unknown
 * fields. Objects without `properties` (`properties` of an event or a profile) stay free. `allOf` is merged into one object, since each
 * part of it would forbid the other's fields. References point into the document `klaviyo`.
 */
export function strictSchema(schema: unknown, schemas: Schemas): unknown {
  if (Array.isArray(schema)) return schema.map((one) => strictSchema(one, schemas));
  if (!isRecord(schema)) return schema;
  if (typeof schema.$ref === "string") return { $ref: `klaviyo${schema.$ref}` };
  if (Array.isArray(schema.allOf)) {
    const { allOf, ...own } = schema;
    return strictSchema(
      [...allOf, own].reduce<Schema>((merged, part) => merge(merged, resolve(part, schemas)), {}),
      schemas,
    );
  }
  const { nullable, example: _example, properties, ...given } = schema;
  const rest = isAnyNumber(given.oneOf) ? { ...given, oneOf: undefined, type: "number" } : given;
  const strict: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(rest))
    if (value !== undefined) strict[name] = strictSchema(value, schemas);
  if (isRecord(properties)) {
    strict.properties = strictProperties(properties, schemas);
    strict.additionalProperties ??= false;
  }
  return nullable === true ? { anyOf: [strict, { type: "null" }] } : strict;
}

/** The file has "exactly one of integer and number", which no whole number can be. */
function isAnyNumber(oneOf: unknown): boolean {
  return (
    Array.isArray(oneOf) && oneOf.every((one) => isRecord(one) && (one.type === "integer" || one.type === "number"))
  );
}

function strictProperties(properties: Schema, schemas: Schemas): Schema {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => {
      const strict = strictSchema(value, schemas);
      const isLink = NULLABLE_IN_PRACTICE.has(name) && isRecord(value) && value.type === "string";
      return [name, isLink ? { anyOf: [strict, { type: "null" }] } : strict];
    }),
  );
}

function resolve(schema: unknown, schemas: Schemas): Schema {
  if (!isRecord(schema)) return {};
  if (typeof schema.$ref === "string") return resolve(schemas[schema.$ref.slice(REFERENCE.length)], schemas);
  if (!Array.isArray(schema.allOf)) return schema;
  return schema.allOf.reduce<Schema>((merged, part) => merge(merged, resolve(part, schemas)), {});
}

/** Both schemas' properties, at every level, and both schemas' required names. */
function merge(one: Schema, other: Schema): Schema {
  const merged: Record<string, unknown> = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const present = merged[name];
    if (Array.isArray(present) && Array.isArray(value)) merged[name] = [...new Set([...present, ...value])];
    else merged[name] = isRecord(present) && isRecord(value) ? merge(present, value) : value;
  }
  return merged;
}
