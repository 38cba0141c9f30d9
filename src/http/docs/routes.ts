import { readFileSync } from "node:fs";
import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";
import type { OpenApiDocument } from "../openapi/build-openapi.ts";
import { renderApiPage } from "./api-page.ts";
import { renderErrorsPage } from "./errors-page.ts";

const STYLE = readFileSync(new URL("./docs.css", import.meta.url), "utf8");
const HTML = "text/html; charset=utf-8";

/** `/openapi.json` and the pages made from it. They load nothing from elsewhere and run no script. */
export async function addDocsRoutes(server: FastifyInstance, describeApi: () => OpenApiDocument): Promise<void> {
  await server.register(helmet, {
    strictTransportSecurity: false,
    xFrameOptions: { action: "deny" },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  const openApi = once(describeApi);
  const openApiText = once(() => JSON.stringify(openApi(), null, 2));
  const apiPage = once(() => renderApiPage(openApi()));
  const errorsPage = once(renderErrorsPage);

  server.get("/openapi.json", (_request, reply) => reply.type("application/json; charset=utf-8").send(openApiText()));
  server.get("/docs", (_request, reply) => reply.type(HTML).send(apiPage()));
  server.get("/docs/errors", (_request, reply) => reply.type(HTML).send(errorsPage()));
  server.get("/docs/docs.css", (_request, reply) => reply.type("text/css; charset=utf-8").send(STYLE));
  server.get("/", (request, reply) =>
    request.headers.accept?.includes("text/html") === true
      ? reply.redirect("/app")
      : reply.send({ service: "centra-klaviyo", app: "/app", docs: "/docs", openapi: "/openapi.json" }),
  );
}

/** Computes at the first use, when all routes are known. */
function once<Value>(compute: () => Value): () => Value {
  let result: { value: Value } | undefined;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
}
