import { request } from "undici";
import { z } from "zod";
import { DEMO_ACCOUNT } from "../../sandbox/klaviyo/options.ts";
import { type RunningProcess, startProcess } from "./start-process.ts";

export const SINGLE = "POST /api/events";
export const BULK = "POST /api/event-bulk-create-jobs";

const accountSchema = z.object({
  accepted: z.number(),
  recorded: z.number(),
  dropped: z.record(z.string(), z.number()),
});
const stateSchema = z.object({
  accounts: z.record(z.string(), accountSchema),
  requests: z.record(z.string(), z.record(z.string(), z.number())),
});
const windowSchema = z.object({
  lengthSeconds: z.number(),
  startedAt: z.number(),
  limit: z.number(),
  used: z.number(),
  refused: z.number(),
});
const windowsSchema = z.record(z.string(), z.record(z.string(), z.array(windowSchema)));
const eventsSchema = z.array(z.object({ uniqueId: z.string(), acceptedAt: z.number() }));

export type SandboxState = z.infer<typeof stateSchema>;

/** What a sandbox at this address received. */
export function lookInto(url: string) {
  const read = async (path: string): Promise<unknown> => (await request(`${url}/__sandbox/${path}`)).body.json();
  return {
    url,
    state: async () => stateSchema.parse(await read("state")),
    windows: async () => windowsSchema.parse(await read("windows")),
    /** Live ones alone: history may be more than one answer can hold. */
    liveEvents: async (metric: string) =>
      eventsSchema.parse(await read(`events?backfill=false&metric=${encodeURIComponent(metric)}`)),
    /** Events that were answered 202, of all accounts. */
    accepted: async () => {
      const { accounts } = stateSchema.parse(await read("state"));
      return Object.values(accounts).reduce((sum, { accepted }) => sum + accepted, 0);
    },
  };
}

export type SandboxView = ReturnType<typeof lookInto>;

export interface RunningSandbox extends RunningProcess, SandboxView {
  /** Of the one account that it has. */
  readonly account: string;
  readonly privateKey: string;
}

/** The sandbox in a process of its own. Events can be read at once; `keep` what can be looked at afterwards. */
export async function startSandbox(options: {
  readonly limits: "real" | "off";
  readonly keep: "everything" | "counts";
}): Promise<RunningSandbox> {
  const sandbox = await startProcess({
    command: [
      "sandbox/klaviyo/main.ts",
      ...["--port", "0", "--json", "--ingestion-delay-ms", "0", "--trust-properties"],
      ...["--limits", options.limits, "--retention", options.keep],
    ],
    readyWhen: /"url":"([^"]+)"/,
  });
  const [key] = DEMO_ACCOUNT.privateKeys;
  return { ...sandbox, ...lookInto(sandbox.ready), account: DEMO_ACCOUNT.id, privateKey: key?.key ?? "" };
}
