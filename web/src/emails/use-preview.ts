import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answerOf, api } from "../api/client.ts";
import type { MailChoice } from "./mail-choice.ts";
import type { OwnTemplate } from "./own-template.tsx";

/** Words that are not saved; null: the standard ones. */
export type DraftTexts = Readonly<Record<string, string | null>>;

/** Long enough not to ask at every key. */
const SETTLED_MS = 300;

/** The mail as it would be now, a moment after the last change; the one before stays until then. */
export function usePreview(mail: MailChoice, draft: DraftTexts, template: OwnTemplate) {
  const [settled] = useDebouncedValue({ draft, template }, SETTLED_MS);
  const { plugin, metric, language, event } = mail;
  const own = settled.template.isUsed ? settled.template : null;
  return useQuery({
    queryKey: ["email-preview", plugin, metric, language, event, settled.draft, own],
    queryFn: () =>
      answerOf(
        api.POST("/v1/admin/plugins/{plugin}/emails/preview", {
          params: { path: { plugin } },
          body: {
            ...{ metric, language },
            ...(event === undefined ? {} : { event }),
            ...(own === null
              ? { texts: settled.draft }
              : { template: { subject: own.subject, html: own.html, previewText: "", text: "" } }),
          },
        }),
      ),
    placeholderData: keepPreviousData,
    retry: false,
  });
}
