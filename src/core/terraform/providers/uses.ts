import { declaredTypes } from "../resources";
import type { ProviderName } from "./providers";

/** Attributes and blocks by name, those in a block behind its name and a dot. */
type Paths = readonly string[];

/** What scopelock writes to, or reads from, a provider. */
export interface ProviderUse {
  /** Of the provider's own configuration. */
  readonly provider: Paths;
  readonly resources: Readonly<Record<string, Paths>>;
  readonly dataSources: Readonly<Record<string, Paths>>;
}

/** What the constructs use of each provider. A test compares it with stacks that declare all there is. */
export const USES: Readonly<Record<ProviderName, ProviderUse>> = {
  genesyscloud: usesOf("genesyscloud"),
  vault: usesOf("vault"),
};

function usesOf(name: ProviderName): ProviderUse {
  const below = (prefix: string) =>
    declaredTypes(name).flatMap(({ type, uses = [] }): [string, Paths][] =>
      type.startsWith(prefix) ? [[type.slice(prefix.length), uses]] : [],
    );
  return {
    provider: below("provider.").flatMap(([, uses]) => uses),
    resources: Object.fromEntries(below(`${name}_`).map(([type, uses]) => [`${name}_${type}`, uses])),
    dataSources: Object.fromEntries(below("data.")),
  };
}
