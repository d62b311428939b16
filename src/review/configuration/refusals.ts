import { cut, type Refusal } from "../../core/diagnostic";
import type { Reach, ReachKind } from "./reaches";

/** What is said of a reach: its id, what it is, and why it is refused. */
const WORDS = {
  provider: [
    "synth/provider",
    "A provider, its version or its settings are not those of the base branch",
    "A provider is a program that Terraform runs with the planner's credentials, and its settings name the place that it sends them to.",
  ],
  version: [
    "synth/version",
    "The versions of Terraform that the stack takes are not those of the base branch",
    "A stack excludes releases that do not do what they plan, and another program would plan with the planner's credentials.",
  ],
  backend: [
    "synth/backend",
    "The backend is not that of the base branch",
    "Terraform sends the credentials of the state to it.",
  ],
  "data-source": [
    "synth/data-source",
    "A data source is not on the base branch and of none of the types that scopelock makes",
    "Terraform reads data sources while it plans: external runs a program, http asks any server.",
  ],
  provisioner: [
    "synth/provisioner",
    "A resource runs commands that are not on the base branch",
    "A provisioner runs on the machine that deploys, with the deployer's credentials.",
  ],
  module: [
    "synth/module",
    "A module is not on the base branch, or not with these inputs",
    "What a module holds is fetched at the plan and stands in no file that could be checked.",
  ],
  function: [
    "synth/function",
    "An expression reads files, calls a function of a provider, or takes the mark of what is sensitive away",
    "At the plan it could put credentials of the machine, or secrets of the state, where the review shows them.",
  ],
  part: [
    "synth/unknown-part",
    "A part of the configuration is not known to this version of scopelock",
    "What it runs or reaches is not known.",
  ],
} as const satisfies Record<ReachKind, readonly [Refusal["id"], string, string]>;

const FIX = "Leave it out, or deploy it from the base branch by hand, where a named reviewer approves it.";

/** Says of each reach why it is not planned with credentials. Names where it stands, never what it says. */
export function refusalsOf(reaches: readonly Reach[], file: string): readonly Refusal[] {
  return reaches.map(({ kind, at }) => {
    const [id, what, why] = WORDS[kind];
    return { id, what: `${what}: ${cut(at, 200)}.`, where: file, why, fix: FIX };
  });
}
