import { Center, Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { texts } from "../texts/texts.ts";

/** What a page without the shell stands in. */
export function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Center component="main" mih="100vh" p="md">
      <title>{`${title} · ${texts.shell.productName}`}</title>
      <Paper withBorder p="xl" w="100%" maw={420} radius="md">
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {texts.shell.productName}
          </Text>
          <Title order={1} size="h3">
            {title}
          </Title>
          {children}
        </Stack>
      </Paper>
    </Center>
  );
}
