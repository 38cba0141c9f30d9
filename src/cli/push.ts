import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { SingleBar } from "cli-progress";
import type { Command } from "commander";
import { z } from "zod";
import { readConfig } from "../config.ts";
import { terminalOf, withService } from "./command-context.ts";
import { CommandError, EXIT } from "./exit-codes.ts";
import { problemError, type ServiceConnection } from "./service-connection.ts";
import { formatTable } from "./terminal.ts";

const LINES_PER_REQUEST = 500;
const TRIES_WHEN_BUSY = 10;
const SHOWN_FAULTS = 20;

const faultSchema = z.object({ pointer: z.string(), detail: z.string() });
const resultSchema = z.looseObject({ status: z.string(), faults: z.array(faultSchema).optional() });
const answerSchema = z.looseObject({ results: z.array(resultSchema) });

interface Line {
  readonly number: number;
  readonly text: string;
}

interface Tally {
  readonly counts: Record<string, number>;
  readonly refused: { readonly line: number; readonly faults: readonly z.infer<typeof faultSchema>[] }[];
}

export function addPushCommand(program: Command): void {
  program
    .command("push <file>")
    .description(
      "Push a file of events, one CloudEvent in JSON a line. Safe to repeat: what is there already counts as duplicate.",
    )
    .requiredOption("--plugin <plugin>", "the plugin they are for")
    .option("--key <key>", "the plugin's push key (or the environment's PUSH_KEY)")
    .option("--lane <lane>", "live: flows send mail; history: nobody is mailed", "live")
    .action(async (file: string, options: { plugin: string; key?: string; lane: string }, command: Command) => {
      const key = options.key ?? readConfig(process.env).pushKey;
      if (key === null) throw new CommandError("No push key: give --key, or set PUSH_KEY.", EXIT.usage);
      const path = `/v1/plugins/${encodeURIComponent(options.plugin)}/events?lane=${encodeURIComponent(options.lane)}`;
      const tally = await withService((service) =>
        pushFile(file, { service, path, key, isQuiet: terminalOf(command).isJson }),
      );
      terminalOf(command).answer(tally, () => formatTally(tally));
      if (tally.refused.length > 0) process.exitCode = EXIT.refused;
    });
}

interface Target {
  readonly service: ServiceConnection;
  readonly path: string;
  readonly key: string;
  readonly isQuiet: boolean;
}

async function pushFile(file: string, target: Target): Promise<Tally> {
  const size = await stat(file).then(
    (found) => found.size,
    () => {
      throw new CommandError(`There is no file ${file}.`, EXIT.notFound);
    },
  );
  const bar = new SingleBar({
    format: "{bar} {percentage}% | {events} events | {eta_formatted} left",
    hideCursor: true,
    noTTYOutput: false,
  });
  if (!target.isQuiet) bar.start(size, 0, { events: 0 });
  const tally: Tally = { counts: {}, refused: [] };
  let sent = 0;
  let bytes = 0;
  try {
    for await (const lines of readBatches(file)) {
      await pushLines(lines, target, tally);
      sent += lines.length;
      bytes += lines.reduce((sum, line) => sum + Buffer.byteLength(line.text) + 1, 0);
      bar.update(Math.min(bytes, size), { events: sent });
    }
    bar.update(size, { events: sent });
  } finally {
    bar.stop();
  }
  return tally;
}

async function* readBatches(file: string): AsyncGenerator<Line[]> {
  let batch: Line[] = [];
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (text.trim() === "") continue;
    batch.push({ number, text });
    if (batch.length === LINES_PER_REQUEST) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

async function pushLines(lines: readonly Line[], target: Target, tally: Tally): Promise<void> {
  const body = lines.map((line) => line.text).join("\n");
  for (let attempt = 1; ; attempt += 1) {
    const answer = await target.service.exchange({
      method: "POST",
      path: target.path,
      body,
      bearer: target.key,
      contentType: "application/x-ndjson",
    });
    const isBusy = answer.status === 429 || answer.status === 503;
    if (isBusy && attempt < TRIES_WHEN_BUSY) {
      await sleep(attempt * 500);
      continue;
    }
    const results = answerSchema.safeParse(answer.body);
    if (!results.success) throw problemError(answer.status, answer.body);
    results.data.results.forEach((result, index) => {
      tally.counts[result.status] = (tally.counts[result.status] ?? 0) + 1;
      if (result.status === "refused")
        tally.refused.push({ line: lines[index]?.number ?? 0, faults: result.faults ?? [] });
    });
    return;
  }
}

function formatTally(tally: Tally): string {
  const counts = formatTable(
    ["answer", "events"],
    Object.entries(tally.counts).map(([status, count]) => [status, String(count)]),
  );
  if (tally.refused.length === 0) return counts;
  const faults = tally.refused
    .slice(0, SHOWN_FAULTS)
    .flatMap(({ line, faults: found }) => found.map((fault) => `line ${line}: ${fault.pointer} ${fault.detail}`));
  const rest =
    tally.refused.length > SHOWN_FAULTS
      ? [`… and ${tally.refused.length - SHOWN_FAULTS} more lines (--json lists all)`]
      : [];
  return [counts, "", ...faults, ...rest].join("\n");
}
