declare global {
  /** Where the library that locks scrolling behind a dialog looks for the nonce of its style sheet. */
  var __webpack_nonce__: string | undefined;
}

/** The nonce under which the page's security policy lets style sheets be added; the service makes one for each answer. */
export function readStyleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";
}

globalThis.__webpack_nonce__ = readStyleNonce();
