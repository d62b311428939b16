import { join } from "node:path";
import type { Sandbox } from "./index";

/**
 * The text that a kept sandbox prints: where everything is, the variables to export, and commands to try.
 * @param failed whether a step of the scenario failed
 */
export function instructions(sandbox: Sandbox, failed: boolean): string {
  const { environment, directory, variables, genesys } = sandbox;
  // A directory of each run's own: Terraform refuses one that another run's backend has initialized.
  const output = `--output ${quoted(join(directory, "cdktf.out"))}`;
  return `
${failed ? "A step failed. Everything is kept as it is" : "The sandbox is running"}: state, plan, synthesized stack and environment file are in
${directory}
Ctrl-C stops the sandbox and removes that directory. In another terminal, in the directory of a cdktf app (close the terminal
afterwards: with these variables, Terraform would look for servers that are gone):

${Object.entries(variables)
  .map(([name, value]) => `export ${name}=${quoted(value)}`)
  .join("\n")}

npx cdktf deploy ${environment} ${output} --skip-provider-lock --auto-approve
npx cdktf diff ${environment} ${output} --skip-provider-lock
curl -s -u "$GENESYSCLOUD_OAUTHCLIENT_ID:$GENESYSCLOUD_OAUTHCLIENT_SECRET" -d grant_type=client_credentials ${genesys.url}/oauth/token
`;
}

/** A value as one word for a POSIX shell. */
const quoted = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`;
