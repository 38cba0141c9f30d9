import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.ts";
import { HttpProblem } from "./problems/problem.ts";

/** Connections end with the answers that are still to be given, so that `close()` waits for nothing else. */
export function refuseWhenClosing(server: FastifyInstance, clock: Clock, closeGraceMs: number): void {
  let isClosing = false;
  const ended = new AbortController();
  server.server.once("close", () => ended.abort());
  server.addHook("preClose", async () => {
    isClosing = true;
    void clock.sleep(closeGraceMs, ended.signal).then(() => server.server.closeAllConnections());
  });
  server.addHook("onSend", async (_request, reply) => {
    reply.header("x-content-type-options", "nosniff");
    if (isClosing) reply.header("connection", "close");
  });
  server.addHook("onRequest", async () => {
    if (isClosing)
      throw new HttpProblem("shutting_down", "The service is being stopped. Send the same request again in a moment.");
  });
}
