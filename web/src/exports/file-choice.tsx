import { FileInput, Progress, Stack } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { texts } from "../texts/texts.ts";

interface FileChoiceProps {
  readonly chosen: File | null;
  /** The share of it that is handed over; null while none is. */
  readonly handedOver: number | null;
  readonly onChoose: (file: File | null) => void;
}

/** An export may read a file instead of the plugin's shop. */
export function FileChoice({ chosen, handedOver, onChoose }: FileChoiceProps) {
  const words = texts.exporting.file;
  return (
    <Stack gap="xs" maw={420}>
      <FileInput
        label={words.label}
        description={words.hint}
        placeholder={words.none}
        accept=".ndjson,.jsonl,.csv"
        leftSection={<IconFileUpload size={16} aria-hidden />}
        clearable
        clearButtonProps={{ "aria-label": words.clear }}
        value={chosen}
        onChange={onChoose}
        disabled={handedOver !== null}
      />
      {handedOver !== null && (
        <Progress.Root>
          <Progress.Section aria-label={words.progress} value={Math.round(handedOver * 100)} animated />
        </Progress.Root>
      )}
    </Stack>
  );
}
