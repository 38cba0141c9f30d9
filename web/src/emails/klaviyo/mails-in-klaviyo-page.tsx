import { Loader, NativeSelect, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ProblemNotice } from "../../api/problem-notice.tsx";
import { pluginsQuery } from "../../plugins/queries.ts";
import { SetupInvitation } from "../../setup/invitation.tsx";
import { ButtonLink } from "../../shell/links.tsx";
import { Page } from "../../shell/page.tsx";
import { texts } from "../../texts/texts.ts";
import { SetupDesk } from "./setup-desk.tsx";

const words = texts.mailsInKlaviyo;
const route = getRouteApi("/shell/emails/klaviyo");

/** Templates and flows of the mails in Klaviyo: what would be made, as pictures, and making it. */
export function MailsInKlaviyoPage() {
  const { plugin } = route.useSearch();
  const navigate = route.useNavigate();
  const plugins = useQuery(pluginsQuery);
  const chosen = plugin ?? plugins.data?.[0]?.id;
  return (
    <Page
      title={words.title}
      actions={
        <ButtonLink to="/emails" variant="default">
          {words.back}
        </ButtonLink>
      }
    >
      <Text>{words.intro}</Text>
      {plugins.isError && <ProblemNotice problem={plugins.error} onRetry={() => void plugins.refetch()} />}
      {plugins.isPending && <Loader />}
      {plugins.data?.length === 0 && <SetupInvitation />}
      {chosen !== undefined && plugins.data !== undefined && (
        <Stack gap="md">
          <NativeSelect
            label={words.plugin}
            value={chosen}
            data={plugins.data.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={({ currentTarget }) => void navigate({ search: { plugin: currentTarget.value }, replace: true })}
            maw="20rem"
          />
          <SetupDesk key={chosen} plugin={chosen} />
        </Stack>
      )}
    </Page>
  );
}
