import { createServer, type Server } from "node:http";
import { resetConnection } from "../klaviyo/http/send-answer.ts";
import { serveRequest } from "./http/serve-request.ts";
import { type Controls, createControls } from "./inspection/controls.ts";
import { createInspection, type Inspection } from "./inspection/inspect.ts";
import type { Instance } from "./instance/instance.ts";
import { type CentraSandboxOptions, DEMO_TOKEN } from "./options.ts";
import { createState, type SandboxState } from "./state.ts";

/** Longer than any client's own, so that the client closes first. */
const KEEP_ALIVE_MS = 75_000;

export interface CentraSandbox extends Inspection, Controls {
  /** Base URL without a slash at its end; the Integration API is at `/graphql` below it. */
  readonly url: string;
  readonly port: number;
  /** The first token. */
  readonly token: string;
  /** What the shop holds; `instance/` has the operations that change it. */
  readonly instance: Instance;
  /** Stops listening and cuts every connection; what it knows is kept. */
  stop(): Promise<void>;
  /** Listens again on the same port. */
  start(): Promise<void>;
  /** Stops for good; webhooks that were not sent yet are not sent any more. */
  close(): Promise<void>;
}

/** Starts a server that behaves as a Centra instance's Integration API. Rejects when the port is taken. */
export async function startCentraSandbox(options: CentraSandboxOptions = {}): Promise<CentraSandbox> {
  const state = createState(options);
  const host = options.host ?? "127.0.0.1";
  let server: Server | null = await listen(state, host, options.port ?? 0);
  const port = portOf(server);

  async function stop(): Promise<void> {
    const stopping = server;
    server = null;
    if (stopping === null) return;
    await new Promise<void>((resolve) => {
      stopping.close(() => resolve());
      stopping.closeAllConnections();
    });
  }

  return {
    ...createInspection(state),
    ...createControls(state),
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    port,
    token: (options.tokens?.[0] ?? DEMO_TOKEN).token,
    instance: state.instance,
    stop,
    async start() {
      server ??= await listen(state, host, port);
    },
    async close() {
      state.webhooks.configure(null);
      await stop();
    },
  };
}

function listen(state: SandboxState, host: string, port: number): Promise<Server> {
  const server = createServer({ keepAlive: true, keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    serveRequest(state, request, response).catch(() => resetConnection(response));
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve(server);
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The sandbox listens on no TCP port.");
  return address.port;
}
