/** What removes a handed-over client secret, once Vault holds it: the one command that scopelock's constructs run. */
export const SWEEP = {
  type: "local-exec",
  // Node is there: cdktf runs on it. No shell's `rm`, so it holds on Windows too.
  command: `node -e "require('node:fs').rmSync(process.env.SCOPELOCK_HANDOFF_FILE, { force: true })"`,
} as const;
