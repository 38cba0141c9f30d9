import { expect, test } from "vitest";
import { startAttackedService } from "./start-attacked-service.ts";

test.each([
  "//evil.example",
  "//evil.example/%2e%2e",
  "/\\evil.example",
  "/%5cevil.example",
  "/app//evil.example",
  "/app?to=https://evil.example",
  "/app/sign-in?to=//evil.example",
  "/app/assets//evil.example",
  "/?https://evil.example",
  "/docs//evil.example",
])("no address of the service sends a browser elsewhere: %s", async (url) => {
  const { ask } = await startAttackedService();
  const answer = await ask({ url, headers: { accept: "text/html", "x-forwarded-host": "evil.example" } });
  const { location } = answer.headers;
  if (location !== undefined) expect(location).toMatch(/^\/(?![/\\])/);
  expect(String(answer.headers.refresh)).not.toContain("evil");
});

test.each(["/app", "/app/plugins/x", "/docs", "/docs/errors"])(
  "%s is shown in nobody's frame and runs nothing inline",
  async (url) => {
    const { ask } = await startAttackedService();
    const { headers, body } = await ask({ url });
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|data:|\*/);
    expect(headers).toMatchObject({
      "x-frame-options": "DENY",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    });
    expect(headers).not.toHaveProperty("x-powered-by");
    expect(body).not.toMatch(/<script>|<style|\sstyle=|\son\w+=/i);
  },
);

test("each answer of the page has a nonce of its own", async () => {
  const { ask } = await startAttackedService();
  const nonces = new Set<string>();
  for (let load = 0; load < 20; load += 1) {
    const { headers, body } = await ask({ url: "/app" });
    const nonce = /'nonce-([^']+)'/.exec(String(headers["content-security-policy"]))?.[1] ?? "";
    expect(body).toContain(`nonce="${nonce}"`);
    expect(headers["cache-control"]).toBe("no-store");
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(20);
});

test.each([
  "/app/assets/../index.html",
  "/app/assets/%2e%2e/%2e%2e/%2e%2e/package.json",
  "/app/assets/..%2f..%2fpackage.json",
  "/app/assets/.env",
])("no file beside the web app's own is served: %s", async (url) => {
  const { ask } = await startAttackedService();
  expect((await ask({ url })).body).not.toMatch(/"dependencies"|centra-klaviyo"/);
});

test("browsers are told to come back by HTTPS alone where the service is reached by it", async () => {
  const plain = await startAttackedService();
  const secure = await startAttackedService({ PUBLIC_URL: "https://klaviyo.shop.example" });
  expect((await plain.ask({ url: "/app" })).headers).not.toHaveProperty("strict-transport-security");
  expect((await secure.ask({ url: "/app" })).headers["strict-transport-security"]).toBe("max-age=31536000");
});
