import { count } from "../../core/diagnostic";
import { fingerprint, type ManifestContent, manifestContent, manifestSchema } from "../../core/stack";
import { type Check, type Checked, list, proof, without } from "../finding";
import { unreadableEntry } from "./vault";

/** The manifest says what is declared, of the current generation. */
export const manifestCheck: Check = (seen, facts) => {
  const { manifest, declared } = seen;
  if (!manifest.ok) return [unreadableEntry("manifest", manifest.reply, seen, facts)];
  const deploy = `Deploy: npx cdktf deploy ${facts.environment}. It writes the manifest again.`;
  const parsed = manifestSchema.safeParse(manifest.value.data);
  if (!parsed.success)
    return [
      {
        id: "manifest/unreadable",
        severity: "error",
        what: `The manifest's "${parsed.error.issues[0]?.path.join(".")}" is not as scopelock writes it.`,
        why: "Another program, or another version of scopelock, wrote this version.",
        fix: deploy,
      },
    ];
  const { current } = facts.rotation.generations;
  const is = parsed.data;
  const results: Checked[] = [
    ...manifestDifferences(is, manifestContent({ ...declared, generation: current })).map(
      ({ name, what, why }) => ({
        id: `manifest/${name}` as const,
        severity: "error" as const,
        what,
        why,
        fix: deploy,
      }),
    ),
  ];
  if (!results.some(({ severity }) => severity === "error"))
    results.push(
      proof(
        "manifest/content",
        `The manifest is of g${is.generation}, with ${count(is.permissions.length, "permission")}, ${count(is.actions.length, "action")}, as declared`,
      ),
    );
  return results;
};

/** A part of the manifest that is not as declared. */
interface Difference {
  readonly name: "other" | "generation" | "permissions" | "actions" | "fingerprint";
  readonly what: string;
  readonly why: string;
}

function manifestDifferences(is: ManifestContent, wanted: ManifestContent): Difference[] {
  if (is.environment !== wanted.environment || is.integration !== wanted.integration)
    return [
      {
        name: "other",
        what: `The manifest is that of ${is.environment}/${is.integration}.`,
        why: "Two stacks write to one path, and overwrite each other.",
      },
    ];
  const found: Difference[] = [];
  if (is.generation !== wanted.generation)
    found.push({
      name: "generation",
      what: `The manifest is of g${is.generation}; the environment file names g${wanted.generation}.`,
      why: "The manifest is written last. The deploy did not finish, or used another environment file.",
    });
  for (const name of ["permissions", "actions"] as const) {
    const [more, less] = [without(is[name], wanted[name]), without(wanted[name], is[name])];
    if (more.length + less.length === 0) continue;
    const parts = [
      ...(less.length > 0 ? [`lacks ${list(less)}`] : []),
      ...(more.length > 0 ? [`has ${list(more)}, which is not declared`] : []),
    ];
    found.push({
      name,
      what: `The manifest ${parts.join(", and ")}.`,
      why: "What was deployed last was derived from other declarations than those of this checkout.",
    });
  }
  if (is.fingerprint !== fingerprint(is))
    found.push({
      name: "fingerprint",
      what: "The manifest's fingerprint is not that of its content.",
      why: "The manifest was changed by hand. A consumer that checks it refuses the secret.",
    });
  return found;
}
