/** Klaviyo's template language: what a text becomes for one event and profile. */
export type RenderText = (source: string, context: Readonly<Record<string, unknown>>) => RenderedText;

export type RenderedText =
  | { readonly kind: "rendered"; readonly text: string }
  /** The source is faulty, or names a catalog item that is not there: the mail is not sent. */
  | { readonly kind: "failed"; readonly reason: string };

export const renderText: RenderText = (source, context) => ({
  kind: "rendered",
  text: source.replaceAll(/\{\{\s*([\w.]+)[^}]*\}\}/g, (_, path: string) =>
    String(
      path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], context) ?? "",
    ),
  ),
});
