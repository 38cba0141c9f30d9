import { expect, test } from "vitest";
import { isCountryCode } from "../../../../src/plugins/codes.ts";
import { COUNTRY_CODES } from "./continents.ts";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

test("every country that the service takes is on one continent", () => {
  const taken = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(isCountryCode);
  expect([...COUNTRY_CODES].sort()).toEqual(taken);
});
