import { type ZodType, z } from "zod";
import { PROBLEM_MEDIA_TYPE, problemSchema } from "../problems/problem.ts";
import { PROBLEMS, type ProblemCode } from "../problems/problem-codes.ts";
import type { Operation } from "./operation.ts";

export interface DescribedRoute {
  readonly method: string;
  /** Fastify's form, `/v1/plugins/:plugin`. */
  readonly url: string;
  readonly operation: Operation;
  readonly params: ZodType | undefined;
  readonly query: ZodType | undefined;
  readonly body: ZodType | undefined;
}

type Schema = z.core.JSONSchema.JSONSchema;

interface MediaTypeObject {
  readonly schema: Schema;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

export interface OperationObject {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly ParameterObject[];
  readonly requestBody?: { readonly required: boolean; readonly content: Readonly<Record<string, MediaTypeObject>> };
  readonly responses: Readonly<Record<string, ResponseObject>>;
}

interface ParameterObject {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

interface ResponseObject {
  readonly description: string;
  readonly content?: Readonly<Record<string, MediaTypeObject>>;
}

/** As much of an OpenAPI 3.1 document as is written here. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly jsonSchemaDialect: string;
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly description: string;
    readonly license: object;
  };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>>; readonly securitySchemes: object };
}

const SECURITY_SCHEMES = {
  pushKey: { type: "http", scheme: "bearer", description: "A push key of the plugin, from `centra-klaviyo key add`." },
  adminToken: { type: "http", scheme: "bearer", description: "The admin token, printed once at the first start." },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "centra_klaviyo_session",
    description:
      "Of somebody who is signed in to the web app, as far as their role allows; over HTTPS with the prefix `__Host-`.",
  },
};

/** Any one of them will do. */
const SECURITY: Readonly<Record<Operation["security"], OperationObject["security"]>> = {
  pushKey: [{ pushKey: [] }],
  adminToken: [{ adminToken: [] }, { session: [] }],
  none: [],
};

const INTRODUCTION =
  "What happens in a shop becomes Klaviyo metrics. Storefronts and back offices push events; the admin API sets up plugins and shows what became of events. " +
  "Every error is one document (application/problem+json) with a stable `code`, explained at /docs/errors.";

/** The API's description (OpenAPI 3.1), from the routes and their schemas alone, so that it cannot differ from what they check. */
export function buildOpenApi(routes: readonly DescribedRoute[], version: string): OpenApiDocument {
  const components = createComponents();
  const paths: Record<string, Record<string, OperationObject>> = {};
  for (const route of routes) {
    const path = route.url.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeOperation(route, components) };
  }
  return {
    openapi: "3.1.1",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: { title: "centra-klaviyo", version, license: { name: "MIT", identifier: "MIT" }, description: INTRODUCTION },
    servers: [{ url: "/" }],
    tags: [...new Set(routes.map(({ operation }) => operation.tag))].map((name) => ({ name })),
    paths,
    components: { schemas: components.schemas(), securitySchemes: SECURITY_SCHEMES },
  };
}

function describeOperation(
  { operation, params, query, body, method }: DescribedRoute,
  components: Components,
): OperationObject {
  const bodies = operation.bodies ?? (body === undefined ? undefined : { "application/json": { schema: body } });
  return {
    operationId: operation.operationId,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    security: SECURITY[operation.security],
    parameters: [...parametersOf(params, "path"), ...parametersOf(query, "query")],
    ...(bodies === undefined || method === "GET"
      ? {}
      : { requestBody: { required: true, content: describeBodies(bodies, components) } }),
    responses: { ...describeAnswer(operation.answer, components), ...describeProblems(operation.problems, components) },
  };
}

function parametersOf(schema: ZodType | undefined, place: "path" | "query"): ParameterObject[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries<ZodType>(schema.shape).map(([name, field]) => {
    const { description, $schema: _dialect, ...rest } = z.toJSONSchema(field, { io: "input" });
    const isRequired = place === "path" || !field.safeParse(undefined).success;
    return {
      name,
      in: place,
      required: isRequired,
      ...(description === undefined ? {} : { description }),
      schema: rest,
    };
  });
}

function describeBodies(
  bodies: NonNullable<Operation["bodies"]>,
  components: Components,
): Record<string, MediaTypeObject> {
  return Object.fromEntries(
    Object.entries(bodies).map(([mediaType, { schema, examples }]) => [
      mediaType,
      {
        schema: components.reference(schema, "input"),
        ...(examples === undefined
          ? {}
          : { examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])) }),
      },
    ]),
  );
}

function describeAnswer(
  { status, description, schema }: Operation["answer"],
  components: Components,
): Record<string, ResponseObject> {
  const content =
    schema === undefined ? {} : { content: { "application/json": { schema: components.reference(schema, "output") } } };
  return { [status]: { description, ...content } };
}

function describeProblems(codes: readonly ProblemCode[], components: Components): Record<string, ResponseObject> {
  const byStatus = Map.groupBy(codes, (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      status,
      {
        description: same.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join(" "),
        content: { [PROBLEM_MEDIA_TYPE]: { schema: components.reference(problemSchema, "output") } },
      },
    ]),
  );
}

interface Components {
  /** The schema itself, or a reference where it has a name. */
  reference(schema: ZodType, io: "input" | "output"): Schema;
  schemas(): Record<string, Schema>;
}

/** Collects schemas that have an id (`.meta({ id })`) under `#/components/schemas`. */
function createComponents(): Components {
  const schemas: Record<string, Schema> = {};
  return {
    reference(schema, io) {
      const {
        $schema: _dialect,
        $defs,
        ...root
      } = z.toJSONSchema(schema, { io, unrepresentable: "any", override: dropName });
      for (const [name, definition] of Object.entries($defs ?? {})) schemas[name] ??= relocate(definition);
      return relocate(root);
    },
    schemas: () => Object.fromEntries(Object.entries(schemas).toSorted(([a], [b]) => a.localeCompare(b))),
  };
}

/** The name is the schema's key among the components; inside the schema `id` would be an unknown keyword. */
function dropName({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  delete jsonSchema.id;
}

/** Points references at the document's components. */
function relocate(schema: Schema): Schema {
  const text = JSON.stringify(schema, (key: string, value: unknown) =>
    key === "$ref" && typeof value === "string" ? value.replace("#/$defs/", "#/components/schemas/") : value,
  );
  return JSON.parse(text);
}
