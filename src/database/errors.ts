/** Another process has the SQLite file open. */
export class DatabaseInUseError extends Error {
  readonly code = "database_in_use";
  constructor(path: string, options?: ErrorOptions) {
    super(
      `The database ${path} is in use by another process, and one process owns the file. Stop that process, ` +
        "give this one a directory of its own, or use PostgreSQL (DATABASE_URL) to run several.",
      options,
    );
    this.name = "DatabaseInUseError";
  }
}

/** The database was migrated by a newer version that this one cannot work beside. */
export class DatabaseTooNewError extends Error {
  readonly code = "database_too_new";
  constructor(databaseVersion: number, softwareVersion: number) {
    super(
      `The database has schema version ${databaseVersion}, which software of schema version ${softwareVersion} cannot use. ` +
        "Start the newer version of this software, or restore a back-up made before the upgrade.",
    );
    this.name = "DatabaseTooNewError";
  }
}

/** The schema is older than this software: the tables have to be migrated first. */
export class DatabaseNotMigratedError extends Error {
  readonly code = "database_not_migrated";
  constructor(databaseVersion: number, softwareVersion: number) {
    super(
      `The database has schema version ${databaseVersion}, this software needs ${softwareVersion}. Run \`centra-klaviyo migrate\` first.`,
    );
    this.name = "DatabaseNotMigratedError";
  }
}

/** Only the embedded database is copied by this software. */
export class BackUpNotPossibleError extends Error {
  readonly code = "backup_not_possible";
  constructor() {
    super(
      "The data are in PostgreSQL, which is backed up with its own tools: continuous archiving with a base back-up, or pg_dump.",
    );
    this.name = "BackUpNotPossibleError";
  }
}

/** The database is away, starting, stopping or full. What was asked may have been done or not; it is safe to ask again later. */
export class DatabaseUnavailableError extends Error {
  readonly code = "storage_unavailable";
  constructor(cause: Error) {
    super(
      `The database does not answer (${cause.message}). Check that it runs, that it can be reached and that its disk has room.`,
      {
        cause,
      },
    );
    this.name = "DatabaseUnavailableError";
  }
}

/** Gives every error that means the database is away one type; others pass as they are. */
export function toDatabaseError(error: unknown): unknown {
  return error instanceof Error && isUnavailable(error) ? new DatabaseUnavailableError(error) : error;
}

/** SQLSTATE classes and codes of a database that is away, starting, stopping or full; PostgreSQL, Appendix A. */
const UNAVAILABLE_SQLSTATE = /^(08...|57P0[1235]|53[0-9]{3}|58030|25006|25P03|57014)$/;
const UNAVAILABLE_SYSTEM_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);
/** The errors of pg that carry no code: see pg-pool `index.js` and pg `client.js`. */
const UNAVAILABLE_MESSAGE =
  /timeout exceeded when trying to connect|Connection terminated|Query read timeout|not queryable/;
/** SQLite, "Result and Error Codes": BUSY, LOCKED, NOMEM, READONLY, IOERR, FULL, CANTOPEN. */
const UNAVAILABLE_SQLITE = new Set([5, 6, 7, 8, 10, 13, 14]);

function isUnavailable(error: Error): boolean {
  if ("errcode" in error && typeof error.errcode === "number") return UNAVAILABLE_SQLITE.has(error.errcode & 0xff);
  if ("code" in error && typeof error.code === "string") {
    return UNAVAILABLE_SQLSTATE.test(error.code) || UNAVAILABLE_SYSTEM_CODES.has(error.code);
  }
  return UNAVAILABLE_MESSAGE.test(error.message);
}
