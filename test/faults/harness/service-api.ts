import { Agent, request as send } from "undici";
import { z } from "zod";

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The service's HTTP API as a shop and an operator call it. */
export interface ServiceApi {
  readonly url: string;
  /** Null when no whole answer came: refused, reset, broken off, or later than the time-out. */
  tryCall(method: string, path: string, options: CallOptions): Promise<ApiAnswer | null>;
  /** The body of a success of the admin API; throws what was answered otherwise. */
  admin(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Every event in the state, oldest first. */
  listEvents(state: "pending" | "dead" | "delivered" | "skipped"): Promise<AdminEvent[]>;
  close(): Promise<void>;
}

interface CallOptions {
  readonly bearer: string;
  readonly body?: unknown;
}

const adminEventSchema = z.object({
  id: z.number(),
  pluginId: z.string(),
  metric: z.string(),
  uniqueId: z.string(),
  state: z.string(),
  attempts: z.number(),
  dueAt: z.number(),
  email: z.string(),
  failure: z.object({ code: z.string(), status: z.number().nullable(), detail: z.string() }).nullable(),
});
const adminPageSchema = z.object({ events: z.array(adminEventSchema), next: z.number().nullable() });

export type AdminEvent = z.infer<typeof adminEventSchema>;

const TIMEOUT_MS = 15_000;

export function createServiceApi(url: string, adminToken: string): ServiceApi {
  const dispatcher = new Agent({ connections: 64, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS });

  const tryCall: ServiceApi["tryCall"] = async (method, path, { bearer, body }) => {
    try {
      const answer = await send(new URL(path, url), {
        dispatcher,
        method,
        headers: {
          authorization: `Bearer ${bearer}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        body: body === undefined ? null : JSON.stringify(body),
      });
      const text = await answer.body.text();
      return { status: answer.statusCode, body: text === "" ? null : JSON.parse(text) };
    } catch {
      return null;
    }
  };
  const admin: ServiceApi["admin"] = async (method, path, body) => {
    const answer = await tryCall(method, path, { bearer: adminToken, body });
    if (answer === null) throw new Error(`${method} ${path} got no answer.`);
    if (answer.status < 400) return answer.body;
    throw new Error(`${method} ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  };

  return {
    url,
    tryCall,
    admin,
    async listEvents(state) {
      const found: AdminEvent[] = [];
      let before: number | null = null;
      do {
        const cursor: string = before === null ? "" : `&before=${before}`;
        const page = adminPageSchema.parse(await admin("GET", `/v1/admin/events?state=${state}&limit=1000${cursor}`));
        found.push(...page.events);
        before = page.next;
      } while (before !== null);
      return found.reverse();
    },
    close: () => dispatcher.destroy(),
  };
}
