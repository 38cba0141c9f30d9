import type { Centra } from "../centra/centra.ts";
import type { ChangeLog } from "../changes/change-log.ts";
import type { Clock } from "../clock.ts";
import type { BackUps } from "../database/back-ups.ts";
import type { Emails } from "../emails/emails.ts";
import type { Provisioning } from "../emails/provisioning/provisioning.ts";
import type { History } from "../history/history.ts";
import type { HeldRelease } from "../intake/held-release.ts";
import type { Intake } from "../intake/intake.ts";
import type { RecentEvents } from "../intake/recent-events.ts";
import type { KlaviyoClient } from "../klaviyo/client.ts";
import type { Logger } from "../observability/logger.ts";
import type { Tracing } from "../observability/tracing.ts";
import type { AccountHealthStore } from "../outbox/account-health.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { QueueReader } from "../outbox/queue-reader.ts";
import type { PluginStore } from "../plugins/store.ts";
import type { Users } from "../users/users.ts";
import type { AdminTokenCheck } from "./access/authorise.ts";
import type { DemoStarter } from "./admin/demo.ts";
import type { HttpListener } from "./http-metrics.ts";
import type { MetricsAccess } from "./monitoring/metrics-route.ts";

export interface HttpServerParts {
  readonly intake: Intake;
  /** Absent: changes are previewed on samples alone. */
  readonly recentEvents?: RecentEvents;
  /** Absent: the demo shop cannot be started from here. */
  readonly startDemo?: DemoStarter;
  /** Absent: no routes for Centra. */
  readonly centra?: Centra;
  /** Absent: no routes for mails. */
  readonly emails?: Emails;
  /** Absent: no routes that set up mails in Klaviyo. */
  readonly provisioning?: Provisioning;
  /** Absent: no historical exports. */
  readonly history?: History;
  /** Absent: no route that makes back-ups. */
  readonly backUps?: BackUps;
  readonly changes: ChangeLog;
  readonly outbox: Outbox;
  readonly heldRelease: Pick<HeldRelease, "releaseNow">;
  readonly queues: QueueReader;
  readonly accountHealth: AccountHealthStore;
  readonly plugins: PluginStore;
  readonly klaviyo: KlaviyoClient;
  readonly isAdminToken: AdminTokenCheck;
  /** Absent: nobody can sign in, and the admin token alone opens the admin API. */
  readonly users?: Users;
  /** Scheme and host under which browsers reach the service. Absent: as each request says. */
  readonly publicOrigin?: string | null;
  /** Addresses of the proxies whose X-Forwarded headers are believed. */
  readonly trustedProxies?: readonly string[];
  /** Rejects when no event could be taken at the moment. */
  readonly checkReadiness: () => Promise<void>;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Of this software. */
  readonly version: string;
  readonly limits?: Partial<HttpLimits>;
  /** Absent: no `/metrics`. */
  readonly metrics?: MetricsAccess | undefined;
  readonly observe?: HttpListener;
  readonly tracing?: Tracing;
  /** Where the built web app is. Absent: no web app. */
  readonly webAppFolder?: string;
}

export interface HttpLimits {
  /** Of one request. */
  readonly bodyLimitBytes: number;
  /** Of all pushes that are being read or committed. */
  readonly maxBytesInFlight: number;
  readonly maxRequestsInFlight: number;
  /** A client that takes longer to send its request is let go. */
  readonly requestTimeoutMs: number;
  /** When closing: requests that have not ended by then are broken off. */
  readonly closeGraceMs: number;
  /** Streams are kept alive so often; by then a stream ends whose session has. */
  readonly streamBeatMs: number;
}

export const DEFAULT_LIMITS: HttpLimits = {
  bodyLimitBytes: 10 * 1024 * 1024,
  maxBytesInFlight: 128 * 1024 * 1024,
  maxRequestsInFlight: 2_000,
  requestTimeoutMs: 60_000,
  closeGraceMs: 8_000,
  streamBeatMs: 10_000,
};
