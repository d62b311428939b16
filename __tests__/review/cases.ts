import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { Rotation } from "../../src/core/rotation";
import { planFacts, reviewOf, saltsOf } from "../../src/review";
import type { FindingId } from "../../src/review/findings/finding";
import type { EnvironmentReview, Review } from "../../src/review/findings/review";
import { reviewEnvironment } from "../../src/review/findings/review-environment";
import { DEFAULT_STOPS, verdict } from "../../src/review/findings/verdict";
import { reviewComment } from "../../src/review/render/comment";

/** The day that rotations are reckoned with. */
const TODAY = "2026-11-25";

/** What the review of a plan says, whichever providers made it. */
interface Expected {
  readonly broadened: boolean;
  readonly alarms: readonly FindingId[];
  readonly rotation?: Rotation;
}

const rotated = (date: string, live: readonly number[], everyDays = 90) =>
  Rotation.of({ live, current: Math.max(...live), rotatedOn: date, everyDays });

const CASES = {
  "first deploy": { broadened: true, alarms: [] },
  nothing: { broadened: false, alarms: [] },
  "an action is added that needs a permission": { broadened: true, alarms: [] },
  "an action is added that has a choice of permissions": { broadened: true, alarms: [] },
  "an action calls another URL, which swaps its permission": {
    broadened: true,
    alarms: ["permission/taken"],
  },
  "permissions are stated by hand": { broadened: true, alarms: ["permission/stated-change"] },
  "a timeout": { broadened: false, alarms: [] },
  "a contract, which replaces its action": { broadened: false, alarms: ["action/replaced"] },
  "the name of an action": { broadened: false, alarms: ["action/removed"] },
  "the integration's name": { broadened: false, alarms: [] },
  "the integration's id": {
    broadened: true,
    alarms: [
      "generation/in-use-destroyed",
      "integration/destroyed",
      "resource/readdressed",
      "secret/destroyed",
    ],
  },
  "a reader is added": { broadened: true, alarms: [] },
  "a reader is removed": { broadened: false, alarms: [] },
  "the division, of the next generation": { broadened: false, alarms: [] },
  "the division, with a rotation": { broadened: true, alarms: [] },
  "a rotation": { broadened: false, alarms: [], rotation: rotated(TODAY, [1, 2]) },
  "an emergency rotation": {
    broadened: false,
    alarms: ["generation/in-use-destroyed"],
    rotation: rotated(TODAY, [2]),
  },
  "a generation whose lifecycle is overridden": {
    broadened: false,
    alarms: ["attribute/unjudged", "generation/changed"],
  },
  "a role that is overridden to grant more": { broadened: true, alarms: ["role/permission-extra"] },
  "the secrets engine's path": { broadened: true, alarms: ["mount/moved", "secret/destroyed"] },
  "resources of others are added": { broadened: true, alarms: [] },
  "a policy that cannot be read is added": { broadened: true, alarms: [] },
  "everything is destroyed": {
    broadened: false,
    alarms: ["generation/in-use-destroyed", "integration/destroyed", "mount/destroyed", "secret/destroyed"],
  },
  "the role lost its permission outside Terraform": { broadened: true, alarms: ["drift/changed"] },
  "the role got a permission outside Terraform": { broadened: false, alarms: ["drift/changed"] },
  "an action was deleted outside Terraform": { broadened: false, alarms: ["drift/deleted"] },
  "the reader's policy was changed outside Terraform": { broadened: true, alarms: ["drift/changed"] },
  "an action is removed": { broadened: false, alarms: ["action/removed"] },
  "the previous generation is dropped before the overlap is over": {
    broadened: false,
    alarms: ["generation/dropped-early"],
    rotation: rotated("2026-11-24", [2]),
  },
  "the previous generation is dropped": {
    broadened: false,
    alarms: [],
    rotation: rotated("2026-11-20", [2]),
  },
  "nothing, and a rotation is overdue": {
    broadened: false,
    alarms: [],
    rotation: rotated("2026-08-01", [1, 2]),
  },
  "a rotation failed: its credential is not there": {
    broadened: false,
    alarms: ["check/failed", "plan/incomplete"],
  },
  "a broken generation is healed": { broadened: false, alarms: [], rotation: rotated(TODAY, [2, 4]) },
} as const satisfies Readonly<Record<string, Expected>>;

/** What changed. */
export type Changed = keyof typeof CASES;

/** Every case, by what changed. */
export const CHANGED = Object.keys(CASES) as readonly Changed[];

/** Name of a case's files, without what comes after the dot. */
const fileOf = (changed: Changed) => changed.replace(/[^a-z]+/gi, "-");

/** The plan that the real providers made in a case, as JSON: recordings/README.md. */
export const recordedPlan = (changed: Changed) =>
  readFileSync(join(__dirname, "recordings", `${fileOf(changed)}.json`), "utf8");

/** The review of a plan of the sandbox's. */
export const reviewJson = (json: string, rotation?: Rotation, approved?: Review): EnvironmentReview =>
  reviewEnvironment(planFacts(JSON.parse(json)), {
    stack: "sandbox",
    rotation: rotation && { rotation, today: TODAY },
    salts: approved && saltsOf(approved),
  });

/** Fails when the review of a case's plan is not what is expected of it, and what its goldens say. */
export async function expectReview(changed: Changed, json: string): Promise<void> {
  const { broadened, alarms, rotation }: Expected = CASES[changed];
  // The recorded plans have no configuration, which the settings of providers are read from.
  const environment = { ...reviewJson(json, rotation), providers: [] };
  const review = reviewOf([environment]);
  const golden = join(__dirname, "../e2e/reviews", fileOf(changed));
  // Salt and digests follow from ids, which are others in every sandbox.
  const lasting = reviewOf([
    { ...environment, salt: "", digests: { instances: [], places: [], outputs: [] } },
  ]);
  await expect(`${JSON.stringify(lasting, null, 2)}\n`).toMatchFileSnapshot(`${golden}.json`);
  await expect(reviewComment(review)).toMatchFileSnapshot(`${golden}.md`);
  expect({ broadened: environment.broadened, alarms: environment.alarms.map(({ id }) => id) }).toEqual({
    broadened,
    alarms,
  });
  expect(verdict(review, DEFAULT_STOPS)).toBe(alarms.length > 0 ? 4 : broadened ? 3 : 0);
}
