import { Alert, List, Progress, Stack, Text } from "@mantine/core";
import type { ProvisioningRun } from "../../api/api-types.ts";
import { formatTime } from "../../texts/format.ts";
import { texts } from "../../texts/texts.ts";

const words = texts.mailsInKlaviyo;

/** How far a run is, or how the last one ended. */
export function RunView({ run }: { readonly run: ProvisioningRun }) {
  const { state, what, done, total, problem, resumeAt, notices, startedAt, endedAt } = run;
  if (state === "running") {
    return (
      <Stack gap={4} role="status">
        <Text size="sm">{words.run.running(done, total)}</Text>
        <Progress value={total === 0 ? 0 : (100 * done) / total} aria-label={words.run.title} />
        <Text size="sm">{what}</Text>
      </Stack>
    );
  }
  return (
    <Alert variant="default" color={state === "done" ? "green" : "yellow"} title={words.run[state]}>
      <Stack gap="xs">
        {problem !== null && <Text size="sm">{problem.message}</Text>}
        {resumeAt !== null && <Text size="sm">{words.run.resume(formatTime(resumeAt))}</Text>}
        {notices.length > 0 && <Text size="sm">{words.run.leftToYou(formatTime(endedAt ?? startedAt))}</Text>}
        {notices.length > 0 && (
          <List size="sm" spacing={4}>
            {notices.map(({ message }) => (
              <List.Item key={message}>{message}</List.Item>
            ))}
          </List>
        )}
      </Stack>
    </Alert>
  );
}
