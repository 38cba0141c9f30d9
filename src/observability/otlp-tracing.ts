import { type Link, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from "@opentelemetry/sdk-trace-base";
import type { Logger } from "./logger.ts";
import { formatTraceParent, parseTraceParent } from "./trace-parent.ts";
import type { SpanOptions, Tracing } from "./tracing.ts";

const EXPORT_TIMEOUT_MS = 5_000;
const CLOSE_TIMEOUT_MS = 2_000;
/** A collector that is away for a day is not worth a line a second. */
const COMPLAIN_EVERY_MS = 60_000;

interface OtlpOptions {
  readonly endpoint: string;
  readonly serviceName: string;
  readonly version: string;
  readonly logger: Logger;
}

/**
 * Sends spans in batches to an OTLP/HTTP collector. Sampling, headers and batch sizes are the SDK's own standard variables
 * (OTEL_TRACES_SAMPLER, OTEL_EXPORTER_OTLP_HEADERS, OTEL_BSP_*). When the collector does not keep up, spans are dropped; events never wait.
 */
export function createOtlpTracing({ endpoint, serviceName, version, logger }: OtlpOptions): Tracing {
  const url = `${endpoint.replace(/\/+$/, "")}/v1/traces`;
  const exporter = reportFailures(new OTLPTraceExporter({ url, timeoutMillis: EXPORT_TIMEOUT_MS }), logger);
  const provider = new BasicTracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({ "service.name": serviceName, "service.version": version }),
    ),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer("centra-klaviyo", version);

  return {
    startSpan({ name, kind, parent, startedAt, attributes = {}, links = [] }) {
      const parentContext = parseTraceParent(parent);
      const context = parentContext === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parentContext);
      const span = tracer.startSpan(
        name,
        {
          kind: KINDS[kind],
          attributes,
          links: links.flatMap(linkTo),
          ...(startedAt === undefined ? {} : { startTime: startedAt }),
        },
        context,
      );
      return {
        traceParent: formatTraceParent(span.spanContext()),
        isRecorded: span.isRecording(),
        end({ endedAt, attributes: late = {}, error } = {}) {
          span.setAttributes(late);
          if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: error });
          span.end(endedAt);
        },
      };
    },
    async close() {
      const timeout = Promise.withResolvers<void>();
      const timer = setTimeout(timeout.resolve, CLOSE_TIMEOUT_MS);
      await Promise.race([provider.shutdown().catch(() => {}), timeout.promise]);
      clearTimeout(timer);
    },
  };
}

const KINDS: Readonly<Record<SpanOptions["kind"], SpanKind>> = {
  server: SpanKind.SERVER,
  internal: SpanKind.INTERNAL,
  consumer: SpanKind.CONSUMER,
  client: SpanKind.CLIENT,
};

function linkTo(traceParent: string): Link[] {
  const context = parseTraceParent(traceParent);
  return context === null ? [] : [{ context }];
}

/** The same exporter, whose failures are in the log, now and then. */
function reportFailures(exporter: SpanExporter, logger: Logger): SpanExporter {
  let silentUntil = Number.NEGATIVE_INFINITY;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        if (result.error !== undefined && performance.now() >= silentUntil) {
          silentUntil = performance.now() + COMPLAIN_EVERY_MS;
          logger.warn({ err: result.error, spans: spans.length }, "Traces could not be sent; these are dropped");
        }
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}
