import type { DatabaseConnection, Dialect, Driver } from "kysely";
import { toDatabaseError } from "./errors.ts";

/** The same dialect, whose errors say in one way that the database is away: DatabaseUnavailableError. */
export function reportUnavailable(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => wrapDriver(dialect.createDriver()),
    createIntrospector: (kysely) => dialect.createIntrospector(kysely),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

function wrapDriver(driver: Driver): Driver {
  const wrappers = new WeakMap<DatabaseConnection, DatabaseConnection>();
  const originals = new WeakMap<DatabaseConnection, DatabaseConnection>();
  const originalOf = (connection: DatabaseConnection) => originals.get(connection) ?? connection;
  return {
    init: () => rethrow(driver.init()),
    acquireConnection: async () => {
      const connection = await rethrow(driver.acquireConnection());
      const wrapper = wrappers.get(connection) ?? wrapConnection(connection);
      wrappers.set(connection, wrapper);
      originals.set(wrapper, connection);
      return wrapper;
    },
    beginTransaction: (connection, settings) => rethrow(driver.beginTransaction(originalOf(connection), settings)),
    commitTransaction: (connection) => rethrow(driver.commitTransaction(originalOf(connection))),
    rollbackTransaction: (connection) => rethrow(driver.rollbackTransaction(originalOf(connection))),
    releaseConnection: (connection) => driver.releaseConnection(originalOf(connection)),
    destroy: () => driver.destroy(),
  };
}

function wrapConnection(connection: DatabaseConnection): DatabaseConnection {
  return {
    executeQuery: (query) => rethrow(connection.executeQuery(query)),
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
  };
}

async function rethrow<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw toDatabaseError(error);
  }
}
