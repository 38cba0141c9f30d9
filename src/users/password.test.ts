import { expect, test } from "vitest";
import { PasswordsBusyError } from "./errors.ts";
import { createPasswords } from "./password.ts";

const PASSWORD = "correct horse battery";

test("a hash opens for its password alone, and is another one each time", async () => {
  const passwords = createPasswords();
  const [one, two] = [await passwords.hash(PASSWORD), await passwords.hash(PASSWORD)];
  expect(one).toMatch(/^scrypt\$32768\$8\$3\$/);
  expect(one).not.toBe(two);
  expect(await passwords.matches(PASSWORD, one)).toBe(true);
  expect(await passwords.matches(`${PASSWORD} `, one)).toBe(false);
  expect(await passwords.matches(PASSWORD, null)).toBe(false);
  expect(await passwords.matches("", null)).toBe(false);
});

test("the same letters typed on another machine are the same password", async () => {
  const passwords = createPasswords({ N: 16, r: 8, p: 1 });
  expect(await passwords.matches("fja\u0308ll och form", await passwords.hash("fj\u00e4ll och form"))).toBe(true);
});

test("a hash made at another cost still opens", async () => {
  const old = await createPasswords({ N: 16, r: 8, p: 1 }).hash(PASSWORD);
  expect(await createPasswords({ N: 32, r: 8, p: 2 }).matches(PASSWORD, old)).toBe(true);
});

test("no more wait than can be served soon", async () => {
  const passwords = createPasswords({ N: 16, r: 8, p: 1 });
  const ends = await Promise.allSettled(Array.from({ length: 60 }, () => passwords.hash(PASSWORD)));
  const refused = ends.filter((end) => end.status === "rejected" && end.reason instanceof PasswordsBusyError);
  expect(refused).toHaveLength(10);
});

test("without a hash the same work is done, so that time tells nothing", async () => {
  const tooMuchMemory = createPasswords({ N: 2 ** 17, r: 8, p: 1 });
  await expect(tooMuchMemory.matches(PASSWORD, null)).rejects.toThrow(/memory limit/i);
});
