import { z } from "zod";
import { type Answer, plainJsonAnswer } from "../../klaviyo/http/answer.ts";
import { faultRule } from "../faults/fault-rules.ts";
import { schemaChanges } from "../schema/schema-changes.ts";
import type { SandboxState } from "../state.ts";
import { webhookSettings } from "../webhooks/webhook-settings.ts";
import { createControls, damage, eventSystemChange, mediaChange, otherTraffic, tokenChange } from "./controls.ts";
import { createInspection } from "./inspect.ts";

const oneOrMany = z.union([faultRule.transform((one) => [one]), z.array(faultRule)]);

/** The routes under `/__sandbox/`, which Centra does not have. No token is needed. */
export function answerInspection(state: SandboxState, method: string, target: string, given: unknown): Answer {
  const { pathname, searchParams } = new URL(target, "http://sandbox");
  const inspection = createInspection(state);
  const controls = createControls(state);
  const done = () => plainJsonAnswer(200, { done: true });
  try {
    switch (`${method} ${pathname.replace(/^\/__sandbox\/?/, "").replace(/\/$/, "")}`) {
      case "GET ":
      case "GET state":
        return plainJsonAnswer(200, inspection.counts());
      case "GET events":
        return plainJsonAnswer(200, inspection.unconfirmedEvents(searchParams.get("integration") ?? "Klaviyo"));
      case "GET buckets":
        return plainJsonAnswer(200, inspection.buckets());
      case "GET webhooks":
        return plainJsonAnswer(200, inspection.webhookCalls());
      case "GET requests":
        return plainJsonAnswer(200, state.log.entries());
      case "GET faults":
        return plainJsonAnswer(200, inspection.faults());
      case "POST faults":
        for (const rule of oneOrMany.parse(given)) controls.addFault(rule);
        return done();
      case "DELETE faults":
        controls.clearFaults();
        return done();
      case "POST tokens":
        controls.changeToken(tokenChange.parse(given));
        return done();
      case "POST event-system":
        controls.setEventSystem(eventSystemChange.parse(given));
        return done();
      case "POST schema":
        controls.changeSchema(schemaChanges.parse(given));
        return done();
      case "POST webhook":
        controls.setWebhook(webhookSettings.parse(given));
        return done();
      case "DELETE webhook":
        controls.setWebhook(null);
        return done();
      case "POST other-traffic":
        controls.simulateOtherTraffic(otherTraffic.parse(given));
        return done();
      case "POST media":
        controls.replaceMedia(mediaChange.parse(given));
        return done();
      case "POST damage":
        controls.damageObject(damage.parse(given));
        return done();
      default:
        return plainJsonAnswer(404, {
          error: `There is no ${method} ${pathname}. docs/sandbox-centra.md lists the routes.`,
        });
    }
  } catch (error) {
    if (error instanceof z.ZodError) return plainJsonAnswer(400, { error: z.prettifyError(error) });
    return plainJsonAnswer(400, { error: error instanceof Error ? error.message : String(error) });
  }
}
