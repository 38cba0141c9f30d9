/** Builds the web app into web/dist: bundled, hashed, compressed, and stamped with what it was built from. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "vite";
import { DIST, STAMP_FILE, stampOfSources } from "./build-stamp.ts";

const COMPRESSIBLE = /\.(js|css|svg|html)$/;
const MIN_COMPRESSED_BYTES = 1_024;

async function buildWebApp(): Promise<void> {
  process.env.NODE_ENV = "production";
  const stamp = stampOfSources();
  await build({ configFile: join(import.meta.dirname, "vite.config.ts") });
  await compressAssets();
  await writeFile(join(DIST, STAMP_FILE), stamp);
}

/** Beside each file its compressed forms, so that the service spends no time on it at each request. */
async function compressAssets(): Promise<void> {
  const folder = join(DIST, "assets");
  for (const name of (await readdir(folder)).filter((one) => COMPRESSIBLE.test(one))) {
    const file = join(folder, name);
    const content = await readFile(file);
    if (content.length < MIN_COMPRESSED_BYTES) continue;
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
    await writeFile(`${file}.br`, await promisify(brotliCompress)(content, quality));
    await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }));
  }
}

await buildWebApp();
