import { Box, Button, Center, Loader, Text } from "@mantine/core";
import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import { ApiProblem } from "../api/problem.ts";
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

/** What is not there, such as a plugin that was deleted, will not be there at another try either. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  if (error instanceof ApiProblem && error.document.status === 404)
    return <Nothing title={error.document.title} detail={error.document.detail} />;
  return (
    <Page title={texts.shell.pageFailed.title}>
      <ProblemNotice problem={error} onRetry={reset} />
    </Page>
  );
}

/** In place of the whole frame, which cannot be shown before it is known who is signed in. */
export function ShellFailed(props: ErrorComponentProps) {
  return (
    <Box component="main" p="lg">
      <PageFailed {...props} />
    </Box>
  );
}

export function PageNotFound() {
  return <Nothing {...texts.shell.notFound} />;
}

function Nothing({ title, detail }: { readonly title: string; readonly detail: string }) {
  return (
    <Page title={title}>
      <Text>{detail}</Text>
      <Button component={Link} to="/" variant="light" w="fit-content">
        {texts.shell.notFound.back}
      </Button>
    </Page>
  );
}
