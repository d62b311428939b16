/**
 * How much a diagnostic matters, the worst first:
 *
 * - `error`: it is wrong, or cannot work. Correct it.
 * - `access`: the change grants new access. Approve it.
 * - `alarm`: the change breaks, destroys or hides something. Look at it before it is applied.
 * - `unknown`: it was asked, and there was no usable answer.
 * - `warning`: it works, and should not stay so.
 * - `note`: worth knowing.
 *
 * A check that passed is not a diagnostic.
 */
export const SEVERITIES = ["error", "access", "alarm", "unknown", "warning", "note"] as const;

/** One of {@link SEVERITIES}. */
export type Severity = (typeof SEVERITIES)[number];
