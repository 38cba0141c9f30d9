import { Alert, Anchor, Button, Group, List, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { texts } from "../texts/texts.ts";
import { ApiProblem } from "./problem.ts";

interface ProblemNoticeProps {
  readonly problem: unknown;
  /** Offers to try again. */
  readonly onRetry?: () => void;
  /** Faults that the form shows beside its fields already: not listed again. */
  readonly hidesFaults?: boolean;
}

/** What went wrong, in the service's own words, and what to do. */
export function ProblemNotice({ problem, onRetry, hidesFaults = false }: ProblemNoticeProps) {
  const { title, detail, code, instance, faults } = wordsOf(problem);
  const isAtFields = hidesFaults && faults.length > 0;
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={title} role="alert" variant="light">
      <Stack gap="xs">
        {detail !== "" && <Text size="sm">{isAtFields ? texts.plugins.faults.some(faults.length) : detail}</Text>}
        {!hidesFaults && faults.length > 0 && (
          <List size="sm">
            {faults.map(({ pointer, detail: fault }) => (
              <List.Item key={pointer + fault}>
                <code>{pointer}</code> {fault}
              </List.Item>
            ))}
          </List>
        )}
        <Group gap="md">
          {onRetry !== undefined && (
            <Button size="xs" variant="default" onClick={onRetry}>
              {texts.shell.tryAgain}
            </Button>
          )}
          {code !== null && (
            <Anchor size="sm" href={`/docs/errors#${code}`} target="_blank" c="inherit" underline="always">
              {texts.shell.whatToDo}
            </Anchor>
          )}
          {instance !== null && (
            <Text size="xs" c="dimmed">
              {texts.shell.inTheLog(instance)}
            </Text>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}

function wordsOf(problem: unknown) {
  if (!(problem instanceof ApiProblem))
    return { ...texts.shell.pageFailed, code: null, instance: null, faults: [] as const };
  const { code, title, detail, status, instance, errors = [] } = problem.document;
  if (code === "unreachable") return { ...texts.shell.unreachable, code: null, instance: null, faults: [] as const };
  const isExplained = code !== "unreadable_answer";
  return {
    title,
    detail,
    code: isExplained ? code : null,
    instance: status >= 500 ? (instance ?? null) : null,
    faults: errors,
  };
}
