import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { type CentraClient, createCentraClient, type Question } from "../api/centra-client.ts";
import type { FailureCode, GraphqlError, Outcome } from "../api/outcome.ts";
import type { Purpose, RateBudget, RateLimit } from "../api/rate-budget.ts";
import { missingPermissionIn } from "../api/read-answer.ts";
import type { CentraTransport } from "../api/transport.ts";
import { type Catalog, createCatalog } from "../catalog/catalog.ts";
import type { CentraConnection } from "../connection/connection.ts";
import { fieldsToLeaveOut } from "../schema/optional-fields.ts";
import {
  fitQuestions,
  INTROSPECTION,
  type QuestionName,
  type Questions,
  unfittedQuestions,
} from "../schema/questions.ts";
import { CentraFailure } from "./failure.ts";

export interface Answer {
  readonly data: Readonly<Record<string, unknown>>;
  /** What explains holes in the data. */
  readonly errors: readonly GraphqlError[];
}

/** One instance as it is at present: its limits, its schema, its base currency. */
export interface CentraSession {
  readonly connection: CentraConnection;
  readonly client: CentraClient;
  readonly questions: Questions;
  readonly catalog: Catalog;
  /** ISO 4217; null when Centra does not say. */
  readonly baseCurrency: string | null;
  /** Where commerce events say that they come from. */
  readonly source: string;
  /** Centra's words about fields that will go. */
  readonly deprecations: ReadonlySet<string>;
  /** Null when this instance cannot answer such a question. `size`: how many things are asked for. Throws CentraFailure. */
  ask(name: QuestionName, variables?: Readonly<Record<string, unknown>>, size?: number): Promise<Answer | null>;
  /** The same, whose questions are given up when the signal aborts. */
  under(signal: AbortSignal): CentraSession;
}

interface SessionOptions {
  readonly transport: CentraTransport;
  readonly clock: Clock;
  readonly connection: CentraConnection;
  readonly token: string;
  /** Shared by all who ask the instance; default: one of its own. */
  readonly budget?: RateBudget;
  readonly purpose?: Purpose;
  readonly signal?: AbortSignal | undefined;
}

const currenciesSchema = z.array(z.object({ code: z.string(), isBase: z.boolean().catch(false) })).catch([]);

/** The base currency was asked for, so that one alone is it; of several, the one that says so. */
function baseAmong(currencies: z.output<typeof currenciesSchema>): string | null {
  const [only] = currencies;
  return (currencies.length === 1 ? only : currencies.find(({ isBase }) => isBase))?.code ?? null;
}

/** Learns the instance's limits, schema and base currency. Throws CentraFailure. */
export async function openSession({
  transport,
  clock,
  connection,
  token,
  signal,
  ...shared
}: SessionOptions): Promise<CentraSession> {
  const client = createCentraClient({ transport, clock, apiUrl: connection.apiUrl, token, ...shared });
  let questions = await readQuestions(client, clock, signal);
  const deprecations = new Set<string>();

  const askUnder = async (
    asking: AbortSignal | undefined,
    name: QuestionName,
    variables: Readonly<Record<string, unknown>>,
    size: number,
  ): Promise<Answer | null> => {
    const document = questions.documents[name];
    if (document === null) return null;
    const outcome = await askPatiently(client, { name, document, variables, size, signal: asking }, clock);
    const refused = fieldsToLeaveOut(missingPermissionsOf(outcome));
    if (refused.length > 0) {
      const fewer = questions.without(refused);
      const isFewer = fewer.documents[name] !== document;
      questions = fewer;
      if (isFewer) return askUnder(asking, name, variables, size);
    }
    if (outcome.kind === "failed") throw new CentraFailure(name, outcome);
    for (const words of outcome.notes.deprecations) deprecations.add(words);
    return outcome;
  };
  const ask: CentraSession["ask"] = (name, variables = {}, size = 1) => askUnder(signal, name, variables, size);

  const limits = await ask("rateLimits");
  if (limits !== null) client.budget.learn(readRateLimits(limits.data.rateLimits));
  const base = await ask("baseCurrency");
  const session: CentraSession = {
    ...{ connection, client, deprecations, ask },
    get questions() {
      return questions;
    },
    under: (asking) => ({
      ...session,
      get questions() {
        return questions;
      },
      ask: (name, variables = {}, size = 1) => askUnder(asking, name, variables, size),
    }),
    catalog: createCatalog({ ask, clock }),
    baseCurrency: baseAmong(currenciesSchema.parse(base?.data.currencies)),
    source: `/centra/${new URL(connection.apiUrl).host}`,
  };
  return session;
}

function missingPermissionsOf(outcome: Outcome): readonly string[] {
  if (outcome.kind === "failed") return outcome.missingPermissions;
  return outcome.errors.flatMap(({ message }) => missingPermissionIn(message) ?? []);
}

/** All questions may be repeated: also those that change something change nothing the second time. */
async function askPatiently(client: CentraClient, question: Question, clock: Clock): Promise<Outcome> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await client.ask(question);
    if (outcome.kind === "answered" || tries === TRIES || !PASSING.has(outcome.code)) return outcome;
    await clock.sleep(BETWEEN_TRIES_MS * tries, question.signal);
    if (question.signal?.aborted) return outcome;
  }
}

const TRIES = 3;
const BETWEEN_TRIES_MS = 200;
const PASSING: ReadonlySet<FailureCode> = new Set(["unreachable", "rate_limited", "centra_error"]);

async function readQuestions(client: CentraClient, clock: Clock, signal: AbortSignal | undefined): Promise<Questions> {
  const outcome = await askPatiently(client, { name: "introspection", document: INTROSPECTION, signal }, clock);
  if (outcome.kind === "answered") return fitQuestions(outcome.data);
  // An instance may keep its schema to itself and answer all the same; every other failure would meet the next question, too.
  if (outcome.code === "query_refused" || outcome.code === "centra_error") return unfittedQuestions();
  throw new CentraFailure("introspection", outcome);
}

const limitSchema = z.object({
  type: z.enum(["REQUEST_COUNT", "QUERY_COMPLEXITY", "MUTATION_COUNT"]),
  intervalSeconds: z.union([z.number(), z.string()]),
  quota: z.number().positive(),
  remainingQuota: z.number(),
});

/** Limits that Centra names; those of an unknown kind or interval are left out. */
export function readRateLimits(value: unknown): RateLimit[] {
  return (Array.isArray(value) ? value : []).flatMap((entry) => {
    const limit = limitSchema.safeParse(entry).data;
    const intervalMs = limit === undefined ? undefined : readInterval(limit.intervalSeconds);
    if (limit === undefined || intervalMs === undefined) return [];
    return [{ kind: limit.type, intervalMs, quota: limit.quota, remaining: limit.remainingQuota }];
  });
}

/** An enum in the documentation, a number by its name. */
function readInterval(value: number | string): number | undefined {
  if (typeof value === "number") return value * 1_000;
  return { TEN_SECONDS: 10_000, ONE_HOUR: 3_600_000 }[value];
}
