import { formatOf, PIECE_BYTES } from "../../../src/history/file/file-format.ts";
import { answerOf, api } from "../api/client.ts";
import { ofPlugin } from "./queries.ts";

const FILES = "/v1/admin/plugins/{plugin}/export/files";
const FILE = "/v1/admin/plugins/{plugin}/export/files/{file}";

/**
 * Hands a file over piece by piece; answers its name there. `onProgress` is told which share of it is over.
 * @throws ApiProblem; what was handed over is removed then.
 */
export async function uploadFile(plugin: string, file: File, onProgress: (share: number) => void): Promise<string> {
  const body = { format: formatOf(file.name) };
  const { file: name } = await answerOf(api.POST(FILES, { ...ofPlugin(plugin), body }));
  try {
    for (let offset = 0; offset < file.size; offset += PIECE_BYTES) {
      onProgress(offset / file.size);
      const piece = file.slice(offset, offset + PIECE_BYTES);
      const params = { path: { plugin, file: name }, query: { offset } };
      const headers = { "content-type": "application/octet-stream" };
      await answerOf(api.PUT(FILE, { params, headers, body: "", bodySerializer: () => piece }));
    }
    onProgress(1);
    return name;
  } catch (error) {
    await removeFile(plugin, name);
    throw error;
  }
}

/** One that cannot be removed now goes by itself after a day. */
export async function removeFile(plugin: string, file: string): Promise<void> {
  await answerOf(api.DELETE(FILE, { params: { path: { plugin, file } } })).catch(() => {});
}
