import { Rotation } from "../../core/rotation";
import type { Facts } from "../facts";
import { type Checked, finding, flat, list } from "../finding";

/** How old the current generation is, and since when the overlap counts. */
export function rotationCheck({ rotation, integrations, environment, today }: Facts): readonly Checked[] {
  const { dueOn, previous, rotatedOn } = rotation;
  const { current } = rotation.generations;
  return flat([
    dueOn !== undefined &&
      dueOn <= today &&
      finding("rotation/due", {
        what: `The rotation has been due since ${dueOn}.`,
        why: `g${current} was introduced on ${rotatedOn}, and is to be rotated every ${rotation.everyDays} days.`,
        fix:
          previous.length === 0
            ? `scopelock rotate ${environment}, then deploy.`
            : `scopelock rotate ${environment} --drop-previous, deploy, then rotate.`,
      }),
    previous.length > 0 && overlapFindings(rotation, integrations, environment, today),
  ]);
}

function overlapFindings(
  { previous, rotatedOn, overlapHours, accessTokenValiditySeconds, generations }: Rotation,
  integrations: Facts["integrations"],
  environment: string,
  today: string,
) {
  const { current, live } = generations;
  // The latest of the stack: only when Vault serves g<current> can nobody get a token of the previous one any more.
  const deployedOn = integrations
    .flatMap(({ secret }) =>
      secret.ok && secret.value.generations.includes(current) ? [secret.value.writtenAt.slice(0, 10)] : [],
    )
    .sort()
    .at(-1);
  if (deployedOn === undefined) return [];
  const deployed = { live, current, overlapHours, accessTokenValiditySeconds, rotatedOn: deployedOn };
  const droppableFrom = Rotation.of(deployed).droppableFrom as string;
  const names = list(previous.map((each) => `g${each}`));
  return [
    (rotatedOn === undefined || rotatedOn < deployedOn) &&
      finding("rotation/deployed-later", {
        what: `Vault was given g${current} on ${deployedOn}; "rotatedOn" is ${rotatedOn ?? "missing"}.`,
        why: `The overlap counts from the deploy: ${names} may be dropped from ${droppableFrom} on, not earlier.`,
        fix: `Set "rotatedOn" to "${deployedOn}" in the environment file; nothing is deployed by that.`,
      }),
    droppableFrom <= today &&
      finding("rotation/droppable", {
        what: `${names} may be dropped since ${droppableFrom}.`,
        why: "Its tokens have expired, and it is still a live credential.",
        fix: `scopelock rotate ${environment} --drop-previous, then deploy.`,
      }),
  ];
}
