import { Group, Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { texts } from "../texts/texts.ts";

interface PageProps {
  readonly title: string;
  /** What of it is shown, for the window's title. */
  readonly part?: string;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** What every page stands in: its title in the window and as the heading that a navigation moves the focus to. */
export function Page({ title, part, actions, children }: PageProps) {
  return (
    <Stack gap="lg">
      <title>{[part, title, texts.shell.productName].filter(Boolean).join(" · ")}</title>
      <Group justify="space-between" gap="sm">
        <Title order={1} size="h2" tabIndex={-1} style={{ outline: "none" }}>
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </Stack>
  );
}
