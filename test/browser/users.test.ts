import { expect, test } from "vitest";
import { inspectPage } from "./harness/inspect-page.ts";
import { openPage, openPageAs, openPageAsOwner } from "./harness/open-page.ts";
import { PASSWORD, signInAs } from "./harness/sign-in-as.ts";
import { startWebService } from "./harness/start-web-service.ts";

test("an owner adds a user, hands the link on, changes the role and removes the user", async () => {
  const service = await startWebService();
  const page = await openPageAsOwner(service, "/app/users");
  const focused = () => page.evaluate("document.activeElement.textContent");
  await page.getByRole("button", { name: "Add a user" }).press("Enter");
  await page.getByRole("dialog", { name: "Add a user" }).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(focused).toBe("Add a user");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Add a user" });
  await dialog.getByLabel("E-mail address").fill("owner@fjallform.com");
  await dialog.getByRole("button", { name: "Add and make a link" }).click();
  await dialog.getByText("Somebody has this address already.").waitFor();
  await inspectPage(page, "users-add");
  await dialog.getByLabel("Name").fill("Bo");
  await dialog.getByLabel("E-mail address").fill("bo@fjallform.com");
  await dialog.getByLabel("Role").selectOption("editor");
  await dialog.getByRole("button", { name: "Add and make a link" }).click();
  const handOn = page.getByRole("dialog", { name: "Hand on this link" });
  const link = await handOn.getByLabel("Link").inputValue();
  await inspectPage(page, "users-link");
  await expect.poll(focused).toBe("Copy");
  await handOn.getByRole("button", { name: "Done" }).press("Enter");
  await expect.poll(focused).toBe("Users");

  const his = await openPage(service, link);
  await his.getByText("For bo@fjallform.com.").waitFor();
  await his.getByLabel(/^New password( \*)?$/).fill(PASSWORD);
  await his.getByLabel("New password, again").fill(PASSWORD);
  await his.getByRole("button", { name: "Set the password" }).click();
  await his.getByRole("heading", { level: 1, name: "Set up a plugin" }).waitFor();
  expect(await his.getByRole("link", { name: "Users" }).count()).toBe(0);

  await page.getByLabel("Role of Bo").selectOption("owner");
  await expect.poll(async () => JSON.stringify(await service.admin("GET", "/users"))).toMatch(/"Bo","role":"owner"/);
  await inspectPage(page, "users");
  await his.reload();
  await his.getByRole("link", { name: "Users" }).waitFor();

  await page.getByRole("button", { name: "More for Bo" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("dialog", { name: "Remove Bo?" }).getByRole("button", { name: "Remove" }).click();
  await expect.poll(() => page.getByText("bo@fjallform.com").count()).toBe(0);
  await his.reload();
  await his.getByRole("heading", { name: "Sign in" }).waitFor();

  await page.getByRole("link", { name: "Changes" }).click();
  await page.getByText("removed the user Bo").waitFor();
  await page.getByText("Role: Editor → Owner").waitFor();
  expect(await page.getByText(/^The owner, /).count()).toBeGreaterThan(2);
  await inspectPage(page, "changes");
});

test("the only owner cannot give the role away", async () => {
  const service = await startWebService();
  const page = await openPageAsOwner(service, "/app/users");
  await page.getByLabel("Role of The owner").selectOption("viewer");
  await page.getByText("This is the only owner. Make somebody else an owner first.").waitFor();
  await expect.poll(() => page.getByLabel("Role of The owner").inputValue()).toBe("owner");
});

test("a viewer who types the address is told that the role is not enough", async () => {
  const page = await openPageAs(await startWebService(), "viewer", "/app/users");
  await page.getByText("This needs the role owner; yours is viewer.").waitFor();
});

test("somebody changes the password and signs out the other browsers", async () => {
  const service = await startWebService();
  const { cookie, email } = await signInAs(service, "viewer");
  const page = await openPage(service, "/app/account", cookie);
  const other = await openPage(service, "/app/sign-in");
  await other.getByLabel("E-mail address").fill(email);
  await other.getByLabel(/^Password/).fill(PASSWORD);
  await other.getByRole("button", { name: "Sign in" }).click();
  await other.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  await page.reload();
  await page.getByText("Chrome, Linux").waitFor();
  await inspectPage(page, "account");

  await page.getByLabel("Current password").fill("something else");
  await page.getByLabel(/^New password( \*)?$/).fill("another good password");
  await page.getByLabel("New password, again").fill("another good password");
  await page.getByRole("button", { name: "Change the password" }).click();
  await page.getByText("This is not your current password.").waitFor();
  await page.getByLabel("Current password").fill(PASSWORD);
  await page.getByRole("button", { name: "Change the password" }).click();
  await page.getByText("The password is changed.").waitFor();
  await other.reload();
  await other.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
});
