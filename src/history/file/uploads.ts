import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { ExportFileNotFoundError, ExportFileOffsetError } from "../errors.ts";
import type { FileFormat } from "./file-format.ts";

/** A plain name: it cannot lead out of the folder. */
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Files that exports read from: handed over in pieces, kept in one folder until their export is synchronised or cancelled. */
export interface Uploads {
  /** Makes an empty file; answers its name, which ends with the format. */
  create(format: FileFormat): Promise<string>;
  /** Appends a piece that begins where the file ends; answers its size then. Throws ExportFileNotFoundError, ExportFileOffsetError. */
  append(file: string, offset: number, piece: Uint8Array): Promise<number>;
  /** Throws ExportFileNotFoundError. */
  size(file: string): Promise<number>;
  path(file: string): string;
  remove(file: string): Promise<void>;
  /** Names of those that nothing was appended to since a moment, milliseconds since the epoch. */
  untouchedSince(moment: number): Promise<string[]>;
}

/** `folder` holds personal data: it is the owner's alone. With several processes on several machines it must be shared by all. */
export function createUploads(folder: string): Uploads {
  function path(file: string): string {
    if (!FILE_NAME.test(file)) throw new ExportFileNotFoundError(file.slice(0, 100));
    return join(folder, file);
  }

  async function size(file: string): Promise<number> {
    const found = await stat(path(file)).catch(() => null);
    if (found === null || !found.isFile()) throw new ExportFileNotFoundError(file);
    return found.size;
  }

  return {
    path,
    size,
    async create(format) {
      const file = `${randomUUID()}.${format}`;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await (await open(path(file), "wx", 0o600)).close();
      return file;
    },
    async append(file, offset, piece) {
      const before = await size(file);
      if (offset !== before) throw new ExportFileOffsetError(file, offset, before);
      const opened = await open(path(file), "r+");
      try {
        await opened.write(piece, 0, piece.byteLength, offset);
        await opened.sync();
      } finally {
        await opened.close();
      }
      return offset + piece.byteLength;
    },
    remove: (file) => rm(path(file), { force: true }),
    async untouchedSince(moment) {
      const names = await readdir(folder).catch(() => []);
      const files = await Promise.all(
        names.map(async (name) => ({ name, touchedAt: (await stat(join(folder, name)).catch(() => null))?.mtimeMs })),
      );
      return files.filter(({ touchedAt = moment }) => touchedAt < moment).map(({ name }) => name);
    },
  };
}
