import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshSqliteLocation } from "../../../test/databases.ts";
import { createIntakeParts } from "../../../test/intake-parts.ts";
import { OPENAPI_3_1 } from "../../../test/openapi-metaschema.ts";
import { systemClock } from "../../clock.ts";
import { parseCommerceEvent } from "../../commerce/parse-commerce-event.ts";
import { openDatabase } from "../../database/database.ts";
import { createKlaviyoClient } from "../../klaviyo/client.ts";
import { createLogger } from "../../observability/logger.ts";
import { createUsers } from "../../users/create-users.ts";
import { PROBLEMS } from "../problems/problem-codes.ts";
import { pushExamples } from "../push/examples.ts";
import { createHttpServer } from "../server.ts";
import type { OpenApiDocument } from "./build-openapi.ts";

const klaviyo = createKlaviyoClient({ clock: systemClock });
const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
addFormats.default(ajv);
ajv.addVocabulary(["components", "example"]);

let document: OpenApiDocument;
let pages: Record<string, { text: string; policy: string; type: string }>;

beforeAll(async () => {
  const { location, remove } = await freshSqliteLocation();
  const database = await openDatabase({ location, clock: systemClock, logger: createLogger({ level: "silent" }) });
  const server = createHttpServer({
    ...createIntakeParts(database),
    users: createUsers({ database, clock: systemClock }),
    ...{ klaviyo, version: "1.2.3", isAdminToken: () => false, checkReadiness: async () => {} },
  });
  document = JSON.parse((await server.inject("/openapi.json")).body);
  pages = {};
  for (const path of ["/docs", "/docs/errors", "/docs/docs.css", "/"]) {
    const { body, headers } = await server.inject(path);
    pages[path] = {
      text: body,
      policy: String(headers["content-security-policy"]),
      type: String(headers["content-type"]),
    };
  }
  await server.close();
  await database.close();
  await remove();
  ajv.addSchema({ $id: "api.json", components: document.components });
});

afterAll(() => klaviyo.close());

function validatorOf(name: string) {
  return ajv.compile({ $ref: `api.json#/components/schemas/${name}` });
}

test("the description is an OpenAPI 3.1 document", () => {
  const validate = ajv.compile(OPENAPI_3_1);
  validate(document);
  expect(validate.errors).toBeNull();
});

test("every reference leads somewhere and every schema compiles", () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
    (match) => match[1],
  );
  expect(references.length).toBeGreaterThan(50);
  for (const name of new Set(references)) expect(document.components.schemas).toHaveProperty(String(name));
  for (const name of Object.keys(document.components.schemas)) expect(() => validatorOf(name)).not.toThrow();
});

test.each(Object.entries(pushExamples))(
  "the published example of %s fits the published schema, and the parser",
  (type, example) => {
    const validate = validatorOf("CommerceEvent");
    validate(example);
    expect(validate.errors).toBeNull();
    expect(parseCommerceEvent(example).ok).toBe(true);
    const content = document.paths["/v1/plugins/{plugin}/events"]?.post?.requestBody?.content;
    expect(content?.["application/cloudevents+json"]?.examples?.[type]?.value).toEqual(example);
  },
);

test("what the parser takes, the published schema takes, too", () => {
  const validate = validatorOf("CommerceEvent");
  const change = fc.record({
    example: fc.constantFrom(...Object.values(pushExamples)),
    path: fc.array(fc.nat(30), { minLength: 1, maxLength: 5 }),
    value: fc.oneof(
      fc.jsonValue({ maxDepth: 1 }),
      fc.constantFrom("SE", "12.50", "2026-01-01T00:00:00Z", "", undefined),
    ),
  });
  let taken = 0;
  fc.assert(
    fc.property(change, ({ example, path, value }) => {
      const changed: unknown = JSON.parse(JSON.stringify(example));
      changeAt(changed, path, value);
      if (!parseCommerceEvent(changed).ok) return;
      taken += 1;
      validate(JSON.parse(JSON.stringify(changed)));
      expect(validate.errors).toBeNull();
    }),
    { numRuns: 500 },
  );
  expect(taken).toBeGreaterThan(20);
});

/** Changes one field somewhere inside, found by counting. */
function changeAt(target: unknown, [step = 0, ...rest]: readonly number[], value: unknown): void {
  if (typeof target !== "object" || target === null) return;
  const keys = Object.keys(target);
  const key = keys[step % Math.max(keys.length, 1)];
  if (key === undefined) return;
  const inner: unknown = Reflect.get(target, key);
  if (rest.length > 0 && typeof inner === "object" && inner !== null) changeAt(inner, rest, value);
  else Reflect.set(target, key, value);
}

test("every operation has a name of its own, a summary and its answers, and keys are asked for where they are needed", () => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.values(methods).map((operation) => ({ path, operation })),
  );
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { path, operation } of operations) {
    expect(operation.summary).not.toBe("");
    const needed = path.startsWith("/v1/admin")
      ? [{ adminToken: [] }, { session: [] }]
      : path.startsWith("/v1/plugins/")
        ? [{ pushKey: [] }]
        : [];
    expect(operation.security).toEqual(needed);
  }
});

test("the pages show every operation, schema and error, load nothing from elsewhere and run no script", () => {
  const docs = pages["/docs"]?.text ?? "";
  for (const name of Object.keys(document.components.schemas)) expect(docs).toContain(`id="schema-${name}"`);
  for (const methods of Object.values(document.paths)) {
    for (const { operationId } of Object.values(methods)) expect(docs).toContain(`id="${operationId}"`);
  }
  for (const code of Object.keys(PROBLEMS)) expect(pages["/docs/errors"]?.text).toContain(`id="${code}"`);
  for (const path of ["/docs", "/docs/errors"]) {
    const { text, policy, type } = pages[path] ?? { text: "", policy: "", type: "" };
    expect(type).toBe("text/html; charset=utf-8");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    expect(text).not.toMatch(/<script|<style|\sstyle=|\son\w+=|src=/i);
    const links = [...text.matchAll(/href="([^"]*)"/g)].map((match) => match[1] ?? "");
    for (const link of links) expect(link).toMatch(/^(#|\/docs|\/openapi\.json)/);
    for (const link of links.filter((one) => one.startsWith("#"))) expect(text).toContain(`id="${link.slice(1)}"`);
  }
  expect(pages["/docs/docs.css"]?.type).toContain("text/css");
  expect(pages["/docs/docs.css"]?.text).not.toMatch(/url\(|@import/);
  expect(JSON.parse(pages["/"]?.text ?? "")).toMatchObject({ docs: "/docs" });
});
