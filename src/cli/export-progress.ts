import { setTimeout as sleep } from "node:timers/promises";
import { SingleBar } from "cli-progress";
import { EXIT } from "./exit-codes.ts";
import { type ShownStatus, statusSchema } from "./export-answers.ts";
import { pathOf } from "./export-path.ts";
import { formatStatus } from "./export-text.ts";
import type { ServiceConnection } from "./service-connection.ts";
import type { Terminal } from "./terminal.ts";

const LOOK_EVERY_MS = 500;

/** Shows how far the export is; with `isWaiting` a bar until it is over first. One that has failed sets the exit code. */
export async function showProgress(
  service: ServiceConnection,
  plugin: string,
  isWaiting: boolean,
  terminal: Terminal,
): Promise<void> {
  const read = async () => statusSchema.parse(await service.call({ method: "GET", path: pathOf(plugin) }));
  let status = await read();
  if (isWaiting && status.status === "pending") {
    const bar = new SingleBar({
      format: "{bar} {percentage}% | {orders} orders | {events} events, {rate}/s | {date} | {left}",
      hideCursor: true,
    });
    if (!terminal.isJson) bar.start(100, 0, barOf(status));
    while (status.status === "pending") {
      await sleep(LOOK_EVERY_MS);
      status = await read();
      bar.update(Math.floor(shareOf(status) * 100), barOf(status));
    }
    bar.stop();
  }
  terminal.answer(status, () => formatStatus(status));
  if (status.status === "failed") process.exitCode = EXIT.failed;
}

function shareOf({ orders }: ShownStatus): number {
  return orders.total === null || orders.total === 0 ? 0 : Math.min(1, orders.done / orders.total);
}

function barOf({ orders, events, eventsPerSecond, currentDate, secondsLeft }: ShownStatus) {
  return {
    orders: `${orders.done} of ${orders.total ?? "?"}`,
    events: events.sent,
    rate: eventsPerSecond,
    date: currentDate ?? "–",
    left: secondsLeft === null ? "" : `${secondsLeft} s left`,
  };
}
