import type { FastifyInstance, RouteOptions } from "fastify";
import { ZodType } from "zod";
import type { DescribedRoute } from "./build-openapi.ts";

/**
 * Notes every route as it is added: for the API's description, and to know which methods an address has. A route of the admin API that is not
 * described does not start, so that none is there which no attack test knows.
 */
export function collectRoutes(server: FastifyInstance) {
  const described: DescribedRoute[] = [];
  const methods = new Map<string, Set<string>>();
  server.addHook("onRoute", ({ method, url, schema, config }: RouteOptions) => {
    for (const one of [method].flat()) {
      methods.set(url, (methods.get(url) ?? new Set()).add(one));
      const isDescribed = config?.operation?.security === "adminToken" || config?.isRefusal === true;
      if (url.startsWith("/v1/admin") && !isDescribed) throw new Error(`${one} ${url} lacks its operation.`);
      if (config?.operation === undefined || one === "HEAD") continue;
      const { params, querystring, body } = schema ?? {};
      described.push({
        ...{ method: one, url, operation: config.operation },
        ...{ params: zodOrNone(params), query: zodOrNone(querystring), body: zodOrNone(body) },
      });
    }
  });
  return { described, methods };
}

function zodOrNone(schema: unknown): ZodType | undefined {
  return schema instanceof ZodType ? schema : undefined;
}
