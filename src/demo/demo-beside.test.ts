import { expect, test } from "vitest";
import { demoBeside } from "./demo-beside.ts";

test("the demo runs beside, is started once, and ends when it is told to", async () => {
  const demo = demoBeside();
  const [first, second] = await Promise.all([demo.start(), demo.start()]);
  const isThere = () =>
    fetch(new URL("/healthz", first.url)).then(
      ({ ok }) => ok,
      () => false,
    );
  expect(second).toEqual(first);
  expect(await isThere()).toBe(true);
  await demo.stop();
  expect(await isThere()).toBe(false);
});

test("what was never started need not be stopped", async () => {
  await demoBeside().stop();
});
