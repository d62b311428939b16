import { howToEnd } from "./ending-signal";
import type { ExecutableAction } from "./executable-action";
import type { Sandbox } from "./index";

/**
 * The text that a kept sandbox prints: where everything is, the variables to export, and commands to try.
 * @param failed whether a step of the scenario failed
 * @param action the data action that the scenario executed @default - nothing is deployed
 */
export function instructions(sandbox: Sandbox, failed: boolean, action?: ExecutableAction): string {
  const { environment, directory, variables, genesys } = sandbox;
  const execute = action
    ? `npx scopelock sandbox execute ${quoted(action.name)} --input ${quoted(JSON.stringify(action.input))}`
    : "npx scopelock sandbox execute   # lists the data actions that are deployed; with a name and --input, executes one";
  return `
${failed ? "A step failed. Everything is kept as it is" : "The sandbox is running"}: state, plan, synthesized stack and environment file are in
${directory}
${howToEnd("stops the sandbox and removes that directory")}. In another terminal, in the directory of a cdktf app (close
the terminal afterwards: with these variables, Terraform would look for servers that are gone):

${Object.entries(variables)
  .map(([name, value]) => `export ${name}=${quoted(value)}`)
  .join("\n")}

npx cdktf deploy ${environment} --auto-approve
npx cdktf diff ${environment}
${execute}
npx scopelock doctor ${environment}
curl -s -u "$GENESYSCLOUD_OAUTHCLIENT_ID:$GENESYSCLOUD_OAUTHCLIENT_SECRET" -d grant_type=client_credentials ${genesys.url}/oauth/token

The lines that scopelock rotate and scopelock doctor print work there too.
`;
}

/** A value as one word for a POSIX shell. */
const quoted = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`;
