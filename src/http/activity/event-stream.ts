import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";

/** A reader that is slower than this is let go; its browser comes again and goes on from where it was. */
const MAX_UNREAD_BYTES = 1_000_000;

export interface EventStream {
  /** False once the reader is gone. */
  readonly isOpen: boolean;
  /** `id` comes back as Last-Event-ID when the reader connects again. */
  send(event: string, data: unknown, id?: string): void;
  /** Keeps proxies from taking the connection for dead. */
  beat(): void;
  end(): void;
  onEnd(listener: () => void): void;
}

/** Answers with server-sent events (WHATWG HTML, Server-sent events), in a form that proxies pass on at once. */
export function openEventStream(reply: FastifyReply, { retryMs }: { readonly retryMs: number }): EventStream {
  const stream = new Readable({ read() {} });
  const write = (text: string) => {
    if (stream.destroyed || stream.readableEnded) return;
    if (stream.readableLength > MAX_UNREAD_BYTES) stream.destroy();
    else stream.push(text);
  };
  reply
    .type("text/event-stream; charset=utf-8")
    .header("cache-control", "no-store, no-transform")
    .header("x-accel-buffering", "no")
    .send(stream);
  write(`retry: ${retryMs}\n\n`);
  return {
    get isOpen() {
      return !stream.destroyed && !stream.readableEnded;
    },
    send: (event, data, id) => {
      // JSON has no line breaks, so one data line is enough.
      write(`${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    beat: () => write(": still here\n\n"),
    end: () => {
      if (!stream.destroyed) stream.push(null);
    },
    onEnd: (listener) => void stream.once("close", listener),
  };
}
