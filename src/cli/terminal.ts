import { styleText } from "node:util";
import Table from "cli-table3";

/** Where a command prints: the answer on stdout, what only a person wants to know on stderr. */
export interface Terminal {
  /** The answer: with `--json` the value as one JSON document, otherwise the text for a person. */
  answer(value: unknown, text: () => string): void;
  /** A remark for a person; silent with `--json`. */
  remark(text: string): void;
  readonly isJson: boolean;
}

export function openTerminal(isJson: boolean): Terminal {
  return {
    isJson,
    answer: (value, text) => process.stdout.write(isJson ? `${JSON.stringify(value, null, 2)}\n` : `${text()}\n`),
    remark: (text) => {
      if (!isJson) process.stderr.write(`${text}\n`);
    },
  };
}

/** Rows under a head, without lines between them. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const none = {
    top: "",
    "top-mid": "",
    "top-left": "",
    "top-right": "",
    bottom: "",
    "bottom-mid": "",
    "bottom-left": "",
    "bottom-right": "",
  };
  const table = new Table({
    chars: { ...none, left: "", "left-mid": "", mid: "", "mid-mid": "", right: "", "right-mid": "", middle: "  " },
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
    head: head.map((title) => styleText("bold", title)),
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** `name: value` lines, the values in one column. */
export function formatFields(fields: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...fields.map(([name]) => name.length));
  return fields.map(([name, value]) => `${styleText("bold", name.padEnd(width))}  ${value}`).join("\n");
}

/** `2026-11-23 14:05:09` in UTC. */
export function formatTime(epochMs: number | null): string {
  return epochMs === null ? "–" : new Date(epochMs).toISOString().slice(0, 19).replace("T", " ");
}
