/** What is the same for every occurrence of an error. */
export interface ProblemKind {
  readonly status: number;
  /** Whether the same request may succeed later, unchanged. */
  readonly retryable: boolean;
  /** One line, the same for every occurrence. */
  readonly title: string;
  /** What the caller does about it. */
  readonly whatToDo: string;
}
