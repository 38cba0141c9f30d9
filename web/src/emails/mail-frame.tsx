import { useEffect, useRef, useState } from "react";

interface MailFrameProps {
  readonly title: string;
  readonly html: string;
  readonly showsPictures: boolean;
  readonly look: "light" | "dark";
  /** In pixels; null: as wide as there is room. */
  readonly width: number | null;
}

const FIRST_HEIGHT = 480;
const LEAST_HEIGHT = 120;
const MOST_HEIGHT = 20_000;

/**
 * A mail in a document of its own without an origin, scripts of the mail, or a way to ask anything of anyone (see the service's
 * mail-frame.ts). The document says when it is ready for the mail, and how tall it is. Whether pictures are shown is of the document, so a frame with
 * them is another one: give it another key.
 */
export function MailFrame({ title, html, showsPictures, look, width }: MailFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [isReady, setReady] = useState(false);
  const [height, setHeight] = useState(FIRST_HEIGHT);

  useEffect(() => {
    const listen = ({ source, data }: MessageEvent<unknown>) => {
      if (source !== frame.current?.contentWindow || typeof data !== "object" || data === null) return;
      if ("mailFrame" in data) setReady(true);
      if ("mailHeight" in data && typeof data.mailHeight === "number")
        setHeight(Math.max(LEAST_HEIGHT, Math.min(data.mailHeight, MOST_HEIGHT)));
    };
    window.addEventListener("message", listen);
    return () => window.removeEventListener("message", listen);
  }, []);

  useEffect(() => {
    // A document without an origin can only be spoken to by "*"; only this frame hears it.
    if (isReady) frame.current?.contentWindow?.postMessage({ html, showsPictures, look }, "*");
  }, [isReady, html, showsPictures, look]);

  return (
    <iframe
      ref={frame}
      title={title}
      src={showsPictures ? "/app/mail-frame.html?pictures=1" : "/app/mail-frame.html"}
      sandbox="allow-scripts"
      referrerPolicy="no-referrer"
      style={{
        ...{ display: "block", border: 0, margin: "0 auto", maxWidth: "100%", height },
        ...{ width: width ?? "100%", colorScheme: "light", background: "#fff" },
      }}
    />
  );
}
