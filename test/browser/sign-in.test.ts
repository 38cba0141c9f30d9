import { expect, test } from "vitest";
import { z } from "zod";
import { inspectPage } from "./harness/inspect-page.ts";
import { openPage } from "./harness/open-page.ts";
import { PASSWORD, signInAs } from "./harness/sign-in-as.ts";
import { startWebService } from "./harness/start-web-service.ts";

const linkSchema = z.object({ url: z.string() });

test("the owner of a new installation sets a password with the link of the first start, and is in", async () => {
  const service = await startWebService();
  const page = await openPage(service, service.ownerLink);
  await page.getByRole("heading", { name: "Set your password" }).waitFor();
  await inspectPage(page, "set-password");
  await page.getByLabel("E-mail address").fill("Anna@fjallform.com");
  await page.getByLabel("Name").fill("Anna");
  await page.getByLabel(/^New password( \*)?$/).fill("short");
  await page.getByLabel("New password, again").fill("shorter");
  await page.getByRole("button", { name: "Set the password" }).click();
  await page.getByText("The two are not the same.").waitFor();
  await page.getByLabel("New password, again").fill("short");
  await page.getByRole("button", { name: "Set the password" }).click();
  await page.getByText("A password has 12 characters or more").waitFor();
  await page.getByLabel(/^New password( \*)?$/).fill(PASSWORD);
  await page.getByLabel("New password, again").fill(PASSWORD);
  await page.getByRole("button", { name: "Set the password" }).click();
  await page.getByRole("heading", { level: 1, name: "Set up a plugin" }).waitFor();
  await page.getByRole("button", { name: "Account", exact: true }).click();
  await page.getByText("Signed in as Anna").waitFor();

  await page.goto("/app/set-password#of-no-use");
  await page.getByText("This link cannot be used any more").waitFor();
  // Pasted into the same tab: only what is behind the # differs.
  const { id } = await signInAs(service, "viewer");
  const made = linkSchema.parse(await service.admin("POST", `/users/${id}/link`));
  await page.goto(made.url);
  await page.getByText("For viewer@fjallform.com.").waitFor();
  await page.goto(service.ownerLink);
  await page.getByText("This link cannot be used any more").waitFor();
  await inspectPage(page, "set-password-link-used");
});

test("who is not signed in is led to the sign-in, and from there to where they wanted", async () => {
  const service = await startWebService();
  const { email } = await signInAs(service, "owner");
  const page = await openPage(service, "/app/users");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await inspectPage(page, "sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel(/^Password/).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("The e-mail address or the password is wrong", { exact: true }).waitFor();
  await inspectPage(page, "sign-in-refused");
  await page.getByLabel(/^Password/).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Users" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/app/users");
});

test.each(["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])(
  "a sign-in never leads to another site: %s",
  async (to) => {
    const service = await startWebService();
    const { email } = await signInAs(service, "viewer");
    const page = await openPage(service, `/app/sign-in?to=${encodeURIComponent(to)}`);
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel(/^Password/).fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    expect(new URL(page.url()).origin).toBe(service.url);
  },
);

test("a session that ended elsewhere leads to the sign-in at the next click", async () => {
  const service = await startWebService();
  const { cookie, id } = await signInAs(service, "owner");
  const page = await openPage(service, "/app/plugins", cookie);
  await page.getByRole("heading", { level: 1, name: "Plugins" }).waitFor();
  await signInAs(service, "owner", "other@fjallform.com");
  await service.admin("DELETE", `/users/${id}`);
  await page.getByRole("link", { name: "Users" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
});

test("signing out ends the session, and the way back shows nothing", async () => {
  const service = await startWebService();
  const { cookie } = await signInAs(service, "viewer");
  const page = await openPage(service, "/app", cookie);
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  const answer = await fetch(`${service.url}/v1/admin/me`, { headers: { cookie } });
  expect(answer.status).toBe(401);
});
