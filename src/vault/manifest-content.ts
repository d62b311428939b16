import { createHash } from "node:crypto";
import { z } from "zod";
import type { DeployedIntegration } from "../core/deployment";

/** What a manifest is written of. */
export type ManifestProps = Pick<
  DeployedIntegration,
  "environment" | "id" | "generation" | "permissions" | "catalog"
> & { readonly actions: readonly { readonly name: string }[] };

/** What stands in a manifest. */
export const manifestSchema = z.object({
  environment: z.string(),
  integration: z.string(),
  generation: z.number(),
  permissions: z.array(z.string()),
  /** Names. */
  actions: z.array(z.string()),
  /** Version of the catalogue that the permissions were derived from. */
  catalog: z.string(),
  /** Of permissions, actions and catalogue. */
  fingerprint: z.string(),
});

/** What stands in a manifest. */
export type ManifestContent = z.infer<typeof manifestSchema>;

/** The manifest of an integration. */
export function manifestContent(props: ManifestProps): ManifestContent {
  const { environment, id, generation, catalog } = props;
  const granted = {
    permissions: [...props.permissions],
    actions: props.actions.map(({ name }) => name),
    catalog,
  };
  return { environment, integration: id, generation, ...granted, fingerprint: fingerprint(granted) };
}

/** What the fingerprint of a manifest has to be. */
export function fingerprint({
  permissions,
  actions,
  catalog,
}: Pick<ManifestContent, "permissions" | "actions" | "catalog">): string {
  return createHash("sha256").update(JSON.stringify({ permissions, actions, catalog })).digest("hex");
}
