import { FINDINGS } from "./finding";
import type { Review } from "./review";

/** Exit codes of a review that was made. */
const EXIT = { nothing: 0, broadened: 3, alarm: 4 } as const;

/** What a gate stops at when it is not told otherwise. */
export const DEFAULT_STOPS: readonly string[] = ["broadened", "alarm"];

/**
 * What a gate may stop at: `broadened`, `alarm` (any), an id, or one half of ids: `replaced` is `action/replaced` and
 * `integration/replaced`.
 */
export const STOPS: readonly string[] = [
  "broadened",
  "alarm",
  ...new Set(Object.keys(FINDINGS).flatMap((id) => [id, ...id.split("/")])),
];

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
