/** An example of each command, for the end of its help. By the command's path, as it is typed. */
export const EXAMPLES: Readonly<Record<string, string>> = {
  derive: "npx scopelock derive actions/ --format markdown",
  environments: "npx scopelock environments --changed-since origin/main",
  review: "terraform show -json plan | npx scopelock review -",
  "check-synth":
    "npx scopelock check-synth candidate/stacks/prod/cdk.tf.json --base cdktf.out/stacks/prod/cdk.tf.json --output checked.json",
  handoff: "npx scopelock handoff prod -- terraform -chdir=cdktf.out/stacks/prod apply plan",
  rotate: "npx scopelock rotate prod --dry-run",
  doctor: "VAULT_TOKEN=$(vault print token) npx scopelock doctor prod",
  identities:
    "npx scopelock identities prod --policy deployer | vault policy write scopelock-prod-deployer -",
  explain: 'npx scopelock explain "GET /api/v2/routing/queues/{queueId}"',
  "catalog refresh": "npx scopelock catalog refresh swagger.json --date 2026-08-15",
  "catalog diff": "npx scopelock catalog diff embedded genesys-catalog.json actions/",
  "catalog watch": "npx scopelock catalog watch swagger.json actions/ --date 2026-11-25",
  "catalog validate": "npx scopelock catalog validate genesys-catalog.json",
  "providers schema": "npx scopelock providers schema cdktf.out/stacks/dev",
  sandbox: "npx scopelock sandbox --keep",
  "sandbox genesys": "npx scopelock sandbox genesys --port 8099 --seed organization.json",
  "sandbox execute": `npx scopelock sandbox execute "Get external contact by phone" --input '{"phoneNumber": "+15550199"}'`,
  completion: "source <(npx scopelock completion bash)",
};
