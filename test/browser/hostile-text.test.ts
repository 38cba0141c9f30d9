import { expect, test } from "vitest";
import { expectHarmless, HOSTILE_TEXTS } from "./harness/hostile-text.ts";
import { openPage, openPageAsOwner } from "./harness/open-page.ts";
import { PASSWORD, signInAs } from "./harness/sign-in-as.ts";
import { startWebService } from "./harness/start-web-service.ts";

test("names of users are text, wherever they are shown", async () => {
  const service = await startWebService();
  for (const [index, name] of HOSTILE_TEXTS.entries())
    await service.admin("POST", "/users", {
      email: `user-${index}@fjallform.com`,
      name: name.slice(0, 100),
      role: "viewer",
    });
  const page = await openPageAsOwner(service, "/app/users");
  await page.getByText(HOSTILE_TEXTS[0], { exact: true }).waitFor();
  await expectHarmless(page);
  await page.getByRole("button", { name: `More for ${HOSTILE_TEXTS[1]}` }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("dialog").waitFor();
  await expectHarmless(page);
});

test("what a browser calls itself is text, and so is the own name", async () => {
  const service = await startWebService();
  const { cookie, id } = await signInAs(service, "owner");
  await service.admin("PATCH", `/users/${id}`, { name: HOSTILE_TEXTS[1] });
  await fetch(`${service.url}/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin", "user-agent": HOSTILE_TEXTS[1] },
    body: JSON.stringify({ email: "owner@fjallform.com", password: PASSWORD }),
  });
  const page = await openPage(service, "/app/account", cookie);
  await expect.poll(() => page.getByText("Unknown browser").count()).toBe(2);
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByText(`Signed in as ${HOSTILE_TEXTS[1]}`).waitFor();
  await expectHarmless(page);
});

test("addresses are text", async () => {
  const service = await startWebService();
  for (const text of HOSTILE_TEXTS) {
    const page = await openPage(service, `/app/sign-in?to=${encodeURIComponent(text)}#${encodeURIComponent(text)}`);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await expectHarmless(page);
  }
});

test("who changed a plugin, and what into what, is text", async () => {
  const service = await startWebService();
  await service.addShop();
  const { cookie, id } = await signInAs(service, "owner");
  await service.admin("PATCH", `/users/${id}`, { name: HOSTILE_TEXTS[1] });
  const answer = await fetch(`${service.url}/v1/admin/plugins/shop`, {
    method: "PATCH",
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin", cookie },
    body: JSON.stringify({ version: 1, name: HOSTILE_TEXTS[0] }),
  });
  expect(answer.status).toBe(200);
  const page = await openPage(service, "/app/plugins/shop?section=changes", cookie);
  await page.getByText(`→ ${HOSTILE_TEXTS[0]}`).waitFor();
  await page.getByText(`${HOSTILE_TEXTS[1]}, `).filter({ visible: true }).first().waitFor();
  await expectHarmless(page);
});
