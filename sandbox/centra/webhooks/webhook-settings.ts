import { z } from "zod";

/** Settings of the store plugin "Centra Webhook", version "Integration API", and what goes wrong on the way. */
export const webhookSettings = z.strictObject({
  url: z.url(),
  /** The endpoint secret. */
  secret: z.string().min(1),
  /** Default 100. */
  maxEventsPerCall: z.int().min(1).max(100).optional(),
  /** Default 5. */
  timeoutSeconds: z.int().min(1).max(60).optional(),
  /** Default 0. "Each retry doubles the delay between requests, starting from 1 second." */
  retries: z.int().min(0).max(3).optional(),
  /** Shares of the calls, 0 to 1: never sent, sent twice, sent after the next one. */
  lost: z.number().min(0).max(1).optional(),
  doubled: z.number().min(0).max(1).optional(),
  reordered: z.number().min(0).max(1).optional(),
});

export type WebhookSettings = z.infer<typeof webhookSettings>;
