import { Button, Group, Stack, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { Dialog } from "../shell/dialog.tsx";
import { texts } from "../texts/texts.ts";

interface UnsavedGuardProps {
  readonly isDirty: () => boolean;
  /** Search parameters that say what is being changed: another value leaves it, too. */
  readonly subject?: readonly string[];
}

/** Asks before a page with unsaved changes is left, within the app and to elsewhere. */
export function UnsavedGuard({ isDirty, subject = [] }: UnsavedGuardProps) {
  const words = texts.plugins.leaving;
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isDirty() && (current.pathname !== next.pathname || !isSameIn(subject, current.search, next.search)),
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <Dialog onClose={blocker.reset} title={words.title}>
      <Stack gap="md">
        <Text size="sm">{words.detail}</Text>
        <Group justify="end">
          <Button variant="default" onClick={blocker.proceed}>
            {words.leave}
          </Button>
          <Button onClick={blocker.reset} data-autofocus>
            {words.stay}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function isSameIn(names: readonly string[], current: object, next: object): boolean {
  const [was, is] = [new Map(Object.entries(current)), new Map(Object.entries(next))];
  return names.every((name) => was.get(name) === is.get(name));
}
