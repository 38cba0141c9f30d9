import { evaluate, type Rendering } from "./evaluate.ts";
import type { Node } from "./nodes.ts";
import { printed } from "./values.ts";

/** Klaviyo sends nothing at all: not an error of the template, but the recipient gets no mail. */
export class MailSkipped extends Error {
  /** Offset into the source. */
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** `{% catalog id %}`: a product that is not in the catalogue, or unpublished with `unpublished="cancel"`, skips the mail. */
export function renderCatalog(
  { id, named, body, at }: Extract<Node, { kind: "catalog" }>,
  rendering: Rendering,
  renderBody: (body: readonly Node[]) => string,
): string {
  const key = printed(evaluate(id, rendering, "print").value);
  const { catalog } = rendering.context;
  if (catalog === undefined) {
    rendering.warn(
      "catalog_not_known",
      "The catalogue is not known here: what stands in {% catalog %} shows without its product.",
      at,
    );
    return rendering.scope.within([["catalog_item", { value: {}, origin: "catalog_item" }]], () => renderBody(body));
  }
  const item = Object.hasOwn(catalog, key) ? catalog[key] : undefined;
  if (item === undefined) {
    throw new MailSkipped(`The catalogue has no product "${key}": Klaviyo skips the whole mail.`, at);
  }
  const unpublished =
    named.unpublished === undefined ? "" : printed(evaluate(named.unpublished, rendering, "print").value);
  if (unpublished === "cancel" && item.published === false) {
    throw new MailSkipped(`The product "${key}" is not published: Klaviyo skips the whole mail.`, at);
  }
  return rendering.scope.within([["catalog_item", { value: item, origin: `catalog.${key}` }]], () => renderBody(body));
}
