import { expect, test } from "vitest";
import { WorkerNotReadyError, watchWorker } from "./worker-readiness.ts";

test("a worker is ready from its first round on, for as long as it does its rounds", () => {
  let now = 0;
  const { listener, check } = watchWorker({ now: () => now, monotonic: () => now, sleep: async () => {} });
  expect(check).toThrow(WorkerNotReadyError);
  listener({ type: "leases_renewed", workers: 1 });
  now += 15_000;
  expect(check).not.toThrow();
  now += 1;
  expect(check).toThrow(WorkerNotReadyError);
  listener({ type: "leases_renewed", workers: 2 });
  expect(check).not.toThrow();
});
