import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type SendOutcome, UNREACHABLE_CODES } from "../klaviyo/outcome.ts";
import { decideNext } from "./retry-policy.ts";

const page = readFileSync(new URL("../../docs/delivery.md", import.meta.url), "utf8");
const table = page.slice(page.indexOf("| answer | of one event |"), page.indexOf("- **retried**"));

/** One case an answer, as the rows of the page name them: `400, 409`, `HTML with 403`, `no answer: dns`. */
const rows = table.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| answer"));
const cases = rows.flatMap((row) => {
  const [answers = "", alone = "", together = "", code = ""] = row
    .split("|")
    .slice(1)
    .map((cell) => cell.trim());
  const html = answers.startsWith("HTML with ");
  return answers
    .replace("HTML with ", "")
    .split(", ")
    .map((answer) => ({ answer, html, alone, together, code: code.replaceAll("`", "") }));
});

const rateLimit = { windows: [], remaining: null, resetMs: null };

function outcomeOf(answer: string, html: boolean): SendOutcome {
  const unreachable = UNREACHABLE_CODES.find((code) => answer === `no answer: ${code}`);
  if (unreachable !== undefined) {
    return { kind: "unreachable", code: unreachable, detail: "", requestMayHaveBeenRead: true };
  }
  const status = Number(answer);
  if (!Number.isInteger(status)) throw new Error(`The page has the unknown answer "${answer}".`);
  if (status === 202 && !html) return { kind: "accepted", partialFailure: null, rateLimit };
  const fault = { code: "invalid", title: "", detail: "", pointer: "/data", parameter: null };
  return {
    ...{ kind: "refused", status, isJson: !html, excerpt: "", retryAfterMs: null, rateLimit },
    errors: html ? [] : [fault],
  };
}

test.each(cases)(
  "$answer (HTML: $html) leads to what docs/delivery.md says",
  ({ answer, html, alone, together, code }) => {
    for (const [events, expected] of [
      [1, alone],
      [1_000, together],
    ] as const) {
      const decision = decideNext({ attempt: 1, events, request: "POST /api/events" }, outcomeOf(answer, html), 0, 0.5);
      expect(decision.kind).toBe(expected);
      expect("failure" in decision ? decision.failure.code : "").toBe(code);
    }
  },
);

test("the page has every way in which an answer may be missing, save the two that need no word", () => {
  const named = cases.flatMap(({ answer }) => answer.split("no answer: ")[1] ?? []);
  expect([...named, "aborted", "transport_failed"].sort()).toEqual([...UNREACHABLE_CODES].sort());
});
