import { expect, test } from "vitest";
import type { Event } from "../api/api-types.ts";
import { type LoadedEvents, mergeNews } from "./merge-news.ts";

const event = (id: number, state: Event["state"] = "pending"): Event => ({
  ...{ id, state, pluginId: "shop", lane: "live", metric: "Shipped", uniqueId: String(id), attempts: 0, dueAt: 0 },
  ...{ occurredAt: 0, receivedAt: 0, settledAt: null, email: "eva@fjall-form.se", name: null, orderNumber: null },
  ...{ commerceType: "t", commerceSource: "s", commerceId: "c", reason: null, failure: null },
});
const loaded = (...pages: number[][]): LoadedEvents => ({
  pages: pages.map((ids, index) => ({
    events: ids.map((id) => event(id)),
    next: index === pages.length - 1 ? null : (ids.at(-1) ?? null),
  })),
  pageParams: pages.map(() => null),
});
const shown = ({ pages }: LoadedEvents) => pages.map(({ events }) => events.map(({ id, state }) => `${id} ${state}`));

test("new events come on top, newest first, each once", () => {
  const merged = mergeNews(loaded([5, 4], [3]), [event(6), event(7), event(5)], undefined);
  expect(shown(merged)).toEqual([["7 pending", "6 pending", "5 pending", "4 pending"], ["3 pending"]]);
});

test("known events are shown as they are now, on whichever page", () => {
  const merged = mergeNews(loaded([5, 4], [3]), [event(3, "delivered"), event(5, "dead")], undefined);
  expect(shown(merged)).toEqual([["5 dead", "4 pending"], ["3 delivered"]]);
});

test("what is not in the state that is shown leaves, or does not come", () => {
  const merged = mergeNews(loaded([5, 4]), [event(5, "delivered"), event(6, "skipped"), event(7)], "pending");
  expect(shown(merged)).toEqual([["7 pending", "4 pending"]]);
});

test("an event from below the first page is not put into it", () => {
  const unread: LoadedEvents = { pages: [{ events: [event(9), event(8)], next: 8 }], pageParams: [null] };
  expect(shown(mergeNews(unread, [event(2, "delivered"), event(10)], undefined))).toEqual([
    ["10 pending", "9 pending", "8 pending"],
  ]);
});

test("an empty list takes what is new", () => {
  expect(shown(mergeNews(loaded([]), [event(1)], undefined))).toEqual([["1 pending"]]);
});
