import { Grid, Loader, Tabs, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, api } from "../api/client.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { UnsavedGuard } from "../plugins/unsaved-guard.tsx";
import { texts } from "../texts/texts.ts";
import classes from "./emails.module.css";
import { languageName } from "./language-name.ts";
import type { MailChoice } from "./mail-choice.ts";
import { MailView } from "./mail-view.tsx";
import { type OwnTemplate, OwnTemplateForm } from "./own-template.tsx";
import { Remarks } from "./remarks.tsx";
import { TextsForm } from "./texts-form.tsx";
import { type DraftTexts, usePreview } from "./use-preview.ts";
import { VariablesTable } from "./variables-table.tsx";

const words = texts.emails.tabs;

interface MailDeskProps {
  readonly mail: MailChoice;
  /** Stays when another mail is chosen, so that it can be looked at in every language. */
  readonly template: OwnTemplate;
  readonly onTemplate: (template: OwnTemplate) => void;
}

/** What a mail's unsaved texts belong to. */
const SUBJECT = ["plugin", "metric", "language"];

/** One mail: it itself, and beside it its texts, its variables, what there is to remark, and the place for a template of one's own. */
export function MailDesk({ mail, template, onTemplate }: MailDeskProps) {
  const [draft, setDraft] = useState<DraftTexts>({});
  const preview = usePreview(mail, draft, template);
  const { plugin, metric, language } = mail;
  const stored = useQuery({
    queryKey: ["email-texts", plugin, metric, language],
    queryFn: () =>
      answerOf(
        api.GET("/v1/admin/plugins/{plugin}/emails/texts", {
          params: { path: { plugin }, query: { metric, language } },
        }),
      ),
  });
  const { variables = [], findings = [], origin } = preview.data ?? {};
  const reader = origin?.kind === "event" ? origin.language : null;
  return (
    <>
      <UnsavedGuard isDirty={() => Object.keys(draft).length > 0} subject={SUBJECT} />
      <Grid.Col span={{ base: 12, md: 7 }}>
        {preview.isError && <ProblemNotice problem={preview.error} onRetry={() => void preview.refetch()} />}
        {preview.isPending && <Loader />}
        {reader !== null && reader !== language && (
          <Text size="sm" mb="sm">
            {texts.emails.otherReader(languageName(reader))}
          </Text>
        )}
        {preview.data !== undefined && <MailView preview={preview.data} />}
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard. */}
        <section className={classes.desk} aria-label={words.label} tabIndex={0}>
          <Tabs defaultValue="texts" keepMounted={false}>
            <Tabs.List aria-label={words.label} mb="md">
              <Tabs.Tab value="texts">{words.texts}</Tabs.Tab>
              <Tabs.Tab value="variables">
                {words.variables(variables.filter(({ missing }) => missing).length)}
              </Tabs.Tab>
              <Tabs.Tab value="remarks">{words.remarks(findings.length)}</Tabs.Tab>
              <Tabs.Tab value="own">{words.own}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="texts">
              {stored.isError && <ProblemNotice problem={stored.error} onRetry={() => void stored.refetch()} />}
              {stored.data !== undefined && (
                <TextsForm
                  mail={mail}
                  stored={stored.data.texts}
                  draft={draft}
                  onDraft={setDraft}
                  problem={preview.error}
                />
              )}
            </Tabs.Panel>
            <Tabs.Panel value="variables">
              <VariablesTable variables={variables} />
            </Tabs.Panel>
            <Tabs.Panel value="remarks">
              <Remarks remarks={findings} />
            </Tabs.Panel>
            <Tabs.Panel value="own">
              <OwnTemplateForm template={template} onChange={onTemplate} />
              {template.isUsed && preview.data !== undefined && <Remarks remarks={findings} />}
            </Tabs.Panel>
          </Tabs>
        </section>
      </Grid.Col>
    </>
  );
}
