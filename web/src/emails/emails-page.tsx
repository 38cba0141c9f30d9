import { Grid, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { pluginsQuery } from "../plugins/queries.ts";
import { SetupInvitation } from "../setup/invitation.tsx";
import { ButtonLink } from "../shell/links.tsx";
import { Page } from "../shell/page.tsx";
import { texts } from "../texts/texts.ts";
import type { EmailsSearch, MailChoice } from "./mail-choice.ts";
import { MailDesk } from "./mail-desk.tsx";
import { MailPicker } from "./mail-picker.tsx";
import { NO_TEMPLATE } from "./own-template.tsx";
import { emailsQuery } from "./queries.ts";

const route = getRouteApi("/shell/emails");

/** The mails: how each looks, with which variables, how it is worded; and a merchant's own in its place. */
export function EmailsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useQuery(emailsQuery);
  const found = useQuery(pluginsQuery);
  const plugins = found.data;
  const problem = list.error ?? found.error;
  const [template, setTemplate] = useState(NO_TEMPLATE);
  const mail = choiceOf(search, plugins?.[0]?.id);
  return (
    <Page
      title={texts.emails.title}
      actions={
        plugins !== undefined &&
        plugins.length > 0 && (
          <ButtonLink to="/emails/klaviyo" search={mail === null ? {} : { plugin: mail.plugin }} variant="default">
            {texts.mailsInKlaviyo.open}
          </ButtonLink>
        )
      }
    >
      {problem !== null && (
        <ProblemNotice problem={problem} onRetry={() => void Promise.all([list.refetch(), found.refetch()])} />
      )}
      {problem === null && (list.data === undefined || plugins === undefined) && <Loader />}
      {plugins?.length === 0 && <SetupInvitation />}
      {mail !== null && list.data !== undefined && plugins !== undefined && (
        <Grid>
          <Grid.Col span={12}>
            <MailPicker
              mail={mail}
              list={list.data}
              plugins={plugins}
              onChoose={(choice) => void navigate({ search: choice, replace: true })}
            />
          </Grid.Col>
          <MailDesk
            key={`${mail.plugin} ${mail.metric} ${mail.language}`}
            mail={mail}
            template={template}
            onTemplate={setTemplate}
          />
        </Grid>
      )}
    </Page>
  );
}

function choiceOf(
  { plugin, metric, language, event }: EmailsSearch,
  firstPlugin: string | undefined,
): MailChoice | null {
  const chosen = plugin ?? firstPlugin;
  if (chosen === undefined) return null;
  return { plugin: chosen, metric: metric ?? "Placed Order", language: language ?? "en", event };
}
