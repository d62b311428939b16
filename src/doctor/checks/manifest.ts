import { count } from "../../core/diagnostic";
import { fingerprint, manifestContent, manifestSchema } from "../../core/stack";
import { type Check, finding, list, orProof, without } from "../finding";
import { unreadableEntry } from "./vault";

/** The manifest says what is declared, of the current generation. */
export const manifestCheck: Check = (seen, facts) => {
  const { manifest, declared } = seen;
  if (!manifest.ok) return unreadableEntry("manifest", manifest.reply, seen, facts);
  const fix = `Deploy: npx cdktf deploy ${facts.environment}. It writes the manifest again.`;
  const parsed = manifestSchema.safeParse(manifest.value.data);
  if (!parsed.success)
    return finding("manifest/unreadable", {
      what: `The manifest's "${parsed.error.issues[0]?.path.join(".")}" is not as scopelock writes it.`,
      why: "Another program, or another version of scopelock, wrote this version.",
      fix,
    });
  const is = parsed.data;
  const wanted = manifestContent({ ...declared, generation: facts.rotation.generations.current });
  if (is.environment !== wanted.environment || is.integration !== wanted.integration)
    return finding("manifest/other", {
      what: `The manifest is that of ${is.environment}/${is.integration}.`,
      why: "Two stacks write to one path, and overwrite each other.",
      fix,
    });
  return orProof(
    [
      is.generation !== wanted.generation &&
        finding("manifest/generation", {
          what: `The manifest is of g${is.generation}; the environment file names g${wanted.generation}.`,
          why: "The manifest is written last. The deploy did not finish, or used another environment file.",
          fix,
        }),
      (["permissions", "actions"] as const).map((name) => {
        const [more, less] = [without(is[name], wanted[name]), without(wanted[name], is[name])];
        const parts = [
          less.length > 0 && `lacks ${list(less)}`,
          more.length > 0 && `has ${list(more)}, which is not declared`,
        ].filter(Boolean);
        return (
          parts.length > 0 &&
          finding(`manifest/${name}`, {
            what: `The manifest ${parts.join(", and ")}.`,
            why: "What was deployed last was derived from other declarations than those of this checkout.",
            fix,
          })
        );
      }),
      is.fingerprint !== fingerprint(is) &&
        finding("manifest/fingerprint", {
          what: "The manifest's fingerprint is not that of its content.",
          why: "The manifest was changed by hand. A consumer that checks it refuses the secret.",
          fix,
        }),
    ],
    "manifest/content",
    `The manifest is of g${is.generation}, with ${count(is.permissions.length, "permission")}, ${count(is.actions.length, "action")}, as declared`,
  );
};
