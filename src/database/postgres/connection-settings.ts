import pg from "pg";

const INT8_OID = 20;
const NUMERIC_OID = 1700;

/** How long to wait for a connection before the caller is told that the database is away. */
const CONNECT_TIMEOUT_MS = 5_000;
/** The longest a statement may run; every statement of the service is bounded and far quicker. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** On this side, a little later: the answer of a half-open connection never comes. */
const QUERY_TIMEOUT_MS = 35_000;
/** Less than a lease lives: a process that stands still within a transaction must not keep others from taking over its accounts. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 5_000;
/** An idle connection is closed after this long. */
export const IDLE_TIMEOUT_MS = 30_000;
/** A connection on which nothing moves for this long waits for an answer that never comes: it would have been closed as idle. */
export const SILENCE_TIMEOUT_MS = QUERY_TIMEOUT_MS;

/** What every connection has in common: time-outs, keep-alive, and 64-bit integers as numbers. */
export function connectionSettings(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: "centra-klaviyo",
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: { getTypeParser },
  };
}

function getTypeParser(oid: number, format?: "text" | "binary") {
  if (format !== "binary" && (oid === INT8_OID || oid === NUMERIC_OID)) return parseSafeInteger;
  return format === "binary" ? pg.types.getTypeParser(oid, "binary") : pg.types.getTypeParser(oid, "text");
}

function parseSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} from the database is not a safe integer`);
  return value;
}
