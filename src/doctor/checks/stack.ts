import type { Check } from "../finding";

/** The synthesized stack is that of the environment file. */
export const stackCheck: Check = ({ declared }, { rotation, environment }) => {
  const { current } = rotation.generations;
  if (declared.generation === current) return [];
  return [
    {
      id: "stack/stale",
      severity: "warning",
      what: `The stack was synthesized for g${declared.generation}; the environment file names g${current}.`,
      why: "Its declarations may be old, too: what is compared below may not be what is declared now.",
      fix: `npx cdktf synth, or the deploy: npx cdktf deploy ${environment}.`,
    },
  ];
};
