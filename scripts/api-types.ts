import { compile, type JSONSchema } from "json-schema-to-typescript";
import type { OpenApiDocument, OperationObject } from "../src/http/openapi/build-openapi.ts";

type Schema = JSONSchema;

/** The API's description as TypeScript: an interface for each named schema, and `Paths` in the form that openapi-fetch reads. */
export async function apiTypes({ paths, components }: OpenApiDocument): Promise<string> {
  const schema: Schema = {
    title: "Paths",
    ...object(mapValues(paths, (methods) => object(mapValues(methods, describeOperation)))),
    definitions: { ...components.schemas } as Record<string, Schema>,
  };
  const text = await compile(pointAtDefinitions(schema), "Paths", {
    bannerComment: "/** Made by scripts/generate-api-types.ts from the API's description. */",
    additionalProperties: false,
    unreachableDefinitions: true,
    format: false,
  });
  return statusesAsNumbers(text);
}

function describeOperation({ parameters, requestBody, responses }: OperationObject): Schema {
  const named = (place: "path" | "query") => {
    const here = parameters.filter((parameter) => parameter.in === place);
    const properties = Object.fromEntries(here.map(({ name, schema }) => [name, schema as Schema]));
    return { properties, optional: here.filter(({ required }) => !required).map(({ name }) => name) };
  };
  const path = named("path");
  const query = named("query");
  return object(
    {
      parameters: object(
        {
          ...(hasFields(query) ? { query: object(query.properties, query.optional) } : {}),
          ...(hasFields(path) ? { path: object(path.properties) } : {}),
        },
        hasFields(query) && query.optional.length < Object.keys(query.properties).length ? [] : ["query"],
      ),
      ...(requestBody === undefined ? {} : { requestBody: object({ content: contentOf(requestBody.content) }) }),
      responses: object(
        mapValues(successesOf(responses), ({ content }) =>
          object(content === undefined ? {} : { content: contentOf(content) }),
        ),
      ),
    },
    [],
  );
}

/** What went wrong is one document for all, src/api/problem.ts of the web app. */
function successesOf(responses: OperationObject["responses"]): OperationObject["responses"] {
  return Object.fromEntries(Object.entries(responses).filter(([status]) => Number(status) < 400));
}

function hasFields({ properties }: { readonly properties: object }): boolean {
  return Object.keys(properties).length > 0;
}

function contentOf(content: NonNullable<OperationObject["requestBody"]>["content"]): Schema {
  return object(mapValues(content, ({ schema }) => schema as Schema));
}

function object(properties: Record<string, Schema>, optional: readonly string[] = []): Schema {
  return {
    type: "object",
    properties,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    additionalProperties: false,
  };
}

function mapValues<Value, Result>(values: Readonly<Record<string, Value>>, change: (value: Value) => Result) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

function pointAtDefinitions(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll("#/components/schemas/", "#/definitions/"));
}

/** openapi-fetch looks an answer up by its status as a number, and a quoted key is none. */
function statusesAsNumbers(text: string): string {
  return text.replaceAll(/"(\d{3})"(\??: )/g, "$1$2");
}
