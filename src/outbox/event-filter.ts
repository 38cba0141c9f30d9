import { type RawBuilder, sql } from "kysely";
import type { EventFilter, EventSummary } from "./outbox.ts";

/** The filter as conditions on the outbox's columns. */
export function conditionsOf(filter: EventFilter): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [];
  if (filter.pluginId !== undefined) conditions.push(sql`plugin_id = ${filter.pluginId}`);
  if (filter.state !== undefined) conditions.push(sql`state = ${filter.state}`);
  if (filter.lane !== undefined) conditions.push(sql`lane = ${filter.lane}`);
  if (filter.metric !== undefined) conditions.push(sql`metric = ${filter.metric}`);
  if (filter.email !== undefined) conditions.push(sql`profile_key = ${filter.email.trim().toLowerCase()}`);
  if (filter.orderNumber !== undefined) conditions.push(sql`order_number = ${filter.orderNumber}`);
  if (filter.from !== undefined) conditions.push(sql`received_at >= ${filter.from}`);
  if (filter.until !== undefined) conditions.push(sql`received_at < ${filter.until}`);
  return conditions;
}

/** Whether an event is one of those that a search with the filter finds. */
export function matchesFilter(filter: EventFilter, event: EventSummary): boolean {
  const { pluginId, state, lane, metric, email, orderNumber, from, until } = filter;
  return (
    (pluginId === undefined || event.pluginId === pluginId) &&
    (state === undefined || event.state === state) &&
    (lane === undefined || event.lane === lane) &&
    (metric === undefined || event.metric === metric) &&
    (email === undefined || event.email === email.trim().toLowerCase()) &&
    (orderNumber === undefined || event.orderNumber === orderNumber) &&
    (from === undefined || event.receivedAt >= from) &&
    (until === undefined || event.receivedAt < until)
  );
}
