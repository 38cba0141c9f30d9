import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { PasswordInvalidError, PasswordsBusyError } from "./errors.ts";

/** What a guess costs. The default: 32 MiB and a quarter of a second (OWASP Password Storage Cheat Sheet, scrypt). */
export interface PasswordCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

const DEFAULT_COST: PasswordCost = { N: 2 ** 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const MAX_MEMORY_BYTES = 64 * 1024 * 1024;
const MAX_WAITING = 50;

const MIN_LENGTH = 12;
const MAX_LENGTH = 200;
const MIN_DIFFERENT = 5;

const FORM = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+)$/;

export interface Passwords {
  /** `scrypt$N$r$p$salt$key`: with its parameters, so that they can be raised without making the old ones void. */
  hash(password: string): Promise<string>;
  /** Whether the password is the one that was hashed. Without a hash it is not, after the same time. */
  matches(password: string, kept: string | null): Promise<boolean>;
}

/** Keeps passwords as scrypt hashes, one after the other, so that many at once take no more memory than one. Throws PasswordsBusyError when too many wait. */
export function createPasswords(cost: PasswordCost = DEFAULT_COST): Passwords {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  async function deriveKey(password: string, salt: Buffer, costOfKey: PasswordCost): Promise<Buffer> {
    if (waiting >= MAX_WAITING) throw new PasswordsBusyError();
    waiting += 1;
    const mine = last.then(() => runScrypt(password.normalize("NFKC"), salt, costOfKey));
    last = mine.catch(() => {});
    return mine.finally(() => {
      waiting -= 1;
    });
  }

  const nobody = write(cost, Buffer.alloc(SALT_BYTES), Buffer.alloc(KEY_BYTES));
  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      return write(cost, salt, await deriveKey(password, salt, cost));
    },
    async matches(password, kept) {
      const [, N, r, p, salt = "", expected = ""] = FORM.exec(kept ?? nobody) ?? [];
      const key = await deriveKey(password, Buffer.from(salt, "base64"), { N: Number(N), r: Number(r), p: Number(p) });
      return timingSafeEqual(key, Buffer.from(expected, "base64")) && kept !== null;
    },
  };
}

/** @throws PasswordInvalidError naming the pointer when the password is too easily guessed. */
export function requireGoodPassword(password: string, email: string, pointer = "/password"): void {
  const fault = faultOf(password, email.toLowerCase());
  if (fault !== null) throw new PasswordInvalidError([{ pointer, detail: fault }]);
}

function faultOf(password: string, email: string): string | null {
  if (password.length < MIN_LENGTH) return `A password has ${MIN_LENGTH} characters or more; a few words do well.`;
  if (password.length > MAX_LENGTH) return `A password has ${MAX_LENGTH} characters at most.`;
  if (new Set(password).size < MIN_DIFFERENT)
    return "This password repeats itself; choose one that is harder to guess.";
  if (email !== "" && password.toLowerCase().includes(email)) return "The e-mail address is not a password.";
  return null;
}

function write({ N, r, p }: PasswordCost, salt: Buffer, key: Buffer): string {
  return `scrypt$${N}$${r}$${p}$${salt.toString("base64")}$${key.toString("base64")}`;
}

function runScrypt(password: string, salt: Buffer, cost: PasswordCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, KEY_BYTES, { ...cost, maxmem: MAX_MEMORY_BYTES }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
