import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A request that a provider sent, and what it was answered. */
export interface Sent {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly status: number;
  /** Empty where there is none. */
  readonly body: string;
}

/** What was sent while one thing was done. */
export interface Step {
  readonly step: string;
  readonly requests: readonly Sent[];
}

/** What was sent from the first deploy to the destruction. */
export type Life = readonly Step[];

/** The life that the real providers led: README.md. */
export function recordedLife(): Life {
  return JSON.parse(readFileSync(join(__dirname, "recording.json"), "utf8"));
}
