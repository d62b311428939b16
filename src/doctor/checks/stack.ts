import { type Check, finding } from "../finding";

/** The synthesized stack is that of the environment file. */
export const stackCheck: Check = ({ declared }, { rotation, environment }) =>
  declared.generation !== rotation.generations.current &&
  finding("stack/stale", {
    what: `The stack was synthesized for g${declared.generation}; the environment file names g${rotation.generations.current}.`,
    why: "Its declarations may be old, too: what is compared below may not be what is declared now.",
    fix: `npx cdktf synth, or the deploy: npx cdktf deploy ${environment}.`,
  });
