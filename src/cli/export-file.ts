import { type FileHandle, open } from "node:fs/promises";
import { type FileFormat, formatOf, PIECE_BYTES } from "../history/file/file-format.ts";
import { CommandError, EXIT } from "./exit-codes.ts";
import { fileSchema } from "./export-answers.ts";
import { pathOf } from "./export-path.ts";
import type { ServiceConnection } from "./service-connection.ts";

/** Hands a file over in pieces; answers its name at the service. What was handed over is removed again when that breaks off. */
export async function handOver(
  service: ServiceConnection,
  plugin: string,
  { path, format = formatOf(path) }: { readonly path: string; readonly format?: FileFormat | undefined },
): Promise<{ readonly file: string; readonly bytes: number }> {
  const opened = await open(path, "r").catch(() => null);
  try {
    if (opened === null || !(await opened.stat()).isFile())
      throw new CommandError(`There is no file ${path} that can be read.`, EXIT.notFound);
    const begun = await service.call({ method: "POST", path: `${pathOf(plugin)}/files`, body: { format } });
    const { file } = fileSchema.parse(begun);
    try {
      return { file, bytes: await appendAll(service, `${pathOf(plugin)}/files/${file}`, opened) };
    } catch (error) {
      await removeFile(service, plugin, file).catch(() => {});
      throw error;
    }
  } finally {
    await opened?.close();
  }
}

/** Of one that no export is to read. */
export async function removeFile(service: ServiceConnection, plugin: string, file: string): Promise<void> {
  await service.call({ method: "DELETE", path: `${pathOf(plugin)}/files/${file}` });
}

async function appendAll(service: ServiceConnection, path: string, opened: FileHandle): Promise<number> {
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  for (let offset = 0; ; ) {
    const { bytesRead } = await opened.read(piece, 0, PIECE_BYTES, offset);
    if (bytesRead === 0) return offset;
    await service.call({
      ...{ method: "PUT", path: `${path}?offset=${offset}`, contentType: "application/octet-stream" },
      body: piece.subarray(0, bytesRead),
    });
    offset += bytesRead;
  }
}
