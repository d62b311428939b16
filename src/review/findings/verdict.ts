import { ScopelockError, suggest } from "../../core/diagnostic";
import { FINDINGS } from "./finding";
import type { Review } from "./review";

/** Exit codes of a review that was made. */
const EXIT = { nothing: 0, broadened: 3, alarm: 4 } as const;

/** What a gate stops at when it is not told otherwise. */
export const DEFAULT_STOPS: readonly string[] = ["broadened", "alarm"];

/**
 * What a gate may stop at: `broadened`, `alarm` (any), an id, or one half of ids: `replaced` is `action/replaced` and
 * `integration/replaced`. `none` stops at nothing.
 */
const STOPS: readonly string[] = [
  "broadened",
  "alarm",
  "none",
  ...new Set(Object.keys(FINDINGS).flatMap((id) => [id, ...id.split("/")])),
];

/**
 * Reads a list of what to stop at.
 * @throws {@link ScopelockError} `review/fail-on` when there is no such thing.
 */
export function parseStops(list: string): readonly string[] {
  const stops = list.split(",").map((each) => each.trim());
  const unknown = stops.find((stop) => !STOPS.includes(stop));
  if (unknown === undefined) return stops;
  // "none" is never meant by something else: it would switch the gate off.
  const meant = suggest(
    unknown,
    STOPS.filter((stop) => stop !== "none"),
  );
  throw new ScopelockError({
    id: "review/fail-on",
    what: `A review cannot stop at "${unknown}".`,
    where: "--fail-on",
    why: "A name that is not known would stop at nothing.",
    fix: `${meant === undefined ? "" : `Did you mean "${meant}"? `}It stops at ${STOPS.slice(0, 3).join(", ")}, or at the id of a finding: docs/review.md lists them all.`,
  });
}

/** The exit code of a review; an alarm weighs more than more power. */
export function verdict({ environments }: Review, stops: readonly string[]): number {
  const findings = environments.flatMap(({ power, alarms, notes }) => [...power, ...alarms, ...notes]);
  const hits = findings.filter(({ id }) => {
    const severity = FINDINGS[id];
    if (severity === "access" && stops.includes("broadened")) return true;
    if (severity === "alarm" && stops.includes("alarm")) return true;
    return [id, ...id.split("/")].some((name) => stops.includes(name));
  });
  if (hits.some(({ id }) => FINDINGS[id] !== "access")) return EXIT.alarm;
  return hits.length > 0 ? EXIT.broadened : EXIT.nothing;
}
