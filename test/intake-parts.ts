import { randomBytes } from "node:crypto";
import { Writable } from "node:stream";
import { createChangeLog } from "../src/changes/change-log.ts";
import { type Clock, systemClock } from "../src/clock.ts";
import type { Database } from "../src/database/database.ts";
import { createHeldRelease } from "../src/intake/held-release.ts";
import { createIntake } from "../src/intake/intake.ts";
import { createRecentEvents } from "../src/intake/recent-events.ts";
import { createLogger } from "../src/observability/logger.ts";
import { createAccountHealthStore } from "../src/outbox/account-health.ts";
import { createOutbox } from "../src/outbox/create-outbox.ts";
import { createFirstRefunds } from "../src/outbox/first-refunds.ts";
import type { Outbox } from "../src/outbox/outbox.ts";
import { createQueueReader } from "../src/outbox/queue-reader.ts";
import { createCipher } from "../src/plugins/cipher.ts";
import { createPluginStore } from "../src/plugins/create-plugin-store.ts";

export interface IntakePartsOptions {
  readonly clock?: Clock;
  /** Stands before the real outbox, for faults. */
  readonly wrapOutbox?: (outbox: Outbox) => Outbox;
}

const encryptionKey = randomBytes(32);

/** The real intake over a real database, and a log that can be read back. */
export function createIntakeParts(database: Database, { clock = systemClock, wrapOutbox }: IntakePartsOptions = {}) {
  const lines: string[] = [];
  const destination = new Writable({ write: (chunk, _encoding, done) => done(void lines.push(String(chunk))) });
  const logger = createLogger({ level: "info", destination });
  const realOutbox = createOutbox({ database, clock });
  const outbox = wrapOutbox?.(realOutbox) ?? realOutbox;
  const plugins = createPluginStore({ database, clock, cipher: createCipher(encryptionKey) });
  const firstRefunds = createFirstRefunds(database);
  const recentEvents = createRecentEvents({ database, clock, logger, keepDays: 30 });
  const intake = createIntake({ outbox, firstRefunds, clock, recentEvents });
  const heldRelease = createHeldRelease({ outbox, firstRefunds, plugins, clock, logger });
  const queues = createQueueReader(database);
  const accountHealth = createAccountHealthStore(database);
  const changes = createChangeLog(database, clock);
  return {
    ...{ clock, logger, log: () => lines.join(""), outbox, plugins, firstRefunds, intake },
    ...{ recentEvents, heldRelease, queues, accountHealth, changes },
  };
}
