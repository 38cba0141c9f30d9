/** One field that the service did not accept: where it is in what was sent (RFC 6901), and why. */
export interface FieldFault {
  readonly pointer: string;
  readonly detail: string;
}

/** What the service answers when it could not do what was asked (RFC 9457). */
export interface ProblemDocument {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** This occurrence, as it is named in the service's log. */
  readonly instance?: string;
  readonly errors?: readonly FieldFault[];
}

/** Thrown where the service refused or could not be reached. */
export class ApiProblem extends Error {
  readonly document: ProblemDocument;

  constructor(document: ProblemDocument) {
    super(document.detail);
    this.document = document;
  }

  get code(): string {
    return this.document.code;
  }
}

/** Any answer that is not a success as a problem; a proxy's page, for example, has no document of its own. */
export function readProblem(status: number, body: unknown): ApiProblem {
  if (typeof body === "object" && body !== null && "code" in body && "title" in body)
    return new ApiProblem({ detail: "", ...body, status } as ProblemDocument);
  return new ApiProblem({ status, code: "unreadable_answer", title: `The answer was ${status}`, detail: "" });
}

/** The faults by the name of a form's field, `/settings/cartLink` as `settings.cartLink`: what a form's `setErrors` takes. */
export function fieldErrorsOf(problem: unknown): Record<string, string> {
  const faults = problem instanceof ApiProblem ? (problem.document.errors ?? []) : [];
  return Object.fromEntries(faults.map(({ pointer, detail }) => [fieldOf(pointer), detail]));
}

function fieldOf(pointer: string): string {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .join(".");
}
