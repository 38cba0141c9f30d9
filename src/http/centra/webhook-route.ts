import type { FastifyInstance } from "fastify";
import type { Centra } from "../../centra/centra.ts";
import type { WebhookVerdict } from "../../centra/webhooks/receive-webhook.ts";
import { pluginParamsSchema } from "../admin/schemas/params.ts";
import { HttpProblem } from "../problems/problem.ts";
import { withZod } from "../validation.ts";

/** A call holds at most 100 changes of some 100 bytes. */
const MOST_BYTES = 256 * 1024;

/** `POST /webhooks/centra/{plugin}`: Centra's call that something has changed. The signature is of the body as it came. */
export function addWebhookRoute(scope: FastifyInstance, centra: Centra): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: MOST_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  withZod(scope).post(
    "/webhooks/centra/:plugin",
    {
      schema: { params: pluginParamsSchema },
      config: {
        operation: {
          operationId: "receiveCentraWebhook",
          tag: "Centra webhook",
          security: "none",
          summary: "Take a call of Centra's webhook plugin",
          description:
            "Form-encoded, signed by `X-Centra-Signature` with the endpoint's secret. It only wakes the service, which asks Centra what has changed.",
          answer: { status: 204, description: "The shop is looked at now." },
          problems: ["webhook_unknown", "webhook_refused", "malformed_request", "body_too_large"],
        },
      },
    },
    async (request, reply) => {
      const header = request.headers["x-centra-signature"];
      const verdict = await centra.receiveWebhook(request.params.plugin, {
        signature: Array.isArray(header) ? header[0] : header,
        body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      });
      if (verdict !== "genuine") throw refusal(verdict);
      return reply.code(204).send();
    },
  );
}

function refusal(verdict: Exclude<WebhookVerdict, "genuine">): HttpProblem {
  switch (verdict) {
    case "unknown":
      return new HttpProblem("webhook_unknown", "No plugin takes webhooks here: it has no webhook secret, or is none.");
    case "missing":
      return new HttpProblem("webhook_refused", "The call has no signature, or one that cannot be read.");
    case "forged":
      return new HttpProblem("webhook_refused", "The signature is not of this body under the plugin's webhook secret.");
    case "stale":
      return new HttpProblem("webhook_refused", "The signature is older than five minutes, or from the future.");
    case "malformed":
      return new HttpProblem("malformed_request", "The body is signed, but holds no payload of JSON.");
  }
}
