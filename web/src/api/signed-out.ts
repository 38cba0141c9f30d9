let listener: () => void = () => {};

/** Sets what happens when the service no longer knows who is asking. */
export function onSignedOut(react: () => void): void {
  listener = react;
}

export function announceSignedOut(): void {
  listener();
}
