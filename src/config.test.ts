import { expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

test("an empty environment is enough", () => {
  const config = readConfig({});
  expect(config).toMatchObject({
    host: "127.0.0.1",
    port: 8080,
    databaseUrl: null,
    adminToken: null,
    klaviyoApiUrl: "https://a.klaviyo.com",
    klaviyoTimeoutMs: 30_000,
  });
  expect(config.dataDir).toMatch(/^\/.*data$/);
});

test("an empty variable counts as absent", () => {
  expect(readConfig({ DATABASE_URL: "", PORT: "" })).toMatchObject({ databaseUrl: null, port: 8080 });
});

test.each([
  ["hexadecimal", "ab".repeat(32)],
  ["base64", Buffer.alloc(32, 7).toString("base64")],
])("the encryption key is 32 bytes in %s", (_, text) => {
  expect(readConfig({ ENCRYPTION_KEY: text }).encryptionKey).toHaveLength(32);
});

test("every bad variable is named, and no value is shown", () => {
  const read = () =>
    readConfig({
      PORT: "http",
      ENCRYPTION_KEY: "hunter2",
      ADMIN_TOKEN: "short",
      DATABASE_URL: "mysql://root:hunter3@db/x",
    });
  expect(read).toThrow(ConfigError);
  try {
    read();
  } catch (error) {
    const message = String(error);
    for (const name of ["PORT", "ENCRYPTION_KEY", "ADMIN_TOKEN", "DATABASE_URL"]) expect(message).toContain(name);
    expect(message).not.toMatch(/hunter|short/);
  }
});
