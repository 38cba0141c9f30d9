import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../../test/databases.ts";
import { startHttpService } from "../../../test/http-service.ts";
import { sampleEvent, sampleOrder } from "../../commerce/samples.ts";
import { eventListSchema } from "../admin/schemas/events.ts";
import { emailPreviewSchema, findingListSchema, mailListSchema, textListSchema } from "./schemas.ts";

const placed = { metric: "Placed Order", language: "sv" };
const query = new URLSearchParams(placed);

describeOnBothEngines("mails", (open) => {
  async function start() {
    const service = await startHttpService(await open());
    const preview = async (body: object) => {
      const answer = await service.admin("/plugins/shop/emails/preview", { body: { ...placed, ...body } });
      return emailPreviewSchema.strict().parse(answer.json);
    };
    return { ...service, preview };
  }

  test("are listed with their languages", async () => {
    const { admin } = await start();
    const { mails, languages } = mailListSchema.parse((await admin("/emails")).json);
    expect(mails).toContainEqual({ metric: "Started Checkout", purpose: "marketing" });
    expect(languages).toContain("sv");
  });

  test("are shown with a sample of the language's customers", async () => {
    const { preview } = await start();
    const shown = await preview({});
    expect(shown).toMatchObject({ skipped: null, origin: { kind: "sample" } });
    expect(shown.subject).toContain("102");
    expect(shown.text?.replaceAll("\u00a0", " ")).toContain("324,50 kr");
    expect(shown.html).toContain("Sarek Anorak");
    expect(shown.findings.filter(({ level }) => level !== "hint")).toEqual([]);
    expect(shown.variables).toContainEqual(
      expect.objectContaining({ path: "event.OrderId", value: "102", missing: false, meaning: "the order's number" }),
    );
  });

  test("are shown with a real event, its credentials masked", async () => {
    const { admin, push, preview } = await start();
    await push(sampleEvent("customer.password_reset_requested", { link: "https://ascaro-shop.com/?c=very-secret" }));
    await push(sampleEvent("order.placed", { order: { ...sampleOrder, number: "7007" } }));
    const { events } = eventListSchema.parse((await admin("/events")).json);
    const idOf = (metric: string) => events.find((event) => event.metric === metric)?.id;
    const reset = await admin("/plugins/shop/emails/preview", {
      body: { metric: "Reset Password", language: "en", event: idOf("Reset Password") },
    });
    const order = await preview({ event: idOf("Placed Order") });
    const other = await admin("/plugins/shop/emails/preview", { body: { ...placed, event: idOf("Reset Password") } });

    expect(order.subject).toContain("7007");
    expect(order.origin).toMatchObject({ kind: "event", email: "jane.doe@ascaro-shop.com", language: "sv" });
    expect(reset.text).not.toContain("very-secret");
    expect(emailPreviewSchema.parse(reset.json).variables).toContainEqual(
      expect.objectContaining({ path: "event.PasswordResetLink", value: "•••" }),
    );
    expect([other.status, other.json.code]).toEqual([404, "event_not_found"]);
  });

  test("are worded otherwise: tried first, then saved, then taken back", async () => {
    const { admin, preview } = await start();
    const texts = { "placedOrder.subject": "Hej {order}!" };
    const tried = await preview({ texts });
    const untouched = await preview({});
    const put = (changes: object, more: object = placed) =>
      admin("/plugins/shop/emails/texts", { method: "PUT", body: { ...more, texts: changes } });
    const saved = textListSchema.parse((await put(texts)).json);
    await put({ "placedOrder.subject": "Hello" }, { ...placed, language: "en" });
    const kept = await preview({});
    const draftOver = await preview({ texts: { "placedOrder.subject": null } });
    await put({ "placedOrder.subject": null });
    const back = await preview({});

    expect([tried.subject, kept.subject]).toEqual(["Hej 102!", "Hej 102!"]);
    expect([untouched.subject, draftOver.subject, back.subject]).toEqual(Array(3).fill("Tack för din order 102"));
    expect(saved.texts[0]).toEqual({ key: "placedOrder.subject", standard: expect.any(String), own: "Hej {order}!" });
  });

  test("texts that could not become part of a mail are refused, every one with its pointer, and nothing is saved", async () => {
    const { admin } = await start();
    const texts = {
      "placedOrder.subject": "Hej {kund}",
      "placedOrder.intro": "{{ event.$value }}",
      "placedOrder.heading": " ",
      "placedOrder.preview": "[[t:x]]",
      "greeting.plain": "{% if x %}",
      "giftCertificate.heading": "Of another mail",
      "order.total": "Sum",
    };
    const refused = await admin("/plugins/shop/emails/texts", { method: "PUT", body: { ...placed, texts } });
    const after = textListSchema.parse((await admin(`/plugins/shop/emails/texts?${query}`)).json);
    expect([refused.status, refused.json.code]).toEqual([422, "email_text_faulty"]);
    const { errors } = refused.json as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer).toSorted()).toEqual(
      Object.keys(texts)
        .filter((key) => key !== "order.total")
        .map((key) => `/texts/${key}`)
        .toSorted(),
    );
    expect(after.texts.every(({ own }) => own === null)).toBe(true);
  });

  test("a merchant's own template is shown and checked", async () => {
    const { preview } = await start();
    const shown = await preview({
      template: { subject: "{{ event.OrderID }}", html: "<p>{{ event.GrossPaidPrice }}</p>{% if %}" },
    });
    expect(shown).toMatchObject({ subject: "", html: null, text: "" });
    expect(shown.findings).toMatchObject([
      { part: "subject", code: "variable_unknown", level: "error", line: 1, column: 4 },
      { part: "html", code: "condition_incomplete", level: "error", line: 1, column: 37 },
    ]);
  });

  test("a template is checked without a plugin", async () => {
    const { admin } = await start();
    const answer = await admin("/emails/check", { body: { ...placed, template: "{{ event.GrossPaidPrice }}" } });
    expect(findingListSchema.parse(answer.json)).toMatchObject({ findings: [{ code: "base_currency_amount" }] });
    const unknown = await admin("/emails/check", { body: { metric: "Ordered Product", language: "xx", template: "" } });
    expect(unknown.json).toMatchObject({ errors: [{ pointer: "/metric" }, { pointer: "/language" }] });
  });

  test("what an event says never becomes markup", async () => {
    const { admin, push, preview } = await start();
    const attack = `"><img src=x onerror=alert(1)><script>alert(2)</script>{{ 7|add:7 }}{% now "Y" %}`;
    const [line] = sampleOrder.lines;
    if (line === undefined) throw new Error("The sample has no line.");
    const lines = [{ ...line, productName: attack, variantName: attack, size: attack }];
    await push(sampleEvent("order.placed", { order: { ...sampleOrder, lines } }));
    const { events } = eventListSchema.parse((await admin("/events?metric=Placed+Order")).json);
    const { html } = await preview({ event: events[0]?.id });
    expect(html).toContain("&lt;script&gt;");
    expect(html).not.toMatch(/<script|<img src=x/);
    expect(html).toContain("{{ 7|add:7 }}");
  });
});
