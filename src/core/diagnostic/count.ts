/** A number with its noun: `1 action`, `3,280 operations`. */
export function count(number: number, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/** A whole number with its thousands apart. By hand: the first call of `toLocaleString` takes a tenth of a command. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}
