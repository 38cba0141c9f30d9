import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeSignature } from "./signature.ts";

/** Centra's published test vector (Centra webhook plugin, "Verifying the signature"). */
const SECRET = "test123";
const TIME = 12_345_678;
const BODY = Buffer.from("payload=%7B%22x%22%3A%22test%22%7D");
const SIGNATURE = "0b9cd84f5d583e5e1aadfb9f160aa8080b51d5b85ff85808d6b75bdac356c549";

const judge = (header: string | undefined, body = BODY, secondsLater = 0) =>
  judgeSignature(header, body, SECRET, (TIME + secondsLater) * 1_000);

test("the published test vector is genuine", () => {
  expect(judge(`t=${TIME},v1=${SIGNATURE}`)).toBe("genuine");
  expect(judge(` t = ${TIME} , v1 = ${SIGNATURE.toUpperCase()} `)).toBe("genuine");
});

test.each([
  [301, "stale"],
  [300, "genuine"],
  [-300, "genuine"],
  [-301, "stale"],
])("%i seconds after it was signed it is %s", (secondsLater, verdict) => {
  expect(judge(`t=${TIME},v1=${SIGNATURE}`, BODY, secondsLater)).toBe(verdict);
});

test.each([undefined, "", "t=1", `v1=${SIGNATURE}`, `t=now,v1=${SIGNATURE}`, "t=,v1="])("%j is missing", (header) =>
  expect(judge(header)).toBe("missing"),
);

test.each([
  `t=${TIME + 1},v1=${SIGNATURE}`,
  `t=${TIME},v1=${SIGNATURE.slice(1)}`,
  `t=${TIME},v1=${"0".repeat(64)}`,
  `t=${TIME},v1=zz`,
])("%j is forged", (header) => expect(judge(header)).toBe("forged"));

test("a body of which one byte differs is forged", () => {
  fc.assert(
    fc.property(fc.nat(BODY.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
      const body = Buffer.from(BODY);
      body[index] = (body[index] ?? 0) ^ change;
      expect(judge(`t=${TIME},v1=${SIGNATURE}`, body)).toBe("forged");
    }),
  );
});
