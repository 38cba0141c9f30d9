import type { Event } from "../api/api-types.ts";

const RETRY_MS = 5_000;

interface FollowListener {
  readonly onConnection: (connection: "connecting" | "live") => void;
  readonly onNews: (events: readonly Event[]) => void;
  /** The list is to be read anew: after the stream has opened, when more was missed than is told, and when the stream was refused. */
  readonly onReset: () => void;
}

/**
 * Follows the service's stream of events (server-sent events); answers how to end it. The browser connects again by itself and goes on from
 * where it was. It gives up when it is refused; then it is tried anew after seconds, and reading the list tells why: who is signed out is
 * led to the sign-in.
 */
export function followEvents(
  filter: Readonly<Record<string, string | undefined>>,
  listener: FollowListener,
): () => void {
  const { onConnection, onNews, onReset } = listener;
  const given = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const address = `/v1/admin/events/stream?${new URLSearchParams(given)}`;
  let end = () => {};

  function connect(): void {
    const source = new EventSource(address);
    let hasOpened = false;
    let retry: ReturnType<typeof setTimeout> | undefined;
    source.addEventListener("open", () => {
      onConnection("live");
      // Of what came between the first page and the stream only the list knows; later the stream says what was missed.
      if (!hasOpened) onReset();
      hasOpened = true;
    });
    source.addEventListener("error", () => {
      onConnection("connecting");
      if (source.readyState !== EventSource.CLOSED) return;
      onReset();
      retry = setTimeout(connect, RETRY_MS);
    });
    source.addEventListener("events", ({ data }: MessageEvent<string>) => {
      const { events } = JSON.parse(data) as { readonly events: readonly Event[] };
      onNews(events);
    });
    source.addEventListener("reset", onReset);
    end = () => {
      clearTimeout(retry);
      source.close();
    };
  }

  connect();
  return () => end();
}
