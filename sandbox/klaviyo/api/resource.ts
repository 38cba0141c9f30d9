import type { ApiRequest } from "./request.ts";

/** A JSON:API resource object, its attributes narrowed to `fields[type]` when the request asks for that. */
export function resource(
  request: ApiRequest,
  type: string,
  id: string,
  attributes: Readonly<Record<string, unknown>>,
  relationships?: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const path = `${request.origin}/api/${type}s/${id}/`;
  return {
    type,
    id,
    attributes: narrow(attributes, request.query.get(`fields[${type}]`)),
    links: { self: path },
    ...(relationships === undefined ? {} : { relationships }),
  };
}

/** A relationship to one resource, or to many when `target` is null. */
export function relationship(
  request: ApiRequest,
  ownerPath: string,
  name: string,
  target: { type: string; id: string } | null,
) {
  const links = {
    self: `${request.origin}/api/${ownerPath}/relationships/${name}/`,
    related: `${request.origin}/api/${ownerPath}/${name}/`,
  };
  return target === null ? { links } : { data: target, links };
}

function narrow(
  attributes: Readonly<Record<string, unknown>>,
  fields: string | null,
): Readonly<Record<string, unknown>> {
  if (fields === null) return attributes;
  const wanted = fields.split(",").map((field) => field.split(".")[0]);
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => wanted.includes(name)));
}

/** As Klaviyo writes times: whole seconds, with an offset. */
export function isoTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}+00:00`;
}
