import { isValidPhoneNumber } from "libphonenumber-js";
import { fault, type Shape, text } from "./shape.ts";

const EMAIL = /^[^\s@,;<>()]+@[^\s@.,;<>()]+(?:\.[^\s@.,;<>()]+)+$/;
const EMAIL_MAX = 99;

/** An address of fewer than 100 characters (Events API overview, "Limitations"). */
export const emailAddress: Shape<string> = (value, visit): value is string => {
  if (!text(1, EMAIL_MAX)(value, visit)) return false;
  return EMAIL.test(value) || fault(visit, "Invalid email address");
};

const known = new Map<string, boolean>();
const KNOWN_MAX = 50_000;

/** E.164 and valid for its country. Answers are remembered, since looking up a number's country is slow beside all else. */
export function isPhoneNumber(candidate: string): boolean {
  const remembered = known.get(candidate);
  if (remembered !== undefined) return remembered;
  const valid = /^\+[1-9]\d{6,14}$/.test(candidate) && isValidPhoneNumber(candidate);
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(candidate, valid);
  return valid;
}
