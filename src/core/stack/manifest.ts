import { createHash } from "node:crypto";
import { z } from "zod";
import type { IntegrationModel } from "./deployment";

/** What a manifest is written of. */
export type ManifestProps = Pick<IntegrationModel, "environment" | "id" | "generation" | "permissions"> & {
  readonly actions: readonly { readonly name: string }[];
};

/**
 * What stands in a manifest. Not the catalogue's version: a refreshed catalogue that changes no permission changes nothing
 * that is deployed.
 */
export const manifestSchema = z.object({
  environment: z.string(),
  integration: z.string(),
  generation: z.number(),
  permissions: z.array(z.string()),
  /** Names. */
  actions: z.array(z.string()),
  /** Of permissions and actions. */
  fingerprint: z.string(),
});

/** What stands in a manifest. */
export type ManifestContent = z.infer<typeof manifestSchema>;

/** The manifest of an integration. */
export function manifestContent(props: ManifestProps): ManifestContent {
  const { environment, id, generation } = props;
  const granted = { permissions: [...props.permissions], actions: props.actions.map(({ name }) => name) };
  return { environment, integration: id, generation, ...granted, fingerprint: fingerprint(granted) };
}

/** What the fingerprint of a manifest has to be. */
export function fingerprint({
  permissions,
  actions,
}: Pick<ManifestContent, "permissions" | "actions">): string {
  return createHash("sha256").update(JSON.stringify({ permissions, actions })).digest("hex");
}
