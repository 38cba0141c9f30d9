/** What a request gets, before anything is written to the socket. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty: no body at all. */
  readonly body: string;
}

const JSON_API = { "content-type": "application/vnd.api+json" };

export function jsonAnswer(status: number, document: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { ...JSON_API, ...headers }, body: JSON.stringify(document) };
}

export function emptyAnswer(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body: "" };
}

export function plainJsonAnswer(status: number, value: unknown): Answer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value, null, 2) };
}
