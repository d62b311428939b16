import { basename, isAbsolute, relative, resolve } from "node:path";
import { shown, text } from "../core/diagnostic";
import { fromProblems } from "./rule";
import { resourcesOf } from "./subject";

export const handoffDirectory = fromProblems(
  ["handoff/unsafe", "handoff/unwritable"],
  {
    id: "SL033",
    severity: "error",
    what: "New client secrets are handed over in the synthesized output, or nowhere.",
    why: "The output is what people upload; and without a directory the provider makes one there.",
    fix: "Name a directory outside of it, for example /run/scopelock, or leave handoffDirectory out.",
  },
  function* (subject) {
    const { outputDirectory } = subject;
    // Terraform, and its providers with it, run there.
    const workingDirectory = resolve(outputDirectory, "stacks", basename(subject.path));
    for (const owner of subject.owners.filter(({ handoff }) => handoff === "vault-only"))
      for (const { path, body } of resourcesOf(subject, owner, "genesyscloud_oauth_client")) {
        const directory = text(body.directory_client_secret);
        const below = relative(outputDirectory, resolve(workingDirectory, directory));
        if (directory === "") yield { path, what: "directory_client_secret is not set." };
        else if (!directory.includes("${") && !isAbsolute(below) && !/^\.\.([\\/]|$)/.test(below))
          yield { path, what: `directory_client_secret is ${shown(directory)}, in the output.` };
      }
  },
);
