import { z } from "zod";
import type { Clock } from "../../clock.ts";
import type { DisplayedProduct } from "../objects/commerce-line.ts";
import { listOf, text } from "../objects/values.ts";

const MOST_REMEMBERED = 20_000;
/** Names and pictures change rarely; an order of this hour may show the ones of the hour before. */
const REMEMBERED_MS = 3_600_000;
const MOST_AT_ONCE = 100;
const DEFAULT_IMAGE_SIZE = "standard";

const named = z.object({ id: text, name: text });
const displayItemSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  display: z.object({
    uri: text,
    categories: listOf(named),
    canonicalCategory: named.optional().catch(undefined),
    media: listOf(z.object({ source: z.object({ url: text }).optional().catch(undefined) })),
  }),
});

/** Products as the storefront shows them, from memory for an hour. */
export interface Catalog {
  /** By display item id; what Centra does not know or does not show is absent. Throws CentraFailure. */
  find(ids: readonly string[], imageSize: string): Promise<ReadonlyMap<string, DisplayedProduct>>;
}

type Ask = (
  name: "displayItems",
  variables: Readonly<Record<string, unknown>>,
  size: number,
) => Promise<{ readonly data: Readonly<Record<string, unknown>>; readonly errors: readonly unknown[] } | null>;

export function createCatalog({ ask, clock }: { readonly ask: Ask; readonly clock: Clock }): Catalog {
  const known = new Map<string, { readonly product: DisplayedProduct | null; readonly until: number }>();

  function remember(key: string, product: DisplayedProduct | null): void {
    known.delete(key);
    known.set(key, { product, until: clock.monotonic() + REMEMBERED_MS });
    const oldest = known.size > MOST_REMEMBERED ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
  }

  async function learn(ids: readonly string[], size: string): Promise<void> {
    const answer = await ask("displayItems", { ids: ids.map(Number), limit: ids.length, size }, ids.length);
    const found = new Map(readDisplayItems(answer?.data.displayItems));
    const isWhole = answer === null || answer.errors.length === 0;
    for (const id of ids) {
      const product = found.get(id) ?? null;
      // What an answer with errors lacks may be there a moment later.
      if (product !== null || isWhole) remember(`${size}/${id}`, product);
    }
  }

  return {
    async find(ids, imageSize) {
      const size = imageSize === "" ? DEFAULT_IMAGE_SIZE : imageSize;
      const wanted = [...new Set(ids)].filter((id) => /^\d{1,15}$/.test(id));
      const unknown = wanted.filter((id) => (known.get(`${size}/${id}`)?.until ?? 0) <= clock.monotonic());
      for (let start = 0; start < unknown.length; start += MOST_AT_ONCE)
        await learn(unknown.slice(start, start + MOST_AT_ONCE), size);
      return new Map(
        wanted.flatMap((id) => {
          const product = known.get(`${size}/${id}`)?.product;
          return product ? [[id, product] as const] : [];
        }),
      );
    },
  };
}

function readDisplayItems(value: unknown): [string, DisplayedProduct][] {
  return listOf(displayItemSchema)
    .parse(value)
    .map(({ id, display }) => {
      const categories = [...display.categories, ...(display.canonicalCategory ? [display.canonicalCategory] : [])];
      const image = display.media.find(({ source }) => source?.url !== undefined)?.source?.url;
      return [
        id,
        {
          uri: display.uri,
          categories: Object.fromEntries(
            categories
              .flatMap((category) => (category.id && category.name ? [[category.id, category.name.slice(0, 200)]] : []))
              .slice(0, 50),
          ),
          image: image !== undefined && /^https?:\/\/\S+$/i.test(image) ? image.slice(0, 2_000) : undefined,
        },
      ];
    });
}
