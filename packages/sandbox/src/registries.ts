/**
 * Whose registries a provider's source without a host means: Terraform's, and OpenTofu's. Each engine takes what is attached or
 * mirrored by its own, and passes over the other's.
 */
export const REGISTRIES = ["registry.terraform.io", "registry.opentofu.org"] as const;

/** A provider's source without its registry's host: `hashicorp/vault`. */
export const withoutHost = (address: string): string => address.split("/").slice(-2).join("/");
