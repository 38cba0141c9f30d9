import type { SandboxAccount } from "../options.ts";
import type { FlowEmail } from "../shapes/flow-shape.ts";
import type { StoredEvent } from "../store/events.ts";
import type { Flow, FlowAction } from "../store/flows.ts";
import type { IdMaker } from "../store/id-maker.ts";
import type { Mail, Mails } from "../store/mails.ts";
import type { Metrics } from "../store/metrics.ts";
import type { Profile } from "../store/profiles.ts";
import type { Templates } from "../store/templates.ts";
import { mailContext } from "./mail-context.ts";
import type { RenderText } from "./render-text.ts";

interface SenderParts {
  readonly settings: SandboxAccount;
  readonly metrics: Metrics;
  readonly templates: Templates;
  readonly mails: Mails;
  readonly ids: IdMaker;
  readonly render: RenderText;
}

/** Renders an e-mail of a flow for one person and puts it among the mails; one that cannot be rendered is skipped, with the reason. */
export function createMailSender(parts: SenderParts) {
  return (flow: Flow, action: FlowAction, event: StoredEvent, profile: Profile, atMs: number): void => {
    if (action.definition.type !== "send-email") return;
    const message = action.definition.data?.message ?? {};
    const email = profile.attributes.get("email");
    const about = {
      flowId: flow.id,
      flowName: flow.name,
      messageName: message.name ?? flow.name,
      metric: parts.metrics.find(event.metricId)?.name ?? "",
      eventId: event.id,
      to: typeof email === "string" ? email : "",
    };
    const content =
      about.to === "" ? "The profile has no e-mail address." : renderMessage(parts, message, event, profile, atMs);
    if (typeof content === "string") {
      parts.mails.skip({ ...about, reason: content, at: atMs });
      return;
    }
    const language = profile.properties.Language;
    parts.mails.add({
      ...about,
      ...content,
      id: parts.ids.shortId(),
      profileId: profile.id,
      from: message.from_label ? `${message.from_label} <${message.from_email ?? ""}>` : (message.from_email ?? ""),
      language: typeof language === "string" ? language : "",
      sentAt: atMs,
    });
  };
}

/** The parts of a mail, or why there is none. */
function renderMessage(
  { settings, templates, render }: SenderParts,
  message: FlowEmail,
  event: StoredEvent,
  profile: Profile,
  atMs: number,
): Pick<Mail, "subject" | "previewText" | "html" | "text"> | string {
  const template = message.template_id ? templates.findCopy(message.template_id) : undefined;
  if (template === undefined) return "The e-mail has no template.";
  const context = mailContext(settings, event, profile, atMs);
  const inPlainText = { ...context, autoEscape: false };
  const previewText = render(message.preview_text ?? "", inPlainText);
  if (previewText.kind === "failed") return previewText.reason;
  const subject = render(message.subject_line ?? "", inPlainText);
  if (subject.kind === "failed") return subject.reason;
  const html = render(template.html, { ...context, previewText: previewText.text });
  if (html.kind === "failed") return html.reason;
  const text = render(template.text ?? "", inPlainText);
  if (text.kind === "failed") return text.reason;
  return {
    subject: onOneLine(subject.text),
    previewText: onOneLine(previewText.text),
    html: html.text,
    text: text.text,
  };
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
