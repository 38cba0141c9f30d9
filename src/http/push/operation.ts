import { z } from "zod";
import { commerceEventSchema } from "../../commerce/commerce-event.ts";
import type { Operation } from "../openapi/operation.ts";
import { pushExamples } from "./examples.ts";
import { MAX_EVENTS_PER_REQUEST, PUSH_MEDIA_TYPES } from "./read-events.ts";
import { pushAnswerSchema, pushResultSchema } from "./schemas.ts";

const batchSchema = z.array(commerceEventSchema).max(MAX_EVENTS_PER_REQUEST);

/** The push API as the published description tells it. */
export const pushOperation: Operation = {
  operationId: "pushEvents",
  tag: "Push API",
  summary: "Take events of a shop",
  description:
    "One event, an array of up to 1,000, or as many lines of NDJSON; 10 MB at most. The answer comes once they are committed and never waits for Klaviyo. " +
    "Every event is judged by itself: good ones are taken, bad ones listed with their faults. Sending an event again is always safe: it counts as a duplicate. " +
    "One event alone is answered by one result, several by a list with counts. When none was taken the answer is 422.",
  security: "pushKey",
  bodies: {
    [PUSH_MEDIA_TYPES.event]: { schema: commerceEventSchema, examples: pushExamples },
    [PUSH_MEDIA_TYPES.batch]: { schema: batchSchema },
    [PUSH_MEDIA_TYPES.json]: { schema: z.union([commerceEventSchema, batchSchema]) },
    [PUSH_MEDIA_TYPES.lines]: { schema: z.string().meta({ description: "One event in JSON a line." }) },
  },
  answer: {
    status: 202,
    description: "At least one event was taken.",
    schema: z.union([pushResultSchema, pushAnswerSchema]),
  },
  problems: [
    "malformed_json",
    "key_missing",
    "key_refused",
    "plugin_not_found",
    "method_not_allowed",
    "request_timeout",
    "body_too_large",
    "too_many_events",
    "media_type_unsupported",
    "encoding_unsupported",
    "events_invalid",
    "request_invalid",
    "internal_error",
    "storage_unavailable",
    "overloaded",
    "shutting_down",
  ],
};
