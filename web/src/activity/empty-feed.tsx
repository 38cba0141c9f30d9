import { Alert, Stack, Text } from "@mantine/core";
import { useMay } from "../account/use-me.ts";
import { SetupInvitation } from "../setup/invitation.tsx";
import { ButtonLink } from "../shell/links.tsx";
import { texts } from "../texts/texts.ts";
import { type ActivitySearch, isNarrowed } from "./activity-search.ts";

const words = texts.activity.empty;

interface EmptyFeedProps {
  readonly search: ActivitySearch;
  readonly hasPlugin: boolean;
}

/** Nothing to show, and what to do about it. */
export function EmptyFeed({ search, hasPlugin }: EmptyFeedProps) {
  const maySend = useMay("editor");
  if (isNarrowed(search))
    return (
      <Alert variant="light" title={words.noMatch.title}>
        <Text size="sm">{isTyped(search) ? words.noMatch.advice : words.noMatch.widen}</Text>
      </Alert>
    );
  if (!hasPlugin) return <SetupInvitation />;
  return (
    <Alert variant="light" title={words.none.title}>
      <Stack gap="sm" align="start">
        <Text size="sm">{words.none.advice}</Text>
        {maySend && (
          <ButtonLink to="/try" size="xs" variant="default">
            {words.none.tryIt}
          </ButtonLink>
        )}
      </Stack>
    </Alert>
  );
}

function isTyped({ email, order }: ActivitySearch): boolean {
  return email !== undefined || order !== undefined;
}
