/** An example of each command, for the end of its help. By the command's path, as it is typed. */
export const EXAMPLES: Readonly<Record<string, string>> = {
  derive: "scopelock derive actions/ --format markdown",
  environments: "scopelock environments --changed-since origin/main",
  review: "terraform show -json plan | scopelock review -",
  "check-synth":
    "scopelock check-synth candidate/stacks/prod/cdk.tf.json --base cdktf.out/stacks/prod/cdk.tf.json --output checked.json",
  handoff: "scopelock handoff prod -- terraform -chdir=cdktf.out/stacks/prod apply plan",
  rotate: "scopelock rotate prod --dry-run",
  doctor: "VAULT_TOKEN=$(vault print token) scopelock doctor prod",
  identities: "scopelock identities prod --policy deployer | vault policy write scopelock-prod-deployer -",
  explain: 'scopelock explain "GET /api/v2/routing/queues/{queueId}"',
  "catalog refresh": "scopelock catalog refresh swagger.json --date 2026-08-15",
  "catalog diff": "scopelock catalog diff embedded genesys-catalog.json actions/",
  "catalog watch": "scopelock catalog watch swagger.json actions/ --date 2026-11-25",
  "catalog validate": "scopelock catalog validate genesys-catalog.json",
  "providers schema": "scopelock providers schema cdktf.out/stacks/dev",
  sandbox: "scopelock sandbox --keep",
  "sandbox genesys": "scopelock sandbox genesys --port 8099 --seed organization.json",
  completion: "source <(scopelock completion bash)",
};
