import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import { z } from "zod";
import { matchRoute } from "../api/routes.ts";
import type { Answer } from "../http/answer.ts";
import type { Received } from "../http/answer-api.ts";
import { strictSchema } from "./strict-schema.ts";

/** Where a request, or an answer of the sandbox, departs from Klaviyo's OpenAPI file. */
export interface Violation {
  readonly of: "request" | "answer";
  readonly operation: string;
  /** JSON pointer into the body, or the parameter's name. */
  readonly place: string;
  readonly message: string;
}

export interface OpenApiCheck {
  checkRequest(received: Received): void;
  checkAnswer(received: Received, answer: Answer): void;
  violations(): readonly Violation[];
  clear(): void;
}

const schema = z.record(z.string(), z.unknown());
const content = z.record(z.string(), z.object({ schema }));
const parameter = z.object({ name: z.string(), in: z.string(), required: z.boolean().optional(), schema });
const operation = z.object({
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ content: content.optional() })).default({}),
});
const openApiFile = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

type Operation = z.infer<typeof operation>;
const SCHEMA_ID = "klaviyo";
const VIOLATIONS_KEPT = 1_000;

interface ReadFile {
  readonly file: z.infer<typeof openApiFile>;
  readonly ajv: Ajv;
  readonly compiled: Map<string, ValidateFunction>;
}

/** A flow's schema takes a second to compile; sandboxes of one process share it. */
const filesRead = new Map<string, ReadFile>();

function readOpenApiFile(path: string): ReadFile {
  const known = filesRead.get(path);
  if (known !== undefined) return known;
  const file = openApiFile.parse(JSON.parse(readFileSync(path, "utf8")));
  const { schemas } = file.components;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  formats.default(ajv);
  ajv.addSchema({
    $id: SCHEMA_ID,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).map(([name, one]) => [name, strictSchema(one, schemas)])),
    },
  });
  const read = { file, ajv, compiled: new Map<string, ValidateFunction>() };
  filesRead.set(path, read);
  return read;
}

/** Reads Klaviyo's OpenAPI file. Schemas are compiled at their first use; fields that they do not list are violations. */
export function createOpenApiCheck(path: string): OpenApiCheck {
  const { file, ajv, compiled } = readOpenApiFile(path);
  const { schemas } = file.components;
  let violations: Violation[] = [];

  function report(violation: Violation): void {
    if (violations.length < VIOLATIONS_KEPT) violations.push(violation);
  }

  /** Tells one fault a place: alternatives of a schema would else tell each of theirs. */
  function check(
    name: string,
    given: Readonly<Record<string, unknown>>,
    value: unknown,
    told: (place: string, message: string) => void,
    isSparse = false,
  ): void {
    let validate = compiled.get(name);
    if (validate === undefined) {
      validate = ajv.compile(z.record(z.string(), z.unknown()).parse(strictSchema(given, schemas)));
      compiled.set(name, validate);
    }
    if (validate(value)) return;
    const places = new Set<string>();
    for (const { instancePath, keyword, message, params } of validate.errors ?? []) {
      if (isSparse && keyword === "required") continue;
      if (places.has(instancePath)) continue;
      places.add(instancePath);
      told(instancePath, `${message ?? "is invalid"} ${JSON.stringify(params)}`);
    }
  }

  function operationOf(received: Received): { readonly name: string; readonly operation: Operation } | null {
    const match = matchRoute(received.method, received.path);
    const path = match.kind === "found" ? match.route.path : received.path.replace(/\/$/, "");
    const found = file.paths[path]?.[received.method.toLowerCase()];
    return found === undefined ? null : { name: `${received.method} ${path}`, operation: operation.parse(found) };
  }

  /** The file may be an excerpt. A path that it lacks altogether, and that Klaviyo has as the sandbox has it, cannot be checked. */
  function isLeftOut(received: Received): boolean {
    const match = matchRoute(received.method, received.path);
    return match.kind === "found" && file.paths[match.route.path] === undefined;
  }

  return {
    checkRequest(received) {
      const found = operationOf(received);
      if (found === null && isLeftOut(received)) return;
      if (found === null) {
        report({
          of: "request",
          operation: `${received.method} ${received.path}`,
          place: "",
          message: "is no operation of the file",
        });
        return;
      }
      const { name, operation } = found;
      const told = (place: string, message: string) => report({ of: "request", operation: name, place, message });
      const query = new URLSearchParams(received.target.slice(received.path.length + 1));
      for (const parameter of operation.parameters) {
        const value =
          parameter.in === "query" ? query.get(parameter.name) : received.headers[parameter.name.toLowerCase()];
        if (parameter.in === "path") continue;
        if (value === null || value === undefined) {
          if (parameter.required) told(parameter.name, "is missing");
        } else {
          check(
            `${name} ${parameter.name}`,
            parameter.schema,
            coerce(String(value), parameter.schema.type),
            (_, message) => told(parameter.name, message),
          );
        }
      }
      const known = new Set(operation.parameters.filter((one) => one.in === "query").map((one) => one.name));
      for (const key of query.keys()) if (!known.has(key)) told(key, "is no parameter of the operation");
      const body = mediaSchema(operation.requestBody?.content);
      if (body === null) return;
      if (typeof received.json !== "object") told("", "has no JSON body");
      else check(`${name} body`, body, received.json.value, told);
    },
    checkAnswer(received, answer) {
      const found = operationOf(received);
      if (found === null) return;
      const { name, operation } = found;
      const told = (place: string, message: string) =>
        report({ of: "answer", operation: `${name} ${answer.status}`, place, message });
      const isSparse = /[?&]fields(\[|%5B)/i.test(received.target);
      const declared = operation.responses[String(answer.status)];
      if (declared === undefined) {
        if (answer.status < 400) told("", "is a status that the file does not give");
        return;
      }
      const body = mediaSchema(declared.content);
      if (body === null) {
        if (answer.body !== "") told("", "must not have a body");
        return;
      }
      check(`${name} ${answer.status}`, body, JSON.parse(answer.body), told, isSparse);
    },
    violations: () => violations,
    clear() {
      violations = [];
    },
  };
}

function mediaSchema(content: Readonly<Record<string, { schema: Readonly<Record<string, unknown>> }>> | undefined) {
  return Object.values(content ?? {})[0]?.schema ?? null;
}

/** A parameter's text as the type that its schema asks for; lists are written with commas (`explode: false`). */
function coerce(text: string, type: unknown): unknown {
  if (type === "integer" || type === "number") return Number(text);
  return type === "array" ? text.split(",") : text;
}
