import { Alert, Stack, Text } from "@mantine/core";
import { useMay } from "../account/use-me.ts";
import { SetupInvitation } from "../setup/invitation.tsx";
import { ButtonLink } from "../shell/links.tsx";
import { texts } from "../texts/texts.ts";

const words = texts.activity.empty;

/** Nothing to show, and what to do about it. */
export function EmptyFeed({ isNarrowed, hasPlugin }: { readonly isNarrowed: boolean; readonly hasPlugin: boolean }) {
  const maySend = useMay("editor");
  if (isNarrowed)
    return (
      <Alert variant="light" title={words.noMatch.title}>
        <Text size="sm">{words.noMatch.advice}</Text>
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
