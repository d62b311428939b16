import { type SandboxPackage, ScopelockError } from "scopelock/sandbox-support";
import { GenesysClient } from "./genesys-client";

/** The variable with the address of the stand-in, beside those of the deployer. */
export const GENESYS_VARIABLE = "SCOPELOCK_SANDBOX_GENESYS";

/** A data action, as a listing has it. */
interface Deployed {
  readonly id: string;
  readonly name: string;
}

/**
 * `scopelock sandbox execute`: executes a deployed data action in the kept sandbox that the variables name.
 * @throws {@link ScopelockError} `sandbox/not-kept`, `sandbox/unknown-action`, `sandbox/input`
 */
export const runExecuteCommand: SandboxPackage["runExecuteCommand"] = async ({ action, input = "{}" }) => {
  const url = process.env[GENESYS_VARIABLE];
  if (!url) throw notKept(`${GENESYS_VARIABLE} is not set.`);
  const genesys = new GenesysClient({
    url,
    deployer: {
      clientId: process.env.GENESYSCLOUD_OAUTHCLIENT_ID ?? "",
      clientSecret: process.env.GENESYSCLOUD_OAUTHCLIENT_SECRET ?? "",
    },
  });
  const parsed = parsedInput(input);
  const deployed = await genesys.list<Deployed>("/api/v2/integrations/actions").catch(() => {
    throw notKept(`No sandbox answers at ${url}.`);
  });
  if (action === undefined) {
    for (const name of deployed.map((each) => each.name).sort()) console.log(name);
    return;
  }
  const [found, ...others] = deployed.filter(({ name, id }) => name === action || id === action);
  if (!found || others.length > 0) throw notOne(action, found ? [found, ...others] : deployed, url, !found);
  const { status, body } = await genesys.executeById(found.id, parsed);
  console.log(`${status} ${JSON.stringify(body, null, 2)}`);
  process.exitCode = status === 200 ? 0 : 2;
};

/** @param candidates the data actions of that name; where there is none, all that are deployed */
function notOne(
  action: string,
  candidates: readonly Deployed[],
  where: string,
  isUnknown: boolean,
): ScopelockError {
  const id = "sandbox/unknown-action";
  if (candidates.length === 0)
    return new ScopelockError({
      id,
      what: "No data action is deployed.",
      where,
      fix: "Deploy first: npx cdktf deploy sandbox.",
    });
  return new ScopelockError({
    id,
    what: isUnknown
      ? `No deployed data action is called "${action}".`
      : `${candidates.length} deployed data actions are called "${action}".`,
    where,
    why: `Deployed are ${candidates.map(({ name, id: of }) => `"${name}" (${of})`).join(", ")}.`,
    fix: "Give the name or the id of one of those.",
  });
}

function parsedInput(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ScopelockError({
      id: "sandbox/input",
      what: `The input is not JSON: ${(error as Error).message}.`,
      where: "--input",
      fix: `Give an object in quotes for the shell: --input '{"phoneNumber": "+15550199"}'.`,
    });
  }
}

function notKept(what: string): ScopelockError {
  return new ScopelockError({
    id: "sandbox/not-kept",
    what,
    where: "scopelock sandbox execute",
    why: "The data action is executed in a kept sandbox, which this terminal's variables name.",
    fix: "Start one with npx scopelock sandbox --keep, and paste the lines that it prints.",
  });
}
