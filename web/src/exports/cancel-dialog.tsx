import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { texts } from "../texts/texts.ts";

interface CancelDialogProps {
  readonly onCancel: () => void;
  readonly onClose: () => void;
}

export function CancelDialog({ onCancel, onClose }: CancelDialogProps) {
  const words = texts.exporting.cancelling;
  return (
    <Modal opened onClose={onClose} title={words.title} closeButtonProps={{ "aria-label": texts.shell.close }}>
      <Stack>
        <Text size="sm">{words.detail}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {words.keep}
          </Button>
          <Button color="red" onClick={onCancel}>
            {texts.exporting.cancel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
