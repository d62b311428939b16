import { wildcardsIn } from "../core/terraform";
import { fromProblems } from "./rule";

export const wildcard = fromProblems(
  ["reader/anybody", "reader/policy-name", "mount/path", "mount/namespace", "reader/mount"],
  {
    id: "SL038",
    severity: "error",
    what: "A role, a policy or a login means more than it names.",
    why: "A star or a plus stands for what is not there yet, and for others.",
    fix: "Name each one.",
    acknowledgeable: "all",
  },
  function* (subject) {
    const pathOf = new Map(subject.blocks.map(({ address, path }) => [address, path]));
    // Division.all() says it, and so does its own rule.
    for (const { address, at, what } of wildcardsIn(subject))
      if (!/^roles\[\d+\]\.division_id$/.test(at))
        yield { path: pathOf.get(address) ?? subject.path, what: `${address}: ${what}.` };
  },
);
