import { generationMarker } from "../../core/stack";
import { type Check, finding, list, proof } from "../finding";
import { unreadableEntry } from "./vault";

/** The secret in Vault is there, whole, and of the current generation. */
export const secretCheck: Check = (seen, facts) => {
  const { secret } = seen;
  if (!secret.ok) return unreadableEntry("secret", secret.reply, seen, facts);
  const { environment, endpoints, rotation } = facts;
  const { current } = rotation.generations;
  const { missing, others, generations, writtenAt, tokenUrl, apiUrl } = secret.value;
  const heal = `scopelock rotate ${environment} --heal, then deploy: the secret is written anew with a new generation.`;
  const lacking = generations.length === 0 ? [...missing, generationMarker(current)] : missing;
  return [
    lacking.length > 0 &&
      finding("secret/shape", {
        what: `The secret lacks ${list(lacking)}.`,
        why: "scopelock writes all fields at once. Another program wrote this version.",
        fix: heal,
      }),
    others.length > 0 &&
      finding("secret/extra-field", {
        what: `The secret also holds ${list(others)}.`,
        why: "Another program wrote it, and the next rotation drops it.",
        fix: "Keep it in an entry of its own.",
      }),
    generations.length > 0 &&
      (generations.length === 1 && generations[0] === current
        ? proof(
            "secret/current",
            `Vault holds the secret of g${current}, written at ${writtenAt.slice(0, 19)}Z`,
          )
        : wrongGenerationFinding(generations, current, environment)),
    otherAddress("token_url", tokenUrl, endpoints.tokenUrl),
    otherAddress("api_url", apiUrl, endpoints.apiUrl),
  ];

  function otherAddress(name: string, is: string, wanted: string) {
    if (is === wanted || is === "") return undefined;
    return finding("secret/endpoints", {
      what: `"${name}" of the secret is ${is}; the environment file has ${wanted}.`,
      why: "Readers send the client's secret there. The doctor uses the address of the environment file.",
      fix: `If the environment file is right: ${heal}`,
    });
  }
};

function wrongGenerationFinding(generations: readonly number[], current: number, environment: string) {
  const newer = generations.some((generation) => generation > current);
  return finding("secret/generation", {
    what: `Vault holds the secret of ${list(generations.map((each) => `g${each}`))}; the environment file names g${current}.`,
    why: newer
      ? "A newer environment file was deployed: this checkout is behind it."
      : `g${current} was not deployed, or its deploy broke off before Vault was written.`,
    fix: newer
      ? "Update this checkout, and ask again."
      : `Deploy: npx cdktf deploy ${environment}. If the deploy names a rotation: scopelock rotate ${environment} --heal, then deploy.`,
  });
}
