import { z } from "zod";
import { HttpProblem } from "./problems/problem.ts";
import type { ZodServer } from "./validation.ts";

const healthSchema = z.object({ status: z.literal("ok") });

/** `/healthz`: the process answers. `/readyz`: it can also take events, for load balancers. Both without a key. */
export function addHealthRoutes(server: ZodServer, checkReadiness: () => Promise<void>): void {
  server.get(
    "/healthz",
    {
      config: {
        operation: {
          operationId: "checkHealth",
          tag: "Health",
          security: "none",
          summary: "Whether the process answers",
          answer: { status: 200, description: "It does.", schema: healthSchema },
          problems: [],
        },
      },
    },
    async () => ({ status: "ok" }),
  );

  server.get(
    "/readyz",
    {
      config: {
        operation: {
          operationId: "checkReadiness",
          tag: "Health",
          security: "none",
          summary: "Whether events can be taken",
          answer: { status: 200, description: "The database answers.", schema: healthSchema },
          problems: ["storage_unavailable", "shutting_down"],
        },
      },
    },
    async () => {
      try {
        await checkReadiness();
      } catch {
        throw new HttpProblem(
          "storage_unavailable",
          "The database does not answer, so no event can be taken at the moment.",
        );
      }
      return { status: "ok" };
    },
  );
}
