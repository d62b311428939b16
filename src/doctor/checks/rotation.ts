import type { Diagnostic } from "../../core/diagnostic";
import { Rotation } from "../../core/rotation";
import type { Facts } from "../facts";
import { type Checked, list } from "../finding";

/** How old the current generation is, and since when the overlap counts. */
export function rotationCheck({ rotation, integrations, environment, today }: Facts): readonly Checked[] {
  const { dueOn, previous, rotatedOn } = rotation;
  const { current, live } = rotation.generations;
  const results: Diagnostic[] = [];
  if (dueOn !== undefined && dueOn <= today)
    results.push({
      id: "rotation/due",
      severity: "warning",
      what: `The rotation has been due since ${dueOn}.`,
      why: `g${current} was introduced on ${rotatedOn}, and is to be rotated every ${rotation.everyDays} days.`,
      fix:
        previous.length === 0
          ? `scopelock rotate ${environment}, then deploy.`
          : `scopelock rotate ${environment} --drop-previous, deploy, then rotate.`,
    });
  if (previous.length === 0) return results;

  // The latest of the stack: only when Vault serves g<current> can nobody get a token of the previous one any more.
  const deployedOn = integrations
    .flatMap(({ secret }) =>
      secret.ok && secret.value.generations.includes(current) ? [secret.value.writtenAt.slice(0, 10)] : [],
    )
    .sort()
    .at(-1);
  if (deployedOn === undefined) return results;
  const { overlapHours, accessTokenValiditySeconds } = rotation;
  const droppableFrom = Rotation.of({
    live,
    current,
    overlapHours,
    accessTokenValiditySeconds,
    rotatedOn: deployedOn,
  }).droppableFrom as string;
  const names = list(previous.map((each) => `g${each}`));
  if (rotatedOn === undefined || rotatedOn < deployedOn)
    results.push({
      id: "rotation/deployed-later",
      severity: "warning",
      what: `Vault was given g${current} on ${deployedOn}; "rotatedOn" is ${rotatedOn ?? "missing"}.`,
      why: `The overlap counts from the deploy: ${names} may be dropped from ${droppableFrom} on, not earlier.`,
      fix: `Set "rotatedOn" to "${deployedOn}" in the environment file; nothing is deployed by that.`,
    });
  if (droppableFrom <= today)
    results.push({
      id: "rotation/droppable",
      severity: "note",
      what: `${names} may be dropped since ${droppableFrom}.`,
      why: "Its tokens have expired, and it is still a live credential.",
      fix: `scopelock rotate ${environment} --drop-previous, then deploy.`,
    });
  return results;
}
