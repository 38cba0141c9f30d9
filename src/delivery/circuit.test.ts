import fc from "fast-check";
import { expect, test } from "vitest";
import { createCircuit } from "./circuit.ts";

function fail(circuit: ReturnType<typeof createCircuit>, times: number, now: number) {
  for (let i = 0; i < times; i++) circuit.record("failed", now, 0.5);
}

test("eight failures in a row open it; a success in between does not let it", () => {
  const circuit = createCircuit();
  fail(circuit, 7, 0);
  circuit.record("answered", 0, 0.5);
  fail(circuit, 7, 0);
  expect(circuit.state).toBe("closed");
  fail(circuit, 1, 0);
  expect(circuit.state).toBe("open");
  expect(circuit.allowance(0)).toBe(0);
});

test("when its time has come one probe goes; an answer lets more and more through until it is closed", () => {
  const circuit = createCircuit();
  fail(circuit, 8, 0);
  const probeAt = circuit.probeAt() ?? 0;
  expect(circuit.allowance(probeAt - 1)).toBe(0);
  expect(circuit.allowance(probeAt)).toBe(1);
  circuit.record("answered", probeAt, 0.5);
  expect(circuit.state).toBe("recovering");
  expect(circuit.allowance(probeAt)).toBe(2);
  for (let i = 0; i < 64; i++) circuit.record("answered", probeAt, 0.5);
  expect(circuit.state).toBe("closed");
  expect(circuit.allowance(probeAt)).toBe(Number.POSITIVE_INFINITY);
});

test("however long the trouble, a probe goes at least every 30 s, and at most as often as the pauses allow", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (probes, random) => {
      const circuit = createCircuit();
      let now = 0;
      for (let i = 0; i < 8; i++) circuit.record("failed", now, random);
      let lastPauseMs = 0;
      for (let i = 0; i < probes; i++) {
        const probeAt = circuit.probeAt() ?? Number.NaN;
        expect(probeAt - now).toBeGreaterThanOrEqual(Math.max(500, lastPauseMs - 0.001));
        expect(probeAt - now).toBeLessThanOrEqual(30_000.001);
        lastPauseMs = probeAt - now;
        now = probeAt;
        circuit.record("failed", now, random);
      }
    }),
  );
});

test("one failure while recovering is the event's own; three in a row open it again, for longer", () => {
  const circuit = createCircuit();
  fail(circuit, 8, 0);
  circuit.record("answered", 1_000, 0.5);
  fail(circuit, 2, 1_000);
  expect(circuit.state).toBe("recovering");
  fail(circuit, 1, 1_000);
  expect(circuit.state).toBe("open");
  expect((circuit.probeAt() ?? 0) - 1_000).toBe(1_500);
});
