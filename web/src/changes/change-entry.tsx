import { List, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { PluginChanges } from "../api/api-types.ts";
import { formatTime } from "../texts/format.ts";
import { texts } from "../texts/texts.ts";
import { authorAtStart } from "./author-name.ts";
import { describeField } from "./describe-field.ts";

const words = texts.changes;

type Change = Omit<PluginChanges["changes"][number], "version">;

interface ChangeEntryProps {
  readonly change: Change;
  /** What it was done to, where that is not plain. */
  readonly children?: ReactNode;
}

/** One change: who and when, what was done, and each field that differs since. */
export function ChangeEntry({ change: { kind, changedAt, author, name, count, fields }, children }: ChangeEntryProps) {
  return (
    <section aria-label={formatTime(changedAt)}>
      <Text size="sm" fw={600}>
        {words.line(authorAtStart(author), formatTime(changedAt))}
      </Text>
      <Text size="sm" component="div" style={{ overflowWrap: "anywhere" }}>
        {words.kinds[kind](name, count)} {children}
      </Text>
      {fields.length > 0 && (
        <List size="sm" style={{ overflowWrap: "anywhere" }}>
          {fields.map((field) => (
            <List.Item key={field.field}>{describeField(kind, field)}</List.Item>
          ))}
        </List>
      )}
    </section>
  );
}
