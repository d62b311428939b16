import { Policy } from "@cdktf/provider-vault/lib/policy";
import { Construct } from "constructs";
import { readerRules, renderPolicy, type SecretPaths } from "../core/vault-policy";

/** Somebody who reads the secret. */
export class VaultReader {
  private constructor(
    /** Name of the policy that is made. */
    readonly policyName: string,
  ) {}

  /** A reader that is a policy of this name; whoever owns the auth method attaches it. */
  static policy(name: string): VaultReader {
    return new VaultReader(name);
  }
}

/** Properties of a {@link ReaderPolicy}. */
export interface ReaderPolicyProps {
  readonly reader: VaultReader;
  readonly paths: SecretPaths;
}

/** A Vault policy that reads exactly the secret and its manifest. */
export class ReaderPolicy extends Construct {
  constructor(scope: Construct, id: string, { reader, paths }: ReaderPolicyProps) {
    super(scope, id);
    new Policy(this, "policy", { name: reader.policyName, policy: renderPolicy(readerRules(paths)) });
  }
}
