import type { Rotation } from "../../core/rotation";
import { type Found, finding } from "./finding";
import type { GenerationsReview, IntegrationReview, Schedule } from "./review";

/** What is known of an environment's rotation beside its plan. */
export interface RotationOn {
  readonly rotation: Rotation;
  /** As in 2026-11-25 (UTC). */
  readonly today: string;
}

/** Compares the rotation that the environment file says with what the plan does. */
export function reviewSchedule(
  integrations: readonly Pick<IntegrationReview, "id" | "generations">[],
  on: RotationOn | undefined,
): { review: Schedule | null; findings: Found } {
  if (!on) return { review: null, findings: [] };
  const { rotation, today } = on;
  const { live } = rotation.generations;
  const other = integrations.filter(
    ({ generations }) => generations.live.after.length > 0 && generations.live.after.join() !== live.join(),
  );
  if (other.length > 0)
    return {
      review: null,
      findings: other.map(({ id, generations }) =>
        finding("environment/stale", id, {
          what: `The environment file lists the generations ${live.join(", ")}, the plan leaves ${generations.live.after.join(", ")}: this review does not judge when a rotation is due.`,
        }),
      ),
    };
  const review: Schedule = {
    today,
    rotatedOn: rotation.rotatedOn ?? null,
    dueOn: rotation.dueOn ?? null,
    overdue: rotation.dueOn !== undefined && rotation.dueOn <= today,
    droppableFrom: rotation.droppableFrom ?? null,
  };
  return {
    review,
    findings: integrations.map(({ id, generations }) => [
      dropped(id, generations, review),
      generations.live.after.length > 0 && standing(id, rotation, review),
    ]),
  };
}

/** Of a generation that came after the one in use nobody has a token: it never worked. */
function dropped(
  id: string,
  { destroyed, current }: GenerationsReview,
  { droppableFrom, today }: Schedule,
): Found {
  const previous = destroyed.filter((generation) => generation < (current.before ?? 0));
  if (previous.length === 0 || (droppableFrom !== null && droppableFrom <= today)) return [];
  const which = `Generation ${previous.join(", ")} of ${id} is destroyed`;
  return droppableFrom === null
    ? finding("rotation/overlap-unknown", id, {
        what: `${which}, and the environment file does not name the day of the last rotation.`,
        fix: 'Make sure that no caller holds a token of it; put "rotatedOn" into the environment file.',
      })
    : finding("generation/dropped-early", id, {
        what: `${which} on ${today}, and the overlap runs until ${droppableFrom}: calls with its tokens fail with 401.`,
        fix: `Apply it from ${droppableFrom} on, unless its secret is exposed.`,
      });
}

function standing(
  id: string,
  { previous, generations }: Rotation,
  { overdue, dueOn, droppableFrom, today }: Schedule,
): Found {
  return [
    overdue &&
      finding("rotation/due", id, {
        what: `Generation ${generations.current} of ${id} was to be rotated by ${dueOn}; today is ${today}.`,
        fix: "scopelock rotate, in a pull request of its own.",
      }),
    previous.length > 0 &&
      droppableFrom !== null &&
      droppableFrom <= today &&
      finding("rotation/droppable", id, {
        what: `Generation ${previous.join(", ")} of ${id} still lives, although its overlap was over on ${droppableFrom}.`,
        fix: "scopelock rotate --drop-previous, in a pull request of its own.",
      }),
  ];
}
