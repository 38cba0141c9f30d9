import type { IncomingHttpHeaders } from "node:http";
import { type Dispatcher, Pool } from "undici";
import type { Unreachable } from "./outcome.ts";
import { AbandonedError, DeadlineError, describeTransportFailure } from "./transport-failure.ts";

/** The one place that pins the API's revision. Each lives two years (Klaviyo, API versioning and deprecation policy). */
export const KLAVIYO_REVISION = "2026-07-15";

/** An answer is a few hundred bytes, or an error page; what is longer is not read, unless the request expects it. */
const MAX_ANSWER_BYTES = 256 * 1024;
/** When a process has stood still, its timers run out before it reads what has come meanwhile; so long it looks for an answer yet. */
const LAST_LOOK_MS = 50;

export interface TransportSettings {
  /** Without a path at the end, for example `https://a.klaviyo.com`. */
  readonly baseUrl: string;
  readonly connectTimeoutMs: number;
  /** From the request being sent to the answer's headers. */
  readonly headersTimeoutMs: number;
  /** Between two parts of the answer's body. */
  readonly bodyTimeoutMs: number;
  /** For the whole request, so that an answer that trickles in for ever ends, too. */
  readonly totalTimeoutMs: number;
  /** Connections kept to Klaviyo, over all accounts; requests beyond them queue. */
  readonly connections: number;
}

export const DEFAULT_TRANSPORT: TransportSettings = {
  baseUrl: "https://a.klaviyo.com",
  connectTimeoutMs: 5_000,
  headersTimeoutMs: 20_000,
  bodyTimeoutMs: 10_000,
  totalTimeoutMs: 30_000,
  connections: 256,
};

export interface TransportRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** With the leading slash. */
  readonly path: string;
  readonly privateKey: string;
  readonly body?: string | Buffer;
  /** Default 256 KiB; what is longer is not read. */
  readonly maxAnswerBytes?: number;
  /** Gives the request up; the outcome is then unreachable with code `aborted`. */
  readonly signal?: AbortSignal | undefined;
}

interface Answered {
  readonly kind: "answered";
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** False when the body broke off or was too long. */
  readonly isWhole: boolean;
  /** Why the body broke off. */
  readonly failure: Unreachable | null;
}

export interface Transport {
  /** Never rejects: every failure is a value. */
  request(request: TransportRequest): Promise<Answered | Unreachable>;
  close(): Promise<void>;
}

/** HTTP/1.1 with connections kept alive; a body of any kind is tolerated, and the key stays out of every result. */
export function createTransport(settings: TransportSettings): Transport {
  const base = new URL(settings.baseUrl);
  const prefix = base.pathname.replace(/\/+$/, "");
  const pool = new Pool(base.origin, {
    connections: settings.connections,
    pipelining: 1,
    allowH2: false,
    connectTimeout: settings.connectTimeoutMs,
    headersTimeout: settings.headersTimeoutMs,
    bodyTimeout: settings.bodyTimeoutMs,
  });
  return {
    request: (request) => send(pool, prefix, settings.totalTimeoutMs, request),
    close: () => pool.destroy(),
  };
}

function send(pool: Pool, prefix: string, totalTimeoutMs: number, request: TransportRequest) {
  return new Promise<Answered | Unreachable>((resolve) => {
    let controller: Dispatcher.DispatchController | null = null;
    let status = 0;
    let headers: IncomingHttpHeaders = {};
    const chunks: Buffer[] = [];
    let bytes = 0;
    const maxBytes = request.maxAnswerBytes ?? MAX_ANSWER_BYTES;

    let givenUp: Error | null = null;
    const giveUp = (reason: Error) => {
      givenUp = reason;
      if (controller !== null) controller.abort(reason);
      else finish(describeTransportFailure(reason, false));
    };
    const abandon = () => giveUp(new AbandonedError("the request was given up"));
    const giveUpInTime = () => giveUp(new DeadlineError(`no whole answer within ${totalTimeoutMs} ms`));
    let deadline = setTimeout(() => {
      deadline = setTimeout(giveUpInTime, LAST_LOOK_MS);
    }, totalTimeoutMs);
    const finish = (result: Answered | Unreachable) => {
      clearTimeout(deadline);
      request.signal?.removeEventListener("abort", abandon);
      resolve(result);
    };
    const answered = (failure: Unreachable | null): Answered => ({
      kind: "answered",
      status,
      headers,
      text: Buffer.concat(chunks).toString("utf8"),
      isWhole: failure === null,
      failure,
    });

    if (request.signal?.aborted) return abandon();
    request.signal?.addEventListener("abort", abandon, { once: true });

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        controller = started;
        if (givenUp !== null) started.abort(givenUp);
      },
      onResponseStart(_controller, statusCode, responseHeaders) {
        status = statusCode;
        headers = responseHeaders;
      },
      onResponseData(current, chunk) {
        bytes += chunk.length;
        if (bytes <= maxBytes) chunks.push(chunk);
        else current.abort(new Error(`the answer is longer than ${maxBytes} bytes`));
      },
      onResponseEnd: () => finish(answered(null)),
      onResponseError(_controller, error) {
        const failure = describeTransportFailure(error, controller !== null);
        finish(status >= 200 ? answered(failure) : failure);
      },
    };
    try {
      pool.dispatch({ method: request.method, path: prefix + request.path, ...content(request) }, handler);
    } catch (error) {
      finish(describeTransportFailure(error, false));
    }
  });
}

function content({ privateKey, body }: TransportRequest) {
  const headers: Record<string, string> = {
    authorization: `Klaviyo-API-Key ${privateKey}`,
    revision: KLAVIYO_REVISION,
    "x-klaviyo-revision-fall-forward-opt-out": "1",
    accept: "application/vnd.api+json",
  };
  if (body === undefined) return { headers };
  headers["content-type"] = "application/vnd.api+json";
  return { headers, body };
}
