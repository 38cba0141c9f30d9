import { randomBytes } from "node:crypto";
import { closeSync, fstatSync, openSync, readFileSync, readSync, truncateSync, writeSync } from "node:fs";

/** SQLite, "Database File Format", section 4: the write-ahead log. Offsets in bytes. */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** SQLite's default: with so many frames it copies them into the database, which it lets the disk confirm before it uses the log anew. */
const CHECKPOINT_FRAMES = 1_000;

/** How far the log had been written at one moment. */
export interface LogPosition {
  /** Changes each time the log is used anew from its beginning; what it held before is in the database then, and on the disk. */
  readonly generation: string;
  /** The end of each transaction. */
  readonly commits: readonly number[];
  readonly end: number;
  /** Some of it may have been copied into the database already, which cannot be taken back. */
  readonly mayBeCopied: boolean;
}

/** Reads the log from outside, also while it is being written. */
export function readLogPosition(path: string): LogPosition {
  const log = readFileSync(path);
  if (log.length < HEADER_BYTES) return { generation: "", commits: [], end: 0, mayBeCopied: false };
  const frameBytes = FRAME_HEADER_BYTES + log.readUInt32BE(8);
  const salts = log.subarray(16, 24);
  const commits: number[] = [];
  let end = HEADER_BYTES;
  let frames = 0;
  for (; end + frameBytes <= log.length; end += frameBytes, frames++) {
    if (!log.subarray(end + 8, end + 16).equals(salts)) break;
    const isCommit = log.readUInt32BE(end + 4) > 0;
    if (isCommit) commits.push(end + frameBytes);
  }
  return { generation: salts.toString("hex"), commits, end, mayBeCopied: frames >= CHECKPOINT_FRAMES };
}

/**
 * Does to the log of a process that was killed what a power cut does: nothing up to `durable` changes, and of what came later any part may be
 * missing. Answers how many transactions are undone by it.
 */
export function loseUnwritten(path: string, durable: LogPosition, random: () => number): number {
  const log = readLogPosition(path);
  const lastCommit = log.commits.at(-1) ?? log.end;
  const isUsedAnew = log.generation !== durable.generation;
  const safe = log.mayBeCopied ? lastCommit : isUsedAnew ? Math.min(HEADER_BYTES, log.end) : durable.end;
  const cut = safe + Math.floor(random() * (log.end - safe + 1));
  if (random() < 0.5) truncateSync(path, cut);
  else garble(path, cut, random);
  return log.commits.filter((commit) => commit > cut).length;
}

/** The file kept its length, but one block did not reach the disk: it has something else, or nothing, and what comes behind it is right. */
function garble(path: string, from: number, random: () => number): void {
  const file = openSync(path, "r+");
  try {
    const length = Math.min(4_096, fstatSync(file).size - from);
    if (length <= 0) return;
    const before = Buffer.alloc(length);
    readSync(file, before, 0, length, from);
    const instead =
      random() < 0.5 ? randomBytes(length) : Buffer.alloc(length, before.equals(Buffer.alloc(length)) ? 1 : 0);
    writeSync(file, instead, 0, length, from);
  } finally {
    closeSync(file);
  }
}
