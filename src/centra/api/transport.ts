import { Agent, request as send } from "undici";
import type { HttpAnswer } from "./read-answer.ts";

/** The description of a whole schema has some megabytes; what is longer is not read. */
const MAX_ANSWER_BYTES = 48 * 1024 * 1024;

export interface Unanswered {
  readonly kind: "unanswered";
  readonly detail: string;
}

export interface CentraTransport {
  /** Never rejects: a failure is a value. */
  post(request: {
    readonly url: string;
    readonly token: string;
    readonly body: string;
    readonly signal?: AbortSignal | undefined;
  }): Promise<(HttpAnswer & { readonly kind: "http"; readonly date: string | null }) | Unanswered>;
  close(): Promise<void>;
}

/** HTTP/1.1 with connections kept alive. `totalTimeoutMs`: for a whole answer, since Centra guarantees no response time. */
export function createCentraTransport({
  totalTimeoutMs = 60_000,
}: {
  readonly totalTimeoutMs?: number;
} = {}): CentraTransport {
  const agent = new Agent({
    connections: 8,
    pipelining: 1,
    connectTimeout: 10_000,
    headersTimeout: totalTimeoutMs,
    bodyTimeout: 20_000,
  });
  return {
    async post({ url, token, body, signal }) {
      const deadline = AbortSignal.timeout(totalTimeoutMs);
      try {
        const answer = await send(url, {
          dispatcher: agent,
          method: "POST",
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json", accept: "application/json" },
          body,
          signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
        });
        const text = await readBounded(answer.body);
        if (text === null) return { kind: "unanswered", detail: "the answer is longer than can be read" };
        return {
          kind: "http",
          status: answer.statusCode,
          retryAfter: headerText(answer.headers["retry-after"]),
          date: headerText(answer.headers.date),
          text,
        };
      } catch (error) {
        if (deadline.aborted) return { kind: "unanswered", detail: `no whole answer within ${totalTimeoutMs} ms` };
        return { kind: "unanswered", detail: describe(error).replaceAll(token, "[token]") };
      }
    },
    close: () => agent.destroy(),
  };
}

async function readBounded(body: AsyncIterable<Buffer>): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function headerText(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? `${error.code}: ` : "";
  return `${code}${error.message}`.slice(0, 300);
}
