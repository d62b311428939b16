import { isObject } from "../../core/diagnostic";
import { fingerprint } from "../../core/stack";
import type { Declared } from "../plan/declared";
import type { IntegrationFacts, ResourceChange } from "../plan/facts";
import { type Found, finding } from "./finding";
import { changes, ofType } from "./resources";
import type { GenerationsReview } from "./review";

/** Attributes that hold what a secret says. */
const CONTENT = ["data_json", "data", "data_json_wo", "data_json_wo_version"];

/** Says whether the secret of an integration, and its manifest, hold what they should. No content is shown. */
export function reviewContents(
  { id, after, resources }: IntegrationFacts,
  environment: string,
  generations: GenerationsReview,
  isEndpoint: (url: string) => boolean,
): Found {
  const all = [...ofType("vault_kv_secret_v2", resources), ...ofType("vault_generic_secret", resources)];
  const isManifest = (name: string | undefined) => name?.endsWith(`${environment}/${id}/manifest`) === true;
  const gone = all.filter(({ doing }) => doing === "delete" || doing === "replace");
  const lost = gone.every(({ before }) => isManifest(before?.name)) && after ? gone : [];
  const { created, current, live } = generations;
  return [
    lost.map(() =>
      finding("secret/manifest", id, {
        what: `The manifest of ${id} goes from its path, and the integration stays: readers and the doctor find none.`,
        fix: "Leave its path as it is.",
      }),
    ),
    all.map((change) => {
      if (!changes(change) || !change.after) return undefined;
      if (isManifest(change.after.name)) return manifest(id, change, after, generations);
      const isContent = change.changed.some((attribute) => CONTENT.includes(attribute));
      const isExplained =
        created.length > 0 ||
        current.before !== current.after ||
        live.before.join() !== live.after.join() ||
        change.doing === "replace";
      const strange =
        strangeContent(id, change, after, isEndpoint) ??
        (isContent && !isExplained
          ? `The content of the secret of ${id} changes, and no generation is made or dropped: every reader calls with something else from then on.`
          : undefined);
      return (
        strange !== undefined &&
        finding("secret/content", id, {
          what: strange,
          fix: "Find out what is written there, and why: a credential comes with a new generation, scopelock rotate.",
        })
      );
    }),
  ];
}

/** What the configuration writes, where the plan has its text: the credential of a generation, and Genesys Cloud's addresses. */
function strangeContent(
  id: string,
  { written, type }: ResourceChange,
  declared: Declared | undefined,
  isEndpoint: (url: string) => boolean,
): string | undefined {
  if (written === undefined || !declared || type !== "vault_kv_secret_v2") return undefined;
  if (written === "other")
    return `The configuration writes something else into the secret of ${id} than scopelock's constructs do: every reader uses what is there.`;
  if (!declared.resources.has(written.client))
    return `The configuration writes the credential of another OAuth client into the secret of ${id}.`;
  if (written.addresses.every(isEndpoint)) return undefined;
  return `The secret of ${id} names other addresses than those of Genesys Cloud in the provider's region (token_url, api_url): every reader sends the client secret there.`;
}

/** A manifest says which permissions the credential beside it has; readers and the doctor believe it. */
function manifest(
  id: string,
  change: ResourceChange,
  declared: Declared | undefined,
  { live }: GenerationsReview,
): Found {
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
        declared.actions.flatMap(({ action, isStatic }) => (isStatic ? [] : action)),
      ) &&
      mark === fingerprint({ permissions: [...granted], actions: [...named] }) &&
      Object.keys(more).length === 0;
    if (holds) return [];
  } else if (!change.changed.some((attribute) => CONTENT.includes(attribute)) && change.before) return [];
  return finding("secret/manifest", id, {
    what: `The manifest of ${id} states something else than the stack declares, or cannot be read from the plan: readers and the doctor rely on it.`,
  });
}

const textsIn = (value: unknown) =>
  Array.isArray(value) && value.every((each): each is string => typeof each === "string") ? value : undefined;

const isSameSet = (some: readonly string[], others: readonly string[]) =>
  [...new Set(some)].sort().join("\n") === [...new Set(others)].sort().join("\n");
