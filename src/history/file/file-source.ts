import { z } from "zod";
import type { CommerceEvent } from "../../commerce/commerce-event.ts";
import {
  type HistoryPage,
  type HistoryProblem,
  type HistorySelection,
  type HistorySource,
  HistorySourceError,
} from "../../commerce/history-source.ts";
import type { FileEntry, OrderEntry, PlacedEntry } from "./file-entry.ts";
import type { CustomerNews, FileSurvey, KnownCustomer } from "./file-survey.ts";
import { eventsOfOrder } from "./order-events.ts";
import { readEntries } from "./read-entries.ts";

/** Entries of a page: when it is surveyed, and when its orders are exported. */
const SURVEYED_ENTRIES = 1_000;
const EXPORTED_ENTRIES = 150;
/** Entries that are looked at without a pause: a few milliseconds, so that live events do not wait. */
const ENTRIES_A_TURN = 50;

/** survey: which customers are chosen, and which order is each one's newest. export: the orders themselves. */
const cursorSchema = z.object({
  pass: z.enum(["survey", "export"]),
  offset: z.number().int().min(0),
  /** Lines before the offset. */
  line: z.number().int().min(0),
});
type FileCursor = z.output<typeof cursorSchema>;

const BEGIN: FileCursor = { pass: "survey", offset: 0, line: 0 };

/**
 * A file of customers and orders, in any order. It is read twice: an order may stand before its customer. The cursor is a place in the
 * file, so the file must not change between the start and the end; memory holds a page.
 */
export function createFileSource(options: {
  readonly path: string;
  readonly selection: HistorySelection;
  readonly survey: FileSurvey;
  /** Before each step that keeps this process busy. */
  readonly nextTurn: () => Promise<void>;
}): HistorySource {
  const { path, selection, survey, nextTurn } = options;

  /** What `note` makes of each entry is kept, so that a survey does not hold the orders themselves. */
  async function readPage(cursor: FileCursor, limit: number, note: (entry: PlacedEntry) => void) {
    let count = 0;
    let next = cursor;
    for await (const placed of readEntries(path, cursor)) {
      next = { ...cursor, ...placed.next };
      note(placed);
      count += 1;
      if (count === limit) return { next, isLast: false };
      if (count % ENTRIES_A_TURN === 0) await nextTurn();
    }
    return { next, isLast: true };
  }

  async function surveyPage(cursor: FileCursor): Promise<HistoryPage> {
    if (cursor.offset === 0) await survey.clear();
    const customers = new Map<string, CustomerNews>();
    const firstLines = new Map<string, number>();
    const { next, isLast } = await readPage(cursor, SURVEYED_ENTRIES, ({ entry, line }) => {
      noteNews(customers, entry, selection);
      if (entry.kind === "order" && !firstLines.has(entry.number)) firstLines.set(entry.number, line);
    });
    await survey.add({ customers: [...customers.values()], firstLines }, { from: cursor.offset, to: next.offset });
    const page = { events: [], customers: 0, orders: 0, problems: [], currentDate: null };
    if (!isLast) return { ...page, next: JSON.stringify(next) };
    const totals = await survey.totals(selection.includeGuests);
    return { ...page, next: JSON.stringify({ ...BEGIN, pass: "export" }), totals };
  }

  async function exportPage(cursor: FileCursor): Promise<HistoryPage> {
    const entries: PlacedEntry[] = [];
    const { next, isLast } = await readPage(cursor, EXPORTED_ENTRIES, (entry) => entries.push(entry));
    const read = entries.map(({ entry }) => entry);
    const known = await survey.customers(read.flatMap((entry) => ("email" in entry ? [entry.email] : [])));
    const firstLines = await survey.firstLines(read.flatMap((entry) => ("number" in entry ? [entry.number] : [])));
    const events: CommerceEvent[] = [];
    const newest = new Set<string>();
    const problems: HistoryProblem[] = [];
    let [customersDone, orders] = [0, 0];
    let currentDate: string | null = null;
    for (const [index, { entry, line }] of entries.entries()) {
      if (index % ENTRIES_A_TURN === ENTRIES_A_TURN - 1) await nextTurn();
      if (entry.kind === "broken") problems.push(entry.problem);
      if (entry.kind === "customer" && entry.createdAt >= selection.since) customersDone += 1;
      if (entry.kind !== "order" || !isChosen(entry, known.get(entry.email), selection)) continue;
      orders += 1;
      currentDate = new Date(entry.createdAt).toISOString().slice(0, 10);
      const firstLine = firstLines.get(entry.number) ?? line;
      if (firstLine !== line) {
        problems.push(repetition(entry.number, line, firstLine));
        continue;
      }
      const isNewest = known.get(entry.email)?.newestOrder === entry.number;
      if (isNewest && entry.accountCreatedAt !== undefined && known.get(entry.email)?.isChosen) customersDone += 1;
      const made = eventsOfOrder(entry, line);
      if (!made.ok) {
        problems.push(made.problem);
        continue;
      }
      events.push(...made.events);
      if (isNewest) for (const { id } of made.events) newest.add(id);
    }
    const page = { events, newest, customers: customersDone, orders, problems, currentDate };
    return { ...page, next: isLast ? null : JSON.stringify(next) };
  }

  return {
    count: async () => ({ customers: null, orders: null }),
    async read(cursor) {
      const from = cursor === null ? BEGIN : cursorSchema.parse(JSON.parse(cursor));
      try {
        return await (from.pass === "survey" ? surveyPage(from) : exportPage(from));
      } catch (error) {
        throw isFileError(error) ? unreadable(error) : error;
      }
    },
  };
}

