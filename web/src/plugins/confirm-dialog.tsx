import { Button, Group, Stack, Text } from "@mantine/core";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { Dialog } from "../shell/dialog.tsx";

interface ConfirmDialogProps {
  readonly title: string;
  /** What will happen. */
  readonly detail: string;
  readonly confirm: string;
  readonly cancel: string;
  readonly isPending: boolean;
  readonly problem: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, detail, confirm, cancel, isPending, problem, onConfirm, onClose } = props;
  return (
    <Dialog onClose={onClose} title={title}>
      <Stack gap="md">
        <Text size="sm">{detail}</Text>
        {problem !== null && <ProblemNotice problem={problem} />}
        <Group justify="end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {cancel}
          </Button>
          <Button color="red" loading={isPending} onClick={onConfirm}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
