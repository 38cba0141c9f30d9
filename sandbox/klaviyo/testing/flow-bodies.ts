/** Bodies of templates and flows that Klaviyo takes, to be varied by tests. */

type Attributes = Readonly<Record<string, unknown>>;

export function templateBody(changes: Attributes = {}) {
  return {
    data: {
      type: "template",
      attributes: { name: "Order placed sv", editor_type: "CODE", html: "<p>Hej</p>", text: "Hej", ...changes },
    },
  };
}

export function templateChange(id: string, attributes: Attributes) {
  return { data: { type: "template", id, attributes } };
}

export function mailAction(temporaryId: string, templateId: string, message: Attributes = {}) {
  return {
    temporary_id: temporaryId,
    type: "send-email",
    links: { next: null },
    data: {
      status: "draft",
      message: {
        name: temporaryId,
        from_email: "order@shop.se",
        from_label: "Shop",
        subject_line: "{{ event.OrderId }}",
        preview_text: "",
        template_id: templateId,
        smart_sending_enabled: false,
        ...message,
      },
    },
  };
}

export function languageSplit(temporaryId: string, language: string, yes: string, no: string) {
  const filter = { type: "string", operator: "equals", value: language };
  const condition = { type: "profile-property", property: "properties['Language']", filter };
  return {
    temporary_id: temporaryId,
    type: "conditional-split",
    links: { next_if_true: yes, next_if_false: no },
    data: { profile_filter: { condition_groups: [{ conditions: [condition] }] } },
  };
}

/** The seed's flow with two languages: Swedish, else English. */
export function flowBody(
  ids: { readonly metric: string; readonly sv: string; readonly en: string },
  definition: Attributes = {},
) {
  return {
    data: {
      type: "flow",
      attributes: {
        name: "Order placed",
        definition: {
          triggers: [{ type: "metric", id: ids.metric }],
          entry_action_id: "split",
          reentry_criteria: { duration: 0, unit: "alltime" },
          actions: [
            languageSplit("split", "sv", "mail-sv", "mail-en"),
            mailAction("mail-sv", ids.sv),
            mailAction("mail-en", ids.en),
          ],
          ...definition,
        },
      },
    },
  };
}
