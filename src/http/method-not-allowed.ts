import type { FastifyInstance } from "fastify";
import { HttpProblem } from "./problems/problem.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** It answers 405 and does nothing. */
    isRefusal?: true;
  }
}

/** Answers 405 with an Allow header where an address exists for other methods only. To be called after all routes are there. */
export function refuseOtherMethods(server: FastifyInstance, routes: ReadonlyMap<string, ReadonlySet<string>>): void {
  for (const [url, methods] of routes) {
    const allow = [...methods].toSorted().join(", ");
    const others = server.supportedMethods.filter((method) => !methods.has(method));
    server.route({
      method: others,
      url,
      config: { isRefusal: true },
      onRequest: async (request) => {
        throw new HttpProblem("method_not_allowed", `${request.method} is not possible here, only ${allow}.`, {
          headers: { allow },
        });
      },
      handler: async () => undefined,
    });
  }
}
