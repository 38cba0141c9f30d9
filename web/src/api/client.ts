import createClient from "openapi-fetch";
import type { Paths } from "./api-types.ts";
import { ApiProblem, readProblem } from "./problem.ts";
import { announceSignedOut } from "./signed-out.ts";

/** The service's API, typed by its own description: `answerOf(api.GET("/v1/admin/plugins"))`. */
export const api = createClient<Paths>({ baseUrl: "/", credentials: "same-origin" });

interface Exchange<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * What the service answered.
 * @throws ApiProblem when it refused, or could not be reached.
 */
export async function answerOf<Data>(exchange: Promise<Exchange<Data>>): Promise<Data> {
  const { data, error, response } = await exchange.catch((cause: unknown) => {
    throw new ApiProblem({ status: 0, code: "unreachable", title: "unreachable", detail: String(cause) });
  });
  if (response.ok) return data as Data;
  if (response.status === 401) announceSignedOut();
  throw readProblem(response.status, error);
}
