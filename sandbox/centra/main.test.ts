import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { z } from "zod";
import { callGraphql } from "./testing/graphql-client.ts";

const announcement = z.object({ url: z.url(), token: z.string() });

it("runs in a process of its own, says where, and ends on SIGTERM", async () => {
  const process_ = spawn(
    process.execPath,
    [join(import.meta.dirname, "main.ts"), "--port", "0", "--orders", "3", "--speed", "1", "--json"],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = once(process_, "exit");
  const lines = createInterface({ input: process_.stdout })[Symbol.asyncIterator]();
  const { value } = await lines.next();
  const answer = await callGraphql(announcement.parse(JSON.parse(String(value))), "{ currencies { code } }");
  expect(answer.status).toBe(200);
  process_.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
});
