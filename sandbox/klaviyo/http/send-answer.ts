import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { PlannedAnswer } from "../faults/planned-answer.ts";
import type { Answer } from "./answer.ts";

const TRICKLE_BYTES = 16;
const MISSING_BYTES = 64;

/** Writes an answer, in the manner that a plan asks for. A client that goes away is no error. */
export async function sendAnswer(response: ServerResponse, answer: Answer, plan: PlannedAnswer | null): Promise<void> {
  if (plan === null) {
    sendWhole(response, answer);
    return;
  }
  if (plan.delayMs !== undefined) await sleep(plan.delayMs);
  if (plan.reset === "mid-answer") await sendHalf(response, answer);
  else if (plan.body === "wrong-length") await sendShort(response, answer);
  else if (plan.trickleMs !== undefined) await trickle(response, answer, plan.trickleMs);
  else sendWhole(response, answer);
}

/** Cuts the connection with a TCP reset. */
export function resetConnection(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

function sendWhole(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { ...answer.headers, "content-length": Buffer.byteLength(answer.body) });
  response.end(answer.body);
}

/** Half of the answer, or of its head when it has no body, and then a reset. */
async function sendHalf(response: ServerResponse, answer: Answer): Promise<void> {
  const promised = Math.max(Buffer.byteLength(answer.body), MISSING_BYTES);
  response.writeHead(answer.status, { ...answer.headers, "content-length": promised });
  await written(response, answer.body.slice(0, Math.floor(answer.body.length / 2)) || "{");
  resetConnection(response);
}

/** The whole body under a `Content-Length` that promises more, and then the end of the connection. */
async function sendShort(response: ServerResponse, answer: Answer): Promise<void> {
  response.writeHead(answer.status, {
    ...answer.headers,
    "content-length": Buffer.byteLength(answer.body) + MISSING_BYTES,
  });
  await written(response, answer.body || "{}");
  response.socket?.end();
}

async function trickle(response: ServerResponse, answer: Answer, chunkEveryMs: number): Promise<void> {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, "content-length": body.length });
  response.flushHeaders();
  for (let start = 0; start < body.length && !response.destroyed; start += TRICKLE_BYTES) {
    await sleep(chunkEveryMs);
    response.write(body.subarray(start, start + TRICKLE_BYTES));
  }
  response.end();
}

function written(response: ServerResponse, text: string): Promise<void> {
  return new Promise((resolve) => {
    response.once("close", resolve);
    response.write(text, () => resolve());
  });
}
