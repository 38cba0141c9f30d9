import { createServer, type Server } from "node:http";
import { resetConnection } from "./http/send-answer.ts";
import { serveRequest } from "./http/serve-request.ts";
import { type Controls, createControls } from "./inspection/controls.ts";
import { createInspection, type Inspection } from "./inspection/inspect.ts";
import type { SandboxOptions } from "./options.ts";
import { createState, type SandboxState } from "./state.ts";

/** Klaviyo's idle time is not published; longer than any client's own, so that the client closes first. */
const KEEP_ALIVE_MS = 75_000;

export interface KlaviyoSandbox extends Inspection, Controls {
  /** Without a slash at its end: the client's base URL in place of `https://a.klaviyo.com`. */
  readonly url: string;
  readonly port: number;
  /** Stops listening and cuts every connection; what it knows is kept. Connections are refused until `start`. */
  stop(): Promise<void>;
  /** Listens again on the same port. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server that behaves as Klaviyo's API, revision 2026-07-15. Rejects when the port is taken. */
export async function startKlaviyoSandbox(options: SandboxOptions = {}): Promise<KlaviyoSandbox> {
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
    stop,
    async start() {
      server ??= await listen(state, host, port);
    },
    close: stop,
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
