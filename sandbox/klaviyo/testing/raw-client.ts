import { connect } from "node:net";
import type { KlaviyoSandbox } from "../server.ts";
import { TEST_KEY } from "./api-client.ts";

interface RawAnswer {
  /** Every byte that came. */
  readonly text: string;
  /** `end`: the server closed in good order. `reset`: the connection was torn down. */
  readonly ending: "end" | "reset";
}

export interface RawRequest {
  /** Settles when the connection is over. */
  readonly answer: Promise<RawAnswer>;
  /** What has come so far. */
  received(): string;
}

/** Sends one request over a socket of its own and shows what happens to that socket, which HTTP clients hide. */
export function sendRaw(
  sandbox: Pick<KlaviyoSandbox, "port">,
  method: string,
  path: string,
  body: unknown,
): RawRequest {
  const payload = JSON.stringify(body);
  const head = [
    `${method} ${path} HTTP/1.1`,
    "host: localhost",
    `authorization: Klaviyo-API-Key ${TEST_KEY}`,
    "revision: 2026-07-15",
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(payload)}`,
    "connection: close",
  ];
  let text = "";
  const socket = connect(sandbox.port, "127.0.0.1", () => socket.write(`${head.join("\r\n")}\r\n\r\n${payload}`));
  const answer = new Promise<RawAnswer>((resolve) => {
    socket.setEncoding("utf8");
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("end", () => resolve({ text, ending: "end" }));
    socket.on("error", () => resolve({ text, ending: "reset" }));
  });
  return { answer, received: () => text };
}
