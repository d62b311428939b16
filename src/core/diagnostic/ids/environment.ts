import type { Entries } from "./entry";

/** Found in environment files, and in the generations that they list. */
export const ENVIRONMENT = {
  "environment/none": {
    severity: "error",
    means: "The directory has no environment file.",
    fix: "Add one, for example environments/dev.json, or point SCOPELOCK_ENVIRONMENTS to the directory.",
  },
  "environment/unknown": {
    severity: "error",
    means: "No environment file has this name.",
    fix: "Use the name of a file in the directory.",
  },
  "environment/name": {
    severity: "error",
    means: "The file's name cannot name an environment.",
    fix: "Use lower-case letters, digits and single hyphens, for example eu-prod.json.",
  },
  "environment/unreadable": {
    severity: "error",
    means: "The environment file cannot be read.",
    fix: "Make it a readable text file in UTF-8.",
  },
  "environment/unwritable": {
    severity: "error",
    means: "The environment file cannot be written; it is as it was.",
    fix: "Make the file and its directory writable.",
  },
  "environment/json": {
    severity: "error",
    means: "The environment file is not JSON.",
    fix: "Correct it; a trailing comma or a comment is the usual cause.",
  },
  "environment/ambiguous": {
    severity: "error",
    means: "The environment file has a key twice.",
    fix: "Remove one of them.",
  },
  "environment/secret": {
    severity: "error",
    means: "The environment file holds what looks like a secret.",
    fix: "Remove it, and give it to the process as an environment variable; if it was committed, revoke it.",
  },
  "environment/invalid": {
    severity: "error",
    means: "A key is not known or missing, or a value is not what it must be.",
    fix: "Correct what is named; schemas/ has the schema for editors.",
  },
  "environment/changed": {
    severity: "error",
    means: "The environment file changed while a command was about to write it.",
    fix: "Repeat the command.",
  },
  "environment/locked": {
    severity: "error",
    means: "Another command is writing the environment file, or was killed while it did.",
    fix: "Wait for it, or remove the lock file that is named.",
  },
  "environment/shared-state": {
    severity: "error",
    means: "Two environments keep their state in the same place.",
    fix: 'Give each its own place in "backend".',
  },
  "environment/shared-mount": {
    severity: "error",
    means: "Two environments would each make the same secrets engine.",
    fix: 'Let one of them make it: "managed": false in the others.',
  },
  "rotation/generation": {
    severity: "error",
    means: "The generations are not positive numbers, or the highest live one is not current.",
    fix: 'Correct "live" and "current".',
  },
  "rotation/overlap": {
    severity: "error",
    means: "The overlap is shorter than a token lives, or longer than the time between two rotations.",
    fix: 'Change "overlapHours", "accessTokenValiditySeconds" or "everyDays".',
  },
  "rotation/rotated-on": {
    severity: "error",
    means: '"rotatedOn" is missing or in the future.',
    fix: "Set it to the day on which the current generation was introduced.",
  },
  "rotation/unscheduled": {
    severity: "error",
    means: "The environment file has no schedule of rotations.",
    fix: 'Add "everyDays" and "rotatedOn".',
  },
  "rotation/previous-live": {
    severity: "error",
    means: "A previous generation is still live, so the next rotation must wait.",
    fix: "Drop it first: --drop-previous; if the last deploy failed: --heal.",
  },
  "rotation/nothing-to-drop": {
    severity: "error",
    means: "The current generation is the only live one.",
    fix: "Rotate without --drop-previous.",
  },
  "rotation/overlap-running": {
    severity: "error",
    means: "The overlap of the previous generation is not over.",
    fix: "Repeat it from the day that is named; if a secret is exposed: --emergency.",
  },
} as const satisfies Entries;
