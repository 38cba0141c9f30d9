import { z } from "zod";

const kept = z.array(z.looseObject({ kind: z.string(), key: z.string(), reason: z.string(), message: z.string() }));
const notices = z.array(z.looseObject({ code: z.string(), message: z.string() }));

/** A step of a flow, as it is drawn. */
export type StepAnswer =
  | { readonly kind: "wait"; readonly hours: number; readonly next: StepAnswer }
  | { readonly kind: "split"; readonly languages: readonly string[]; readonly yes: StepAnswer; readonly no: StepAnswer }
  | { readonly kind: "email"; readonly name: string; readonly subject: string };

const step: z.ZodType<StepAnswer> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("wait"), hours: z.number(), next: step }),
    z.object({ kind: z.literal("split"), languages: z.array(z.string()), yes: step, no: step }),
    z.object({ kind: z.literal("email"), name: z.string(), subject: z.string() }),
  ]),
);

/** What `POST …/emails/plan` answers. */
export const planAnswer = z.looseObject({
  account: z.object({ id: z.string(), organization: z.string(), sender: z.string() }),
  languages: z.array(z.string()),
  steps: z.array(z.object({ kind: z.string(), text: z.string() })),
  kept,
  notices,
  unchanged: z.number(),
  flows: z.array(
    z.looseObject({
      name: z.string(),
      change: z.enum(["make", "replace", "change_emails", "keep", "none"]),
      status: z.string().nullable(),
      tree: z.looseObject({ metric: z.string(), unless: z.string().nullable(), first: step }),
    }),
  ),
});
export type PlanAnswer = z.infer<typeof planAnswer>;

/** What `POST …/emails/apply` and `GET …/emails/run` answer. */
export const runAnswer = z.looseObject({
  state: z.enum(["running", "done", "failed", "paused"]),
  what: z.string(),
  done: z.number(),
  total: z.number(),
  kept,
  notices,
  problem: z.looseObject({ code: z.string(), message: z.string() }).nullable(),
  resumeAt: z.number().nullable(),
});
export type RunAnswer = z.infer<typeof runAnswer>;
