import { request as send } from "undici";
import { z } from "zod";
import type { Config } from "../config.ts";
import { readServiceNote } from "../service-note.ts";
import { CommandError, EXIT } from "./exit-codes.ts";

/** One call of the service's HTTP API. */
export interface ServiceRequest {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  /** Overrides the admin token, for the push API. */
  readonly bearer?: string;
  readonly contentType?: string;
}

export interface ServiceConnection {
  /** The parsed answer, whatever its status. */
  exchange(request: ServiceRequest): Promise<{ readonly status: number; readonly body: unknown }>;
  /** The parsed answer of a success; throws CommandError with the problem's own words otherwise. */
  call(request: ServiceRequest): Promise<unknown>;
  close(): Promise<void>;
}

const problemSchema = z.object({
  title: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});

/**
 * The way to the service: the one at SERVICE_URL, else the one running on this data directory, else the service's own
 * HTTP interface inside this process, so that a plugin can be set up before the first start.
 */
export async function connectToService(config: Config): Promise<ServiceConnection> {
  const note = await readServiceNote(config.dataDir);
  if (config.serviceUrl !== null) return overHttp(config.serviceUrl, config.adminToken ?? note?.token ?? "");
  if (note !== null) return overHttp(note.url, config.adminToken ?? note.token);
  return insideThisProcess(config);
}

function overHttp(url: string, token: string): ServiceConnection {
  return connection(
    async (request) => {
      try {
        const answer = await send(new URL(request.path, url), {
          method: request.method,
          headers: headersOf(request, token),
          body: request.body === undefined ? null : textOf(request.body),
        });
        return { status: answer.statusCode, text: await answer.body.text() };
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new CommandError(`The service at ${url} does not answer (${reason}). Is it running?`, EXIT.unreachable);
      }
    },
    async () => {},
  );
}

async function insideThisProcess(config: Config): Promise<ServiceConnection> {
  const { openOfflineApp } = await import("../app.ts");
  const app = await openOfflineApp(config);
  return connection(
    async (request) => {
      const answer = await app.http.inject({
        method: request.method,
        url: request.path,
        headers: headersOf(request, app.localToken),
        ...(request.body === undefined ? {} : { payload: textOf(request.body) }),
      });
      return { status: answer.statusCode, text: answer.body };
    },
    () => app.stop(),
  );
}

function connection(
  exchangeText: (request: ServiceRequest) => Promise<{ status: number; text: string }>,
  close: () => Promise<void>,
): ServiceConnection {
  const exchange: ServiceConnection["exchange"] = async (request) => {
    const { status, text } = await exchangeText(request);
    return { status, body: text === "" ? null : parseAnswer(text) };
  };
  return {
    exchange,
    async call(request) {
      const { status, body } = await exchange(request);
      if (status >= 400) throw problemError(status, body);
      return body;
    },
    close,
  };
}

function headersOf(request: ServiceRequest, token: string): Record<string, string> {
  return {
    authorization: `Bearer ${request.bearer ?? token}`,
    ...(request.body === undefined ? {} : { "content-type": request.contentType ?? "application/json" }),
  };
}

function textOf(body: unknown): string | Buffer {
  return typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
}

function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { title: `The answer is not JSON: ${text.slice(0, 200)}` };
  }
}

/** A problem+json answer as one readable error. */
export function problemError(status: number, body: unknown): CommandError {
  const problem = problemSchema.safeParse(body);
  const listsFaults = problem.success && (problem.data.errors ?? []).length > 0;
  const words = problem.success
    ? ((listsFaults ? undefined : problem.data.detail) ?? `${problem.data.title}${listsFaults ? ":" : ""}`)
    : `The service answered ${status}.`;
  const faults = problem.success
    ? (problem.data.errors ?? []).map((fault) => `\n  ${fault.pointer || "/"}: ${fault.detail}`)
    : [];
  const exitCode = status === 404 ? EXIT.notFound : status >= 500 ? EXIT.failed : EXIT.refused;
  return new CommandError(words + faults.join(""), exitCode);
}
