const reference = (name: string) => ({ $ref: `#/$defs/${name}` });
const mapOf = (value: object) => ({ type: "object", additionalProperties: value });
const text = { type: "string", minLength: 1 };
const schemaObject = { $ref: "https://json-schema.org/draft/2020-12/schema" };

/**
 * The grammar of OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1.html, section 4.8) for the objects that the API's
 * description uses, stricter than the official meta-schema: unknown fields are refused.
 */
export const OPENAPI_3_1 = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  required: ["openapi", "info", "paths"],
  additionalProperties: false,
  properties: {
    openapi: { type: "string", pattern: "^3\\.1\\.\\d+$" },
    jsonSchemaDialect: { type: "string", format: "uri" },
    info: {
      type: "object",
      required: ["title", "version"],
      additionalProperties: false,
      properties: {
        title: text,
        version: text,
        description: text,
        license: {
          type: "object",
          required: ["name"],
          additionalProperties: false,
          properties: { name: text, identifier: text },
        },
      },
    },
    servers: {
      type: "array",
      items: { type: "object", required: ["url"], additionalProperties: false, properties: { url: text } },
    },
    tags: {
      type: "array",
      uniqueItems: true,
      items: {
        type: "object",
        required: ["name"],
        additionalProperties: false,
        properties: { name: text, description: text },
      },
    },
    paths: { type: "object", propertyNames: { pattern: "^/" }, additionalProperties: reference("pathItem") },
    components: {
      type: "object",
      additionalProperties: false,
      properties: {
        schemas: {
          type: "object",
          propertyNames: { pattern: "^[a-zA-Z0-9._-]+$" },
          additionalProperties: schemaObject,
        },
        securitySchemes: mapOf(reference("securityScheme")),
      },
    },
  },
  $defs: {
    pathItem: {
      type: "object",
      propertyNames: { enum: ["get", "put", "post", "delete", "options", "head", "patch", "trace"] },
      additionalProperties: reference("operation"),
    },
    operation: {
      type: "object",
      required: ["responses"],
      additionalProperties: false,
      properties: {
        operationId: text,
        summary: text,
        description: text,
        tags: { type: "array", items: text },
        security: { type: "array", items: mapOf({ type: "array", items: text }) },
        parameters: { type: "array", uniqueItems: true, items: reference("parameter") },
        requestBody: {
          type: "object",
          required: ["content"],
          additionalProperties: false,
          properties: { description: text, required: { type: "boolean" }, content: reference("content") },
        },
        responses: {
          type: "object",
          minProperties: 1,
          propertyNames: { pattern: "^(default|[1-5](?:\\d\\d|XX))$" },
          additionalProperties: {
            type: "object",
            required: ["description"],
            additionalProperties: false,
            properties: { description: text, content: reference("content") },
          },
        },
      },
    },
    parameter: {
      type: "object",
      required: ["name", "in", "schema"],
      additionalProperties: false,
      properties: {
        name: text,
        in: { enum: ["query", "header", "path", "cookie"] },
        description: text,
        required: { type: "boolean" },
        schema: schemaObject,
      },
      if: { properties: { in: { const: "path" } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ["required"], properties: { required: { const: true } } },
    },
    content: {
      type: "object",
      minProperties: 1,
      propertyNames: { pattern: "^[\\w.+-]+/[\\w.+-]+$" },
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        properties: {
          schema: schemaObject,
          examples: mapOf({
            type: "object",
            required: ["value"],
            additionalProperties: false,
            properties: { summary: text, value: true },
          }),
        },
      },
    },
    securityScheme: { anyOf: [reference("bearerScheme"), reference("cookieScheme")] },
    bearerScheme: {
      type: "object",
      required: ["type", "scheme"],
      additionalProperties: false,
      properties: { type: { const: "http" }, scheme: { const: "bearer" }, bearerFormat: text, description: text },
    },
    cookieScheme: {
      type: "object",
      required: ["type", "in", "name"],
      additionalProperties: false,
      properties: { type: { const: "apiKey" }, in: { const: "cookie" }, name: text, description: text },
    },
  },
};
