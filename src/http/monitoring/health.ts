import { z } from "zod";
import { HttpProblem } from "../problems/problem.ts";
import type { ZodServer } from "../validation.ts";

const healthSchema = z.object({ status: z.literal("ok") });

/** What `/readyz` of a process stands for. */
export interface Readiness {
  /** One sentence: what a 200 means. */
  readonly meaning: string;
  /** Rejects when it does not hold. */
  readonly check: () => Promise<void>;
  /** What a 503 means. */
  readonly refusal: string;
}

/**
 * `/healthz`: the process answers, for restarts. `/readyz`: it can also do its work, for load balancers and roll-outs. Neither says
 * anything about Klaviyo: when it is away, nothing here would get better by a restart. Both without a key.
 */
export function addHealthRoutes(server: ZodServer, readiness: Readiness): void {
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
          summary: "Whether the process can do its work",
          answer: { status: 200, description: readiness.meaning, schema: healthSchema },
          problems: ["storage_unavailable", "shutting_down"],
        },
      },
    },
    async () => {
      try {
        await readiness.check();
      } catch {
        throw new HttpProblem("storage_unavailable", readiness.refusal);
      }
      return { status: "ok" };
    },
  );
}
