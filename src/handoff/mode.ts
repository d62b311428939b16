/**
 * How a new client secret gets from the provider to Vault. A change of it takes effect with a new generation: rotate in the
 * same change, and from `terraform-state` to `vault-only` with all older generations dropped (`--emergency`).
 */
export class Handoff {
  private constructor(
    /** Part of what is written down of a stack. */
    readonly mode: "vault-only" | "terraform-state",
  ) {}

  /** Through a file that lives for as long as the apply. The secret is in Vault, and in no state, plan, output or log. */
  static vaultOnly(): Handoff {
    return new Handoff("vault-only");
  }

  /**
   * Through Terraform's state (`expose_client_secret`): the secret is in the state and in every saved plan, as plain text for
   * whoever may read those. No directory is needed on the machine that deploys. A warning says it at each synth.
   */
  static terraformState(): Handoff {
    return new Handoff("terraform-state");
  }
}
