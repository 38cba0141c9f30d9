import { Writable } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createLogger } from "./logger.ts";

function captureLog() {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { logger: createLogger({ level: "info", destination }), text: () => lines.join("") };
}

test.each([
  ["an e-mail address in a message", "no profile for anna.berg+shop@example.com here", "anna.berg"],
  ["a private key in a message", "key pk_0123456789abcdef refused", "0123456789abcdef"],
  ["a push key in a message", "wrong key ck_shop_Zm9vYmFyYmF6cXV4", "Zm9vYmFyYmF6cXV4"],
  ["an authorization header in a message", "sent Authorization: Bearer abc.def.ghi", "abc.def.ghi"],
  ["a password link in a message", "link https://shop.example/reset/5f3a9c?token=77 expired", "5f3a9c"],
  ["a database address in a message", "cannot reach postgres://shop:hunter2@db.internal/shop", "hunter2"],
])("%s does not reach the log", (_what, message, secret) => {
  const { logger, text } = captureLog();
  logger.error({ error: { detail: message } }, message);
  expect(text()).toContain('"level":"error"');
  expect(text()).not.toContain(secret);
});

test.each(["authorization", "privateKey", "apiKey", "email", "link", "secret", "token"])(
  "the field %s is removed wherever it stands",
  (field) => {
    const { logger, text } = captureLog();
    logger.info({ [field]: "v4lue-1", inner: { [field]: "v4lue-2", deeper: { [field]: "v4lue-3" } }, kept: 1 }, "done");
    expect(text()).not.toContain("v4lue");
    expect(text()).toContain('"kept":1');
  },
);

test("whatever is logged, the line stays one JSON object", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.emailAddress(), (noise, email) => {
      const { logger, text } = captureLog();
      logger.info({ noise: `${noise} ${email} ${noise}` }, `${noise} https://a.example/${noise}`);
      const line: unknown = JSON.parse(text());
      expect(line).toMatchObject({ level: "info" });
    }),
  );
});

test("an error's message and stack are kept, without the personal data in them", () => {
  const { logger, text } = captureLog();
  logger.error(new Error("constraint failed for eva@shop.se"));
  expect(text()).toContain("constraint failed");
  expect(text()).not.toContain("eva@shop.se");
});
