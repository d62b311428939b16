import { isObject } from "../../core/diagnostic";
import { fingerprint } from "../../core/stack";
import type { Declared } from "../plan/declared";
import type { IntegrationFacts, ResourceChange } from "../plan/facts";
import type { Finding } from "./finding";
import { changes, ofType } from "./resources";
import type { GenerationsReview } from "./review";

/** Attributes that hold what a secret says. */
const CONTENT = ["data_json", "data", "data_json_wo", "data_json_wo_version"];

/** Says whether the secret of an integration, and its manifest, hold what they should. No content is shown. */
export function reviewContents(
  id: string,
  environment: string,
  { after, resources }: IntegrationFacts,
  generations: GenerationsReview,
): readonly Finding[] {
  const secrets = [
    ...ofType("vault_kv_secret_v2", resources),
    ...ofType("vault_generic_secret", resources),
  ].filter((change) => changes(change) && change.after);
  return secrets.flatMap((change): readonly Finding[] => {
    const name = change.after?.name ?? "";
    if (name.endsWith(`${environment}/${id}/manifest`)) return manifest(id, change, after, generations);
    const isContent = change.changed.some((attribute) => CONTENT.includes(attribute));
    const { created, current, live } = generations;
    const isExplained =
      created.length > 0 ||
      current.before !== current.after ||
      live.before.join() !== live.after.join() ||
      change.doing === "replace";
    if (!isContent || isExplained) return [];
    return [
      {
        id: "secret/content",
        about: id,
        what: `The content of the secret of ${id} changes, and no generation is made or dropped: whoever reads it calls with something else from then on.`,
        fix: "Find out what is written there, and why: a credential comes with a new generation, scopelock rotate.",
      },
    ];
  });
}

/** A manifest says which permissions the credential beside it has; readers and the doctor believe it. */
function manifest(
  id: string,
  change: ResourceChange,
  declared: Declared | undefined,
  { live }: GenerationsReview,
): readonly Finding[] {
  const { content } = change;
  if (declared && isObject(content)) {
    const {
      environment,
      integration,
      generation,
      permissions,
      actions,
      fingerprint: mark,
      ...more
    } = content;
    const [granted, named] = [permissions, actions].map(textsIn);
    const holds =
      environment === declared.environment &&
      integration === declared.integration &&
      live.after.some((each) => each === generation) &&
      granted !== undefined &&
      named !== undefined &&
      isSameSet(
        named,
        declared.actions.map(({ action }) => action),
      ) &&
      mark === fingerprint({ permissions: [...granted], actions: [...named] }) &&
      Object.keys(more).length === 0;
    if (holds) return [];
  } else if (!change.changed.some((attribute) => CONTENT.includes(attribute)) && change.before) return [];
  return [
    {
      id: "secret/manifest",
      about: id,
      what: `The manifest of ${id} says something else than the stack declares, or cannot be read from the plan: readers and the doctor believe what it says.`,
      fix: "Remove the override of its content.",
    },
  ];
}

const textsIn = (value: unknown) =>
  Array.isArray(value) && value.every((each): each is string => typeof each === "string") ? value : undefined;

const isSameSet = (some: readonly string[], others: readonly string[]) =>
  [...new Set(some)].sort().join("\n") === [...new Set(others)].sort().join("\n");
