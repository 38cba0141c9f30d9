import { Card, Stack, Text, Title } from "@mantine/core";
import { ButtonLink } from "../shell/links.tsx";
import { texts } from "../texts/texts.ts";

/** What a page shows that has nothing to show because no plugin is there. */
export function SetupInvitation() {
  const words = texts.setup.invitation;
  return (
    <Card withBorder maw={640}>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {words.title}
        </Title>
        <Text size="sm">{words.detail}</Text>
        <ButtonLink to="/setup" w="fit-content">
          {words.start}
        </ButtonLink>
      </Stack>
    </Card>
  );
}
