import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildASTSchema, type DocumentNode, type GraphQLSchema, isScalarType, parse } from "graphql";
import { type Permissions, takePermissions } from "./permissions.ts";
import { readDateTime, readInt64 } from "./scalars.ts";
import { changeSchema, type SchemaChanges } from "./schema-changes.ts";

export interface BuiltSchema {
  readonly schema: GraphQLSchema;
  readonly permissions: Permissions;
}

/** The schema of the Integration API, from the files beside this one, with an instance's changes. */
export function buildSchema(changes: SchemaChanges): BuiltSchema {
  const { document, permissions } = takePermissions(changeSchema(readDocument(), changes));
  const schema = buildASTSchema(document, { assumeValidSDL: false });
  setScalar(schema, "DateTimeTz", readDateTime);
  setScalar(schema, "Date", readDateTime);
  setScalar(schema, "Int64", readInt64);
  return { schema, permissions };
}

function setScalar(schema: GraphQLSchema, name: string, parseValue: (value: unknown) => unknown): void {
  const scalar = schema.getType(name);
  if (!isScalarType(scalar)) throw new Error(`The schema has no scalar ${name}.`);
  scalar.parseValue = parseValue;
}

let cachedDocument: DocumentNode | undefined;

function readDocument(): DocumentNode {
  cachedDocument ??= parse(
    readdirSync(import.meta.dirname)
      .filter((name) => name.endsWith(".graphql"))
      .map((name) => readFileSync(join(import.meta.dirname, name), "utf8"))
      .join("\n"),
  );
  return cachedDocument;
}
