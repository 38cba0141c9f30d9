import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { type FileLine, readLines } from "./read-lines.ts";

async function withFile(content: string | Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "centra-klaviyo-lines-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "lines");
  await writeFile(path, content);
  return path;
}

async function linesOf(path: string, offset = 0): Promise<FileLine[]> {
  const lines: FileLine[] = [];
  for await (const line of readLines(path, offset)) lines.push(line);
  return lines;
}

test("from the end of any line the rest is read, whatever is in them", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: "grapheme" }).map((text) => text.replaceAll(/[\r\n]/g, ""))),
      async (texts) => {
        const path = await withFile(texts.map((text) => `${text}\n`).join(""));
        const all = await linesOf(path);
        expect(all.map(({ text }) => text)).toEqual(texts);
        for (const [index, { end }] of all.entries()) {
          expect((await linesOf(path, end)).map(({ text }) => text)).toEqual(texts.slice(index + 1));
        }
      },
    ),
    { numRuns: 20 },
  );
});

test("lines that are longer than a piece of the file, end with a carriage return, or with nothing", async () => {
  const long = "ö".repeat(1_200_000);
  const path = await withFile(`one\r\n${long}\n\nlast`);
  expect((await linesOf(path)).map(({ text }) => text)).toEqual(["one", long, "", "last"]);
});

test("a line without an end is passed over, and the next is read", async () => {
  const path = await withFile(Buffer.concat([Buffer.alloc(17 * 1024 * 1024, "x"), Buffer.from("\nnext\n")]));
  expect((await linesOf(path)).map(({ text }) => text)).toEqual([null, "next"]);
});
