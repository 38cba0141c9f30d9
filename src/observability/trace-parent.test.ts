import fc from "fast-check";
import { expect, test } from "vitest";
import { formatTraceParent, parseTraceParent } from "./trace-parent.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

test.each([
  ["sampled", `00-${TRACE}-${SPAN}-01`, 1],
  ["not sampled", `00-${TRACE}-${SPAN}-00`, 0],
  ["with flags that are not known yet", `00-${TRACE}-${SPAN}-ff`, 1],
  ["of a later version, with more behind it", `01-${TRACE}-${SPAN}-01-more`, 1],
])("a header that is %s is read", (_what, header, traceFlags) => {
  expect(parseTraceParent(header)).toEqual({ traceId: TRACE, spanId: SPAN, traceFlags, isRemote: true });
});

test.each([
  ["absent", undefined],
  ["empty", ""],
  ["of the forbidden version", `ff-${TRACE}-${SPAN}-01`],
  ["longer than version 00 is", `00-${TRACE}-${SPAN}-01-more`],
  ["without a trace", `00-${"0".repeat(32)}-${SPAN}-01`],
  ["without a span", `00-${TRACE}-${"0".repeat(16)}-01`],
  ["in capitals", `00-${TRACE.toUpperCase()}-${SPAN}-01`],
  ["too short", `00-${TRACE.slice(1)}-${SPAN}-01`],
])("a header that is %s begins no trace", (_what, header) => {
  expect(parseTraceParent(header)).toBeNull();
});

test("what is written is read as it was, and nothing makes it throw", () => {
  const hexadecimal = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
  fc.assert(
    fc.property(hexadecimal(32), hexadecimal(16), fc.constantFrom(0, 1), (traceId, spanId, traceFlags) => {
      fc.pre(/[^0]/.test(traceId) && /[^0]/.test(spanId));
      expect(parseTraceParent(formatTraceParent({ traceId, spanId, traceFlags }))).toMatchObject({
        traceId,
        spanId,
        traceFlags,
      });
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => void parseTraceParent(text)));
});
