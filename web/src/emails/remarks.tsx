import { Alert, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconBulb, IconCircleX } from "@tabler/icons-react";
import type { EmailPreview } from "../api/api-types.ts";
import { texts } from "../texts/texts.ts";

const words = texts.emails.remarks;

type Remark = EmailPreview["findings"][number];

const LOOKS = {
  error: { color: "red", Icon: IconCircleX, rank: 0 },
  warning: { color: "yellow", Icon: IconAlertTriangle, rank: 1 },
  hint: { color: "gray", Icon: IconBulb, rank: 2 },
} as const;

/** What would go wrong with the mail, the worst first, each with its place and what to do. */
export function Remarks({ remarks }: { readonly remarks: readonly Remark[] }) {
  if (remarks.length === 0) return <Text>{words.none}</Text>;
  const sorted = remarks.toSorted((one, other) => LOOKS[one.level].rank - LOOKS[other.level].rank);
  return (
    <Stack gap="xs">
      {sorted.map(({ level, code, message, part, line, column }) => {
        const { color, Icon } = LOOKS[level];
        return (
          <Alert
            key={`${part} ${line} ${column} ${code}`}
            color={color}
            variant="default"
            p="xs"
            icon={<Icon aria-hidden color={`var(--mantine-color-${color}-text)`} />}
            title={`${words.levels[level]}: ${words.place(words.parts[part], line, column)}`}
          >
            <Text size="sm" style={{ overflowWrap: "anywhere" }}>
              {message}
            </Text>
          </Alert>
        );
      })}
    </Stack>
  );
}
