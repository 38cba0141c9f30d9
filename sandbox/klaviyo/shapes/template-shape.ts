import { freeForm } from "./free-form.ts";
import { fault, literal, nullable, object, oneOf, text, type Visit } from "./shape.ts";

const content = { html: nullable(text()), text: nullable(text()), amp: nullable(text()) };

/** A template by its HTML. The drag-and-drop editor's definitions are not taken. */
export const templateCreation = object(
  "request-data",
  {
    data: object(
      "template",
      {
        type: literal("template"),
        attributes: object("template", { name: text(1, 255), editor_type: oneOf(["CODE", "USER_DRAGGABLE"]) }, content),
      },
      {},
    ),
  },
  {},
);

export const templateUpdate = object(
  "request-data",
  {
    data: object(
      "template",
      {
        type: literal("template"),
        id: text(1),
        attributes: object("template", {}, { ...content, name: nullable(text(1, 255)) }),
      },
      {},
    ),
  },
  {},
);

export const templateRendering = object(
  "request-data",
  {
    data: object(
      "template",
      { type: literal("template"), id: text(1), attributes: object("template", { context: freeForm }, {}) },
      {},
    ),
  },
  {},
);

/** "Required for CODE/USER_DRAGGABLE" (OpenAPI, Create Template). */
export function requireHtml(html: string | null | undefined, visit: Visit): html is string {
  if (typeof html === "string" && html !== "") return true;
  return fault(visit, "'html' is a required field for the resource 'template'.", "data", "attributes", "html");
}
