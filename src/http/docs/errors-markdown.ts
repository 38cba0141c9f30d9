import { PROBLEMS, problemCodes } from "../problems/problem-codes.ts";

/** docs/errors.md, from the table of errors. */
export function renderErrorDocs(): string {
  const rows = problemCodes().map((code) => {
    const { status, retryable, title, whatToDo } = PROBLEMS[code];
    return `| \`${code}\` | ${status} | ${retryable ? "yes" : "no"} | ${title}. | ${whatToDo} |`;
  });
  return `# Errors of the HTTP API

Every error is one document, \`application/problem+json\` ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)):

\`\`\`json
{
  "type": "/docs/errors#events_invalid",
  "title": "No event could be accepted",
  "status": 422,
  "detail": "The event was not accepted. Mend what \`errors\` names and send again.",
  "code": "events_invalid",
  "instance": "urn:uuid:5f0c2b1e-6a55-4d0c-9d0f-0f3f7f6f2a11",
  "errors": [{ "pointer": "/data/order/currency", "detail": "\\"currency\\" is missing." }]
}
\`\`\`

\`code\` is stable: decide by it. \`detail\` is for people. \`errors\` names every fault in what was sent, each with a JSON pointer
(RFC 6901) into the body. \`instance\` is this one occurrence, and stands as \`requestId\` in the service's log. A 503 has a
\`Retry-After\` header in seconds. Retryable means that the same request, unchanged, may succeed later; sending an event
again is always safe.

| code | status | retryable | what happened | what to do |
|---|---|---|---|---|
${rows.join("\n")}
`;
}
