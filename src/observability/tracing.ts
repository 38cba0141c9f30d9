import type { Logger } from "./logger.ts";

/** What a span tells beside its times: no e-mail address, no order number, no key. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanOptions {
  readonly name: string;
  readonly kind: "server" | "internal" | "consumer" | "client";
  /** `traceparent` of the span that this one belongs to; null begins a trace. */
  readonly parent: string | null;
  /** Milliseconds since the epoch; now when absent. */
  readonly startedAt?: number;
  readonly attributes?: SpanAttributes;
  /** `traceparent`s of spans that led to this one without being its parent. */
  readonly links?: readonly string[];
}

export interface SpanEnd {
  /** Milliseconds since the epoch; now when absent. */
  readonly endedAt?: number;
  readonly attributes?: SpanAttributes;
  /** What went wrong, in a word; absent when all went well. */
  readonly error?: string;
}

export interface Span {
  /** W3C `traceparent` to continue from, also when it says that the trace is not to be recorded; null without tracing. */
  readonly traceParent: string | null;
  readonly isRecorded: boolean;
  end(end?: SpanEnd): void;
}

/** Traces in the form of OpenTelemetry. */
export interface Tracing {
  startSpan(options: SpanOptions): Span;
  /** Sends what is left; gives up after two seconds. */
  close(): Promise<void>;
}

const NO_SPAN: Span = { traceParent: null, isRecorded: false, end: () => {} };

/** Records nothing. */
export const NO_TRACING: Tracing = { startSpan: () => NO_SPAN, close: async () => {} };

export interface TracingOptions {
  /** Base address of an OTLP/HTTP collector; null: no traces, and nothing of OpenTelemetry's SDK is loaded. */
  readonly endpoint: string | null;
  readonly serviceName: string;
  readonly version: string;
  readonly logger: Logger;
}

export async function openTracing({ endpoint, ...options }: TracingOptions): Promise<Tracing> {
  if (endpoint === null) return NO_TRACING;
  const { createOtlpTracing } = await import("./otlp-tracing.ts");
  return createOtlpTracing({ endpoint, ...options });
}
