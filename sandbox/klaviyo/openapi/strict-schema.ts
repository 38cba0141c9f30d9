import { isRecord } from "../shapes/shape.ts";

/** Links that the file calls strings and the live API sends as null on a first or last page. */
const NULLABLE_IN_PRACTICE = new Set(["next", "prev"]);

/**
 * An OpenAPI 3.0 schema as JSON Schema that forbids what it does not list: the file leaves objects open, the live API refuses unknown
 * fields. Objects without `properties` (`properties` of an event or a profile) stay free. References point into the registered file.
 */
export function strictSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strictSchema);
  if (!isRecord(schema)) return schema;
  if (typeof schema.$ref === "string") return { $ref: `klaviyo${schema.$ref}` };
  const { nullable, example: _example, ...rest } = schema;
  const strict: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(rest)) {
    strict[name] = name === "properties" && isRecord(value) ? strictProperties(value) : strictSchema(value);
  }
  if (isRecord(rest.properties) && rest.additionalProperties === undefined) strict.additionalProperties = false;
  return nullable === true ? { anyOf: [strict, { type: "null" }] } : strict;
}

function strictProperties(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => {
      const strict = strictSchema(value);
      const isLink = NULLABLE_IN_PRACTICE.has(name) && isRecord(value) && value.type === "string";
      return [name, isLink ? { anyOf: [strict, { type: "null" }] } : strict];
    }),
  );
}
