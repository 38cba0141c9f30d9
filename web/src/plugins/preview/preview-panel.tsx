import { Card, List, Loader, Stack, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ApiProblem } from "../../api/problem.ts";
import { ProblemNotice } from "../../api/problem-notice.tsx";
import { texts } from "../../texts/texts.ts";
import { changeBetween, changedFields, type Draft } from "../form/draft.ts";
import { previewQuery } from "../queries.ts";
import { describeChange } from "./describe-change.ts";
import { shapesEvents } from "./event-preview.ts";
import { PreviewTable } from "./preview-table.tsx";

interface PreviewPanelProps {
  readonly plugin: string;
  readonly base: Draft;
  readonly draft: Draft;
}

const TYPING_PAUSE_MS = 400;
const PREVIEW_ID = "preview";

/** Brings it into view: it stands below a long form. */
export function showPreview(): void {
  const panel = document.getElementById(PREVIEW_ID);
  panel?.scrollIntoView({ block: "center" });
  panel?.focus({ preventScroll: true });
}

/** Says what the unsaved change will do, and shows it on the plugin's newest events. Nothing while no event would show it. */
export function PreviewPanel({ plugin, base, draft }: PreviewPanelProps) {
  const [settled] = useDebouncedValue(draft, TYPING_PAUSE_MS);
  const isWanted = changedFields(base, draft).some(shapesEvents);
  const { status, settings } = changeBetween(base, settled);
  const { data, error, isFetching } = useQuery({
    ...previewQuery(plugin, { ...(status && { status }), ...(settings && { settings }) }),
    enabled: changedFields(base, settled).some(shapesEvents),
    placeholderData: keepPreviousData,
  });
  if (!isWanted) return null;
  const words = texts.plugins.preview;
  const sentences = data === undefined ? [] : describeChange(base, settled, data);
  const different = (data ?? []).filter(({ differences }) => differences.length > 0);

  return (
    <Card withBorder component="section" id={PREVIEW_ID} tabIndex={-1} aria-labelledby="preview-title">
      <Stack gap="sm">
        <Title order={2} size="h4" id="preview-title">
          {words.title}{" "}
          {(isFetching || draft !== settled) && <Loader size={14} aria-label={words.loading} role="status" />}
        </Title>
        {error !== null && !isFieldFault(error) && <ProblemNotice problem={error} />}
        <List size="sm" spacing={4} aria-live="polite">
          {sentences.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
        {data !== undefined && different.length === 0 && (
          <Text size="sm" c="dimmed">
            {words.nothing}
          </Text>
        )}
        {different.length > 0 && <PreviewTable previews={different} />}
      </Stack>
    </Card>
  );
}

/** A draft that is half typed is no news: its faults are shown at the fields when it is saved. */
function isFieldFault(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === "settings_invalid";
}
