import { z } from "zod";
import { faultRule } from "../faults/fault-rules.ts";
import { eventScript } from "../faults/scripts.ts";
import { type Answer, plainJsonAnswer } from "../http/answer.ts";
import type { Received } from "../http/answer-api.ts";
import type { SandboxState } from "../state.ts";
import { createControls, flowChange, keyChange, messageEdit, otherTraffic } from "./controls.ts";
import { createInspection, type EventFilter } from "./inspect.ts";
import type { MailFilter } from "./seen-mails.ts";

const pausing = z.strictObject({ paused: z.boolean() });
const oneOrMany = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([schema.transform((one) => [one]), z.array(schema)]);

/** The routes under `/__sandbox/`, which Klaviyo does not have. No key is needed. */
export function answerInspection(state: SandboxState, method: string, target: string, json: Received["json"]): Answer {
  const { pathname, searchParams } = new URL(target, "http://sandbox");
  const inspection = createInspection(state);
  const controls = createControls(state);
  const filter = filterOf(searchParams);
  const given = typeof json === "object" ? json.value : undefined;
  const done = () => plainJsonAnswer(200, { done: true });
  try {
    switch (`${method} ${pathname.replace(/^\/__sandbox\/?/, "").replace(/\/$/, "")}`) {
      case "GET ":
      case "GET state":
        return plainJsonAnswer(200, inspection.counts());
      case "GET events":
        return plainJsonAnswer(200, inspection.events({ ...filter, ...backfillOf(searchParams) }));
      case "GET dropped":
        return plainJsonAnswer(200, inspection.dropped(filter));
      case "GET profiles":
        return plainJsonAnswer(200, inspection.profiles(filter));
      case "GET requests":
        return plainJsonAnswer(200, inspection.requests());
      case "GET attempts":
        return plainJsonAnswer(200, inspection.attempts(filter));
      case "GET windows":
        return plainJsonAnswer(200, inspection.windows());
      case "GET violations":
        return plainJsonAnswer(200, inspection.violations());
      case "GET faults":
        return plainJsonAnswer(200, state.faults.list());
      case "POST faults":
        for (const rule of oneOrMany(faultRule).parse(given)) controls.addFault(rule);
        return done();
      case "DELETE faults":
        controls.clearFaults();
        return done();
      case "GET scripts":
        return plainJsonAnswer(200, state.scripts.list());
      case "POST scripts":
        for (const script of oneOrMany(eventScript).parse(given)) controls.addScript(script);
        return done();
      case "DELETE scripts":
        controls.clearScripts();
        return done();
      case "POST keys":
        controls.changeKey(keyChange.parse(given));
        return done();
      case "POST pause":
        controls.setPaused(pausing.parse(given).paused);
        return done();
      case "POST other-traffic":
        controls.simulateOtherTraffic(otherTraffic.parse(given));
        return done();
      case "GET flows":
        return plainJsonAnswer(200, inspection.flows(filter));
      case "POST flows":
        return plainJsonAnswer(200, { changed: controls.changeFlow(flowChange.parse(given)) });
      case "POST flows/hurry":
        controls.hurryFlows();
        return done();
      case "POST messages":
        controls.editMessage(messageEdit.parse(given));
        return done();
      case "GET mails":
        return plainJsonAnswer(200, inspection.mails(mailFilterOf(filter, searchParams)));
      case "GET mails/skipped":
        return plainJsonAnswer(200, inspection.skippedMails(filter));
      case "POST reset":
        controls.reset();
        return done();
      default:
        return plainJsonAnswer(404, { error: `There is no ${method} ${pathname}. docs/sandbox.md lists the routes.` });
    }
  } catch (error) {
    if (error instanceof z.ZodError) return plainJsonAnswer(400, { error: z.prettifyError(error) });
    return plainJsonAnswer(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function backfillOf(query: URLSearchParams): { backfill?: boolean } {
  const text = query.get("backfill");
  return text === null ? {} : { backfill: text === "true" };
}

function mailFilterOf(filter: EventFilter, query: URLSearchParams): MailFilter {
  const language = query.get("language");
  return language === null ? filter : { ...filter, language };
}

function filterOf(query: URLSearchParams): EventFilter {
  const [account, metric, email, uniqueId] = ["account", "metric", "email", "unique_id"].map((name) => query.get(name));
  return {
    ...(account ? { account } : {}),
    ...(metric ? { metric } : {}),
    ...(email ? { email } : {}),
    ...(uniqueId ? { uniqueId } : {}),
  };
}
