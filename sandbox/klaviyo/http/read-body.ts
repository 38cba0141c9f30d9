import type { IncomingMessage } from "node:http";

/** "The maximum payload size is 5 MB", decompressed, for every endpoint. MB is 1,000,000 bytes here, the stricter reading. */
const PAYLOAD_MAX_BYTES = 5_000_000;

export type ReadBody =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "too_large" }
  /** The client went away. */
  | { readonly kind: "aborted" };

/** Reads the whole body, and keeps none of it beyond the limit. */
export function readBody(request: IncomingMessage): Promise<ReadBody> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= PAYLOAD_MAX_BYTES) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.on("end", () => {
      if (bytes > PAYLOAD_MAX_BYTES) resolve({ kind: "too_large" });
      else resolve({ kind: "text", text: joined(chunks) });
    });
    request.on("error", () => resolve({ kind: "aborted" }));
    request.on("close", () => resolve({ kind: "aborted" }));
  });
}

function joined(chunks: readonly Buffer[]): string {
  const [first] = chunks;
  if (first === undefined) return "";
  return (chunks.length === 1 ? first : Buffer.concat(chunks)).toString("utf8");
}
