import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** What the door does with one request before the service, if at all, sees it. */
export type DoorStep =
  | "let through"
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | "reset"
  /** The service has taken it, and the answer is lost. */
  | "reset after the service"
  | "never answer"
  | "half an answer";

interface SeenRequest {
  readonly path: string;
  readonly contentType: string | undefined;
  readonly body: string;
}

/** A server before the service that does as its script says, step by step, and then lets everything through. */
export async function startDoor(serviceUrl: string, script: readonly DoorStep[]) {
  const steps = [...script];
  const seen: SeenRequest[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const path = request.url ?? "";
    seen.push({ path, contentType: request.headers["content-type"], body });
    const step = steps.shift();
    if (step === "reset") return void request.socket.destroy();
    if (step === "never answer") return;
    if (step === "half an answer") {
      response.writeHead(202, { "content-type": "application/json", "content-length": "100" });
      response.write('{"id":');
      return void setImmediate(() => request.socket.destroy());
    }
    if (typeof step === "object") return void response.writeHead(step.status, step.headers).end(step.body ?? "");
    const { authorization = "", "content-type": type = "" } = request.headers;
    const real = await fetch(new URL(path, serviceUrl), {
      method: "POST",
      headers: { authorization, "content-type": type },
      body,
    });
    const realBody = await real.text();
    if (step === "reset after the service") return void request.socket.destroy();
    response.writeHead(real.status, { "content-type": real.headers.get("content-type") ?? "" }).end(realBody);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The door has no port.");
  return { url: `http://127.0.0.1:${address.port}`, seen };
}
