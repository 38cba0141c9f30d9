import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { createCipher } from "./cipher.ts";
import { readOrCreateKeyFile } from "./key-file.ts";
import { makeSlug } from "./slug.ts";

const key = Buffer.alloc(32, 1);
const otherKey = Buffer.alloc(32, 2);
const unreadable = expect.objectContaining({ code: "credential_unreadable" });

describe("the cipher", () => {
  test("gives back what was encrypted, and never the same text twice", () => {
    const cipher = createCipher(key);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (text, pluginId) => {
        const encrypted = cipher.encrypt(text, pluginId);
        expect(cipher.decrypt(encrypted, pluginId)).toBe(text);
        expect(cipher.encrypt(text, pluginId)).not.toBe(encrypted);
      }),
    );
  });

  test("refuses what was altered anywhere", () => {
    const cipher = createCipher(key);
    const encrypted = cipher.encrypt("pk_secret", "shop");
    fc.assert(
      fc.property(fc.nat({ max: encrypted.length - 1 }), fc.constantFrom(..."Ab0_.="), (at, character) => {
        const altered = encrypted.slice(0, at) + character + encrypted.slice(at + 1);
        // The last character of base64 may carry bits that mean nothing.
        fc.pre(altered !== encrypted && at < encrypted.length - 1);
        expect(() => cipher.decrypt(altered, "shop")).toThrow(unreadable);
      }),
    );
  });

  test.each(["", "v1", "v1.00000000.", "v2.a.b", "plain text"])("refuses %j", (text) => {
    expect(() => createCipher(key).decrypt(text, "shop")).toThrow(unreadable);
  });

  test("refuses another plugin's, and another key's unless it is known as an earlier one", () => {
    const encrypted = createCipher(key).encrypt("pk_secret", "shop");
    expect(() => createCipher(key).decrypt(encrypted, "outlet")).toThrow(unreadable);
    expect(() => createCipher(otherKey).decrypt(encrypted, "shop")).toThrow(unreadable);
    expect(createCipher(otherKey, [key]).decrypt(encrypted, "shop")).toBe("pk_secret");
  });

  test("needs a key of 32 bytes", () => {
    expect(() => createCipher(Buffer.alloc(16))).toThrow(RangeError);
  });
});

describe("the key file", () => {
  const makeDirectory = async () => {
    const directory = await mkdtemp(join(tmpdir(), "centra-klaviyo-key-"));
    onTestFinished(() => rm(directory, { recursive: true }));
    return directory;
  };

  test("is made once, for the owner alone, whoever starts at the same time", async () => {
    const path = join(await makeDirectory(), "data", "encryption.key");
    const keys = await Promise.all(Array.from({ length: 5 }, () => readOrCreateKeyFile(path)));
    expect(new Set(keys.map((one) => one.toString("hex"))).size).toBe(1);
    expect(keys[0]).toHaveLength(32);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await chmod(path, 0o644);
    expect(await readOrCreateKeyFile(path)).toEqual(keys[0]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test("that does not hold a key is left alone", async () => {
    const path = join(await makeDirectory(), "encryption.key");
    await writeFile(path, "not a key");
    await expect(readOrCreateKeyFile(path)).rejects.toThrow(/64 hexadecimal digits/);
    expect(await readFile(path, "utf8")).toBe("not a key");
  });
});

test.each([
  ["Klaviyo Centra", "klaviyo-centra"],
  ["  Åre & Söner -- AB  ", "are-soner-ab"],
  ["商店", "plugin"],
  [`${"x".repeat(47)} y`, "x".repeat(47)],
])("the slug of %j is %s", (name, slug) => {
  expect(makeSlug(name)).toBe(slug);
});