function repetition(order: string, line: number, firstLine: number): HistoryProblem {
  return {
    code: "order_repeated",
    reference: `line ${line}, order ${order}`,
    message: `The order stands on line ${firstLine} already, and that one counts; this line was passed over.`,
  };
}

/** One piece of news a customer, of all that a page says. */
function noteNews(news: Map<string, CustomerNews>, entry: FileEntry, { since }: HistorySelection): void {
  if (entry.kind !== "customer" && entry.kind !== "order") return;
  const before = news.get(entry.email) ?? { ...NOTHING, email: entry.email };
  news.set(
    entry.email,
    entry.kind === "customer" ? withAccount(before, entry.createdAt, since) : withOrder(before, entry, since),
  );
}

const NOTHING = {
  isKnown: false,
  isChosen: false,
  orders: 0,
  ordersSince: 0,
  newestOrderAt: Number.MIN_SAFE_INTEGER,
  newestOrder: "",
};

function withAccount(news: CustomerNews, createdAt: number, since: number): CustomerNews {
  return { ...news, isKnown: true, isChosen: news.isChosen || createdAt >= since };
}

function withOrder(
  before: CustomerNews,
  { number, createdAt, accountCreatedAt }: OrderEntry,
  since: number,
): CustomerNews {
  const news = typeof accountCreatedAt === "number" ? withAccount(before, accountCreatedAt, since) : before;
  const isNewer = createdAt >= news.newestOrderAt;
  return {
    ...news,
    orders: news.orders + 1,
    ordersSince: news.ordersSince + (createdAt >= since ? 1 : 0),
    ...(isNewer ? { newestOrderAt: createdAt, newestOrder: number } : {}),
  };
}

function isChosen(
  { createdAt }: { readonly createdAt: number },
  customer: KnownCustomer | undefined,
  { since, includeGuests }: HistorySelection,
): boolean {
  if (customer?.isKnown === true) return customer.isChosen;
  return includeGuests && createdAt >= since;
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

function unreadable(cause: NodeJS.ErrnoException): HistorySourceError {
  return new HistorySourceError(
    "export_file_unreadable",
    `The export's file cannot be read on this machine (${cause.code ?? "unknown"}). With several workers the data directory's folder of ` +
      "exports must be the same for all of them. Mend that and resume the export, or cancel it.",
    { isRetryable: false, cause },
  );
}
