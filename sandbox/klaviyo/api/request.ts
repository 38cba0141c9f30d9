import type { EndpointLimits } from "../access/rate-limits.ts";
import type { RenderText } from "../flows/render-text.ts";
import type { Answer } from "../http/answer.ts";
import type { Account } from "../store/account.ts";

/** A request that was let in: its key, scopes, revision and rate windows are in order. */
export interface ApiRequest {
  readonly account: Account;
  /** The `{id}` of the path; empty where there is none. */
  readonly id: string;
  readonly query: URLSearchParams;
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown;
  /** Scheme, host and port that the client used, for links. */
  readonly origin: string;
  /** Path and query, for `links.self`. */
  readonly target: string;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  /** Klaviyo's template language. */
  readonly render: RenderText;
  /** Whether the values within an event's `properties` are held against their limits. */
  readonly checksProperties: boolean;
}

export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** With `{id}` where an id stands. */
  readonly path: string;
  readonly scopes: readonly string[];
  readonly limits: EndpointLimits;
  readonly answer: (request: ApiRequest) => Answer;
}
