import type { Entries } from "./entry";

/** Found by the doctor in what is deployed, and by the review in what a plan leaves; a refused engine also where a command starts it. */
export const LIVE = {
  "terraform/refused": {
    severity: ["error", "alarm"],
    means: "Terraform or OpenTofu is of a release that does not do what it plans.",
    fix: "Install the version that is named.",
  },
  "role/permission-extra": {
    severity: ["error", "alarm"],
    means: "A role grants a permission that no declared action needs.",
    fix: "Deploy, remove the override that adds it, or declare the action that needs it.",
  },
  "rotation/due": {
    severity: ["warning", "note"],
    means: "The next rotation is due.",
    fix: "Run scopelock rotate, then deploy.",
    aside: true,
  },
  "rotation/droppable": {
    severity: "note",
    means: "The previous generation is still live although its overlap is over.",
    fix: "Run scopelock rotate with --drop-previous, then deploy.",
    aside: true,
  },
} as const satisfies Entries;
