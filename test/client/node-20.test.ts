import { execFile, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { sampleCheckout } from "../../src/commerce/samples.ts";
import { startShopService } from "./shop-service.ts";

const run = promisify(execFile);

/** A Node.js 20 or 22 on this machine, by its path; those of the path first, then those of the usual version managers. */
function findOlderNode(): string | undefined {
  const onPath = (process.env.PATH ?? "").split(delimiter).map((directory) => join(directory, "node"));
  const managed = [join(homedir(), ".nvm/versions/node"), "/opt/hostedtoolcache/node"].flatMap((root) =>
    existsSync(root)
      ? readdirSync(root).flatMap((name) => [join(root, name, "bin/node"), join(root, name, "x64/bin/node")])
      : [],
  );
  return [...onPath, "/usr/bin/node", "/usr/local/bin/node", ...managed].find((path) => {
    if (!existsSync(path)) return false;
    return /^v(20|22)\./.test(spawnSync(path, ["--version"], { encoding: "utf8" }).stdout ?? "");
  });
}

const SCRIPT = `
  const { createClient } = await import(process.argv[1]);
  const { url, key, checkout } = JSON.parse(process.argv[2]);
  const client = createClient({ url, key, plugin: "shop" });
  const first = await client.checkoutStarted({ checkout });
  const { counts } = await client.push([await client.event("checkout.started", { checkout })], { signal: new AbortController().signal });
  console.log(JSON.stringify([Number.parseInt(process.versions.node), first.status, counts.duplicate]));
`;

test("the client runs on the Node.js that storefronts have", async ({ skip }) => {
  const node = findOlderNode();
  if (node === undefined) return skip("no Node.js 20 or 22 on this machine");
  const { url, key } = await startShopService();
  const client = new URL("../../client/index.mjs", import.meta.url).href;
  const parts = JSON.stringify({ url, key, checkout: sampleCheckout });
  const { stdout, stderr } = await run(node, ["--input-type=module", "-e", SCRIPT, client, parts]);
  const [major, ...answers] = JSON.parse(stdout);
  expect([20, 22]).toContain(major);
  expect(answers).toEqual(["accepted", 1]);
  expect(stderr).toBe("");
});
