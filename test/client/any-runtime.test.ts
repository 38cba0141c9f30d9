import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const STOREFRONT = `
import { type CommerceEvent, createClient, PushError } from "centra-klaviyo/client";

const klaviyo = createClient({ url: "https://klaviyo.example.com", plugin: "shop", key: "ck_of_the_test" });

export async function push(): Promise<string> {
  const event: CommerceEvent = await klaviyo.event("customer.created", { customer: { email: "jane@ascaro-shop.com" } });
  const { counts } = await klaviyo.push([event], { lane: "history" });
  try {
    const { id, status } = await klaviyo.customerCreated({ customer: { email: "jane@ascaro-shop.com" }, country: "SE" });
    return \`\${id} \${status} \${counts.refused}\`;
  } catch (error) {
    return error instanceof PushError ? error.faults.map(({ pointer }) => pointer).join() : "";
  }
}

// @ts-expect-error a misspelt field
export const misspelt = () => klaviyo.customerCreated({ customer: { emial: "jane@ascaro-shop.com" } });
`;
const WITH_SIGNAL = `
import { createClient } from "centra-klaviyo/client";
const klaviyo = createClient({ url: new URL("https://klaviyo.example.com"), plugin: "shop", key: "ck_of_the_test", fetch });
export const push = () => klaviyo.push([], { signal: AbortSignal.timeout(1_000) });
// @ts-expect-error a number is no signal
export const wrong = () => klaviyo.push([], { signal: 1 });
`;

/** A project of a storefront, in which the package is installed. */
let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "centra-klaviyo-storefront-"));
  await mkdir(join(folder, "node_modules/@types"), { recursive: true });
  symlinkSync(ROOT, join(folder, "node_modules/centra-klaviyo"));
  for (const name of ["@types/node", "undici-types"])
    symlinkSync(join(ROOT, "node_modules", name), join(folder, "node_modules", name));
  writeFileSync(join(folder, "package.json"), '{"type": "module"}');
  writeFileSync(join(folder, "storefront.ts"), STOREFRONT);
  writeFileSync(join(folder, "with-signal.ts"), WITH_SIGNAL);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each<[runtime: string, lib: string[], types: string[], files: string[]]>([
  ["of the browser", ["es2022", "dom"], [], ["storefront.ts", "with-signal.ts"]],
  ["of Node.js", ["es2022"], ["node"], ["storefront.ts", "with-signal.ts"]],
  ["of both", ["es2022", "dom"], ["node"], ["storefront.ts", "with-signal.ts"]],
  ["of neither", ["es2022"], [], ["storefront.ts"]],
])("the client's types fit a project with the types %s", async (_runtime, lib, types, files) => {
  const config = join(folder, `tsconfig.${lib.length}${types.length}.json`);
  const compilerOptions = {
    ...{ strict: true, noEmit: true, exactOptionalPropertyTypes: true, skipLibCheck: false, lib, types },
    ...{ target: "es2022", module: "nodenext", preserveSymlinks: true },
  };
  writeFileSync(config, JSON.stringify({ compilerOptions, files }));
  const tsc = join(ROOT, "node_modules/.bin/tsc");
  const ended = await promisify(execFile)(tsc, ["-p", config], { cwd: folder }).catch(({ stdout }) => ({ stdout }));
  expect(ended.stdout).toBe("");
});
