import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import Fastify from "fastify";
import { afterAll, expect, test } from "vitest";
import { addWebAppRoutes } from "./routes.ts";

const folder = mkdtempSync(join(tmpdir(), "centra-klaviyo-web-app-"));
mkdirSync(join(folder, "assets"));
writeFileSync(join(folder, "index.html"), '<meta property="csp-nonce" nonce="{{nonce}}">the page');
writeFileSync(join(folder, "icon.svg"), "<svg/>");
writeFileSync(join(folder, "color-scheme.js"), "1");
writeFileSync(join(folder, "assets/index-a1.js"), "the script");
writeFileSync(join(folder, "assets/index-a1.js.br"), brotliCompressSync("the script"));
afterAll(() => rmSync(folder, { recursive: true }));

async function openServer(built: string) {
  const said: string[] = [];
  const server = Fastify();
  const logger = { warn: (text: unknown) => void said.push(String(text)) };
  await server.register((scope) => addWebAppRoutes(scope, { logger, folder: built, isHttps: false }));
  return { server, said };
}

test.each(["/app", "/app/", "/app/activity", "/app/plugins/main-shop?tab=keys"])("%s is the page", async (url) => {
  const { server } = await openServer(folder);
  const { body, statusCode, headers } = await server.inject(url);
  expect([statusCode, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  expect(body).toMatch(/nonce="[\w+/=]{24}">the page$/);
});

test("a script is kept for ever, and sent compressed to whom can read it", async () => {
  const { server } = await openServer(folder);
  const plain = await server.inject("/app/assets/index-a1.js");
  const brotli = await server.inject({ url: "/app/assets/index-a1.js", headers: { "accept-encoding": "gzip, br" } });
  expect([plain.body, plain.headers["content-encoding"]]).toEqual(["the script", undefined]);
  expect(brotli.headers["content-encoding"]).toBe("br");
  for (const { headers } of [plain, brotli]) {
    expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(headers["content-type"]).toMatch(/^(text|application)\/javascript/);
    expect(headers["x-content-type-options"]).toBe("nosniff");
  }
});

test("a script of an older build is not answered with the page", async () => {
  const { server } = await openServer(folder);
  expect((await server.inject("/app/assets/index-b2.js")).statusCode).toBe(404);
});

test("without a build there is nothing, and the log says what to do", async () => {
  const { server, said } = await openServer(join(folder, "assets"));
  expect((await server.inject("/app")).statusCode).toBe(404);
  expect(said).toEqual([expect.stringContaining("npm run build")]);
});
