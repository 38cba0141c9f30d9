import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { z } from "zod";
import { callApi } from "./testing/api-client.ts";

const announcement = z.object({ url: z.url(), account: z.string(), key: z.string() });

it.each(["SIGTERM", "SIGINT"] as const)("runs in a process of its own, says where, and ends on %s", async (signal) => {
  const process_ = spawn(process.execPath, [join(import.meta.dirname, "main.ts"), "--port", "0", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(process_, "exit");
  const lines = createInterface({ input: process_.stdout })[Symbol.asyncIterator]();
  const { value } = await lines.next();
  const { url, key, account } = announcement.parse(JSON.parse(String(value)));
  const answer = await callApi({ url }, "GET", "/api/accounts", undefined, { authorization: `Klaviyo-API-Key ${key}` });
  expect(answer.many().data[0]?.id).toBe(account);
  process_.kill(signal);
  expect(await ended).toEqual([0, null]);
});
