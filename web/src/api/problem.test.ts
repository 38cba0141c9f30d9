import { expect, test } from "vitest";
import { fieldErrorsOf, readProblem } from "./problem.ts";

test("faults become errors of a form's fields", () => {
  const problem = readProblem(422, {
    code: "settings_invalid",
    title: "The plugin's settings are not valid",
    errors: [
      { pointer: "/settings/cartLink", detail: "is no address" },
      { pointer: "/settings/exchangeRates/a~1b~0", detail: "is no rate" },
    ],
  });
  expect(fieldErrorsOf(problem)).toEqual({
    "settings.cartLink": "is no address",
    "settings.exchangeRates.a/b~": "is no rate",
  });
  expect(fieldErrorsOf(new Error("other"))).toEqual({});
});

test.each([["<html>Bad gateway</html>"], [undefined], [null], [{ message: "no" }]])(
  "an answer without a document of its own is a problem, too: %j",
  (body) => {
    expect(readProblem(502, body).document).toMatchObject({ status: 502, code: "unreadable_answer" });
  },
);
