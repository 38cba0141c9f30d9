import { Button, Center, Loader, Text } from "@mantine/core";
import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { texts } from "../texts/texts.ts";
import { Page } from "./page.tsx";

export function PagePending() {
  return (
    <Center h={240}>
      <Loader aria-label={texts.shell.loading} role="status" />
    </Center>
  );
}

export function PageFailed({ error, reset }: ErrorComponentProps) {
  return (
    <Page title={texts.shell.pageFailed.title}>
      <ProblemNotice problem={error} onRetry={reset} />
    </Page>
  );
}

export function PageNotFound() {
  const { title, detail, back } = texts.shell.notFound;
  return (
    <Page title={title}>
      <Text>{detail}</Text>
      <Button component={Link} to="/" variant="light" w="fit-content">
        {back}
      </Button>
    </Page>
  );
}
