import { Alert, Badge, List, Stack, Text } from "@mantine/core";
import type { CentraExamination } from "../../api/api-types.ts";
import { texts } from "../../texts/texts.ts";

const words = texts.plugins.centra;
const COLOURS = { error: "red", warning: "yellow", ok: "green" } as const;
const GRAVITY = ["error", "warning", "ok"] as const;
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" });

/** What the doctor found, gravest first, in plain words. */
export function ExaminationResult({ examination }: { readonly examination: CentraExamination }) {
  const { ok, findings, tokenExpiresAt, queue } = examination;
  const hasRemarks = findings.some(({ level }) => level === "warning");
  const verdict = ok ? (hasRemarks ? "warning" : "ok") : "error";
  const title = { ok: words.well, warning: words.remarks, error: words.unwell }[verdict];
  const sorted = findings.toSorted((a, b) => GRAVITY.indexOf(a.level) - GRAVITY.indexOf(b.level));
  return (
    <Alert color={COLOURS[verdict]} title={title} variant="light" role="status">
      <Stack gap="xs">
        <List size="sm" spacing={6} listStyleType="none">
          {sorted.map(({ code, level, message, whatToDo }) => (
            <List.Item key={code + message}>
              <Badge size="sm" variant="dot" tt="none" color={COLOURS[level]} mr={6}>
                {words.levels[level]}
              </Badge>
              {message} {whatToDo}
            </List.Item>
          ))}
        </List>
        <Text size="sm">
          {tokenExpiresAt !== null && `${words.tokenExpires(day.format(tokenExpiresAt))} `}
          {words.queue(queue.waiting)}
        </Text>
      </Stack>
    </Alert>
  );
}
