import { z } from "zod";
import type { KlaviyoSandbox } from "../server.ts";

export const TEST_KEY = "pk_test_all_scopes";
export const TEST_ACCOUNT = { id: "TST001", privateKeys: [{ key: TEST_KEY, scopes: "all" }] } as const;

const errorDocument = z.object({
  errors: z.array(
    z.object({
      id: z.uuid(),
      status: z.int(),
      code: z.string(),
      title: z.string(),
      detail: z.string(),
      source: z.object({ pointer: z.string().optional(), parameter: z.string().optional() }),
      links: z.record(z.string(), z.unknown()),
      meta: z.record(z.string(), z.unknown()),
    }),
  ),
});

const resource = z.object({
  type: z.string(),
  id: z.string(),
  attributes: z.record(z.string(), z.unknown()),
});
const resourceDocument = z.object({ data: resource });
const collectionDocument = z.object({
  data: z.array(resource),
  links: z.object({ self: z.string(), next: z.string().nullable().optional(), prev: z.string().nullable().optional() }),
  included: z.array(resource).optional(),
});

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The errors of a refusal; throws when the body is no error document. */
  errors(): z.infer<typeof errorDocument>["errors"];
  one(): z.infer<typeof resource>;
  many(): z.infer<typeof collectionDocument>;
}

/** One request as Klaviyo's documentation describes it. `null` leaves a header out. */
export async function callApi(
  sandbox: Pick<KlaviyoSandbox, "url">,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string | null>> = {},
): Promise<ApiAnswer> {
  const all: Record<string, string | null> = {
    authorization: `Klaviyo-API-Key ${TEST_KEY}`,
    revision: "2026-07-15",
    ...(body === undefined ? {} : { "content-type": "application/vnd.api+json" }),
    ...headers,
  };
  const response = await fetch(new URL(path, sandbox.url), {
    method,
    headers: Object.fromEntries(
      Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    ),
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    errors: () => errorDocument.parse(JSON.parse(text)).errors,
    one: () => resourceDocument.parse(JSON.parse(text)).data,
    many: () => collectionDocument.parse(JSON.parse(text)),
  };
}
