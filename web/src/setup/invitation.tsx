import { Card, Stack, Text, Title } from "@mantine/core";
import { useMay } from "../account/use-me.ts";
import { ButtonLink } from "../shell/links.tsx";
import { texts } from "../texts/texts.ts";

/** What a page shows that has nothing to show because no plugin is there. */
export function SetupInvitation() {
  const words = texts.setup.invitation;
  const maySetUp = useMay("editor");
  return (
    <Card withBorder maw={640}>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {words.title}
        </Title>
        <Text size="sm">{maySetUp ? words.detail : words.byOthers}</Text>
        {maySetUp && (
          <ButtonLink to="/setup" w="fit-content">
            {words.start}
          </ButtonLink>
        )}
      </Stack>
    </Card>
  );
}
