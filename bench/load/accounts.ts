/** Public key of the account with this number. */
export function nameAccount(index: number): string {
  return `ACC${String(index).padStart(3, "0")}`;
}

/** Its private key. */
export function keyOfAccount(index: number): string {
  return `pk_bench_${nameAccount(index)}_0123456789`;
}
