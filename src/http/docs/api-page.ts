import type { OpenApiDocument, OperationObject } from "../openapi/build-openapi.ts";
import { type Html, html, prose, renderPage } from "./html.ts";
import { renderSchema, renderType } from "./schema-table.ts";

/** The API's description as a page for people, from the OpenAPI document alone. */
export function renderApiPage(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  const schemas = Object.entries(document.components.schemas);
  const sections = document.tags.map(({ name }) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(name));
    return html`<h2>${name}</h2>${own.map(({ method, path, operation }) => renderOperation(method, path, operation))}`;
  });
  const navigation = html`<p class="title">${document.info.title}</p>
${document.tags.map(
  ({ name }) =>
    html`<h2>${name}</h2><ul>${operations
      .filter(({ operation }) => operation.tags.includes(name))
      .map(({ operation }) => html`<li><a href="#${operation.operationId}">${operation.summary}</a></li>`)}</ul>`,
)}
<h2>Schemas</h2><ul>${schemas.map(([name]) => html`<li><a href="#schema-${name}">${name}</a></li>`)}</ul>
<h2>Further</h2><ul><li><a href="/docs/errors">Errors</a></li><li><a href="/openapi.json">OpenAPI 3.1</a></li></ul>`;
  const content = html`<h1>${document.info.title} <small>${document.info.version}</small></h1>
<p>${prose(document.info.description)}</p>
${sections}
<h2 id="schemas">Schemas</h2>
${schemas.map(([name, schema]) => html`<section id="schema-${name}"><h3>${name}</h3>${renderDescription(schema.description)}${renderSchema(schema)}</section>`)}`;
  return renderPage(`${document.info.title}: API`, navigation, content);
}

function renderOperation(method: string, path: string, operation: OperationObject): Html {
  const [need] = operation.security.flatMap((scheme) => Object.keys(scheme));
  return html`<section id="${operation.operationId}">
<h3>${operation.summary}</h3>
<p class="address"><span class="method ${method}">${method.toUpperCase()}</span> <code>${path}</code></p>
${renderDescription(operation.description)}
<p>${need === undefined ? "No key is needed." : (NEEDS[need] ?? need)}</p>
${renderParameters(operation)}
${renderBody(operation)}
${renderResponses(operation)}
</section>`;
}

const NEEDS: Readonly<Record<string, string>> = {
  pushKey: "Needs a push key of the plugin as bearer token.",
  adminToken: "Needs the admin token as bearer token.",
};

function renderDescription(text: string | undefined): Html {
  return text === undefined ? html`` : html`<p>${prose(text)}</p>`;
}

function renderParameters({ parameters }: OperationObject): Html {
  if (parameters.length === 0) return html``;
  const rows = parameters.map(
    (parameter) =>
      html`<tr><td><code>${parameter.name}</code></td><td>${parameter.in}${parameter.required ? ", required" : ""}</td><td>${renderType(parameter.schema)}</td><td>${prose(parameter.description ?? "")}</td></tr>`,
  );
  return html`<h4>Parameters</h4><table><thead><tr><th>Name</th><th>Where</th><th>Type</th><th>Meaning</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function renderBody({ requestBody }: OperationObject): Html {
  if (requestBody === undefined) return html``;
  const rows = Object.entries(requestBody.content).map(
    ([mediaType, { schema }]) => html`<tr><td><code>${mediaType}</code></td><td>${renderType(schema)}</td></tr>`,
  );
  const examples = Object.values(requestBody.content).flatMap((content) => Object.entries(content.examples ?? {}));
  return html`<h4>Body</h4><table><thead><tr><th>Content type</th><th>What</th></tr></thead><tbody>${rows}</tbody></table>
${examples.map(([name, { value }]) => html`<details><summary>Example: <code>${name}</code></summary><pre><code>${JSON.stringify(value, null, 2)}</code></pre></details>`)}`;
}

function renderResponses({ responses }: OperationObject): Html {
  const rows = Object.entries(responses).map(([status, { description, content }]) => {
    const types = Object.values(content ?? {}).map(({ schema }) => renderType(schema));
    return html`<tr><td><code>${status}</code></td><td>${prose(description)}</td><td>${types}</td></tr>`;
  });
  return html`<h4>Answers</h4><table><thead><tr><th>Status</th><th>When</th><th>What</th></tr></thead><tbody>${rows}</tbody></table>`;
}
