import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { ScopelockError } from "../core/diagnostic";

/** The oldest Node that scopelock runs on; `engines` in package.json is the same. */
const OLDEST = [20, 9] as const;

/**
 * The newest Node that cdktf-cli starts on. It loads a native module, @cdktf/node-pty-prebuilt-multiarch 0.10.2, which has
 * builds for the ABI of Node 18 to 22; cdktf is archived, so there will be no other. cdktn-cli 0.24 has no native module.
 */
const NEWEST_FOR_CDKTF_CLI = 22;

/**
 * Refuses a Node that scopelock does not run on.
 * @param version @default - of this process
 * @throws {@link ScopelockError} `node/too-old`
 */
export function refuseOldNode(version: string = process.versions.node): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new ScopelockError({
    id: "node/too-old",
    what: `Node ${version} is too old.`,
    where: process.execPath,
    why: `scopelock needs Node ${OLDEST.join(".")} or later.`,
    fix: "Install Node 22, then delete node_modules and run npm install.",
  });
}

/** True if cdktf-cli starts on this Node. @param version @default - of this process */
export function startsCdktfCli(version: string = process.versions.node): boolean {
  return Number(version.split(".")[0]) <= NEWEST_FOR_CDKTF_CLI;
}

/**
 * Refuses a Node on which the app in a directory cannot be synthesized: cdktf-cli does not start, and cdktn-cli is not there.
 * @param version @default - of this process
 * @throws {@link ScopelockError} `node/cdktf-cli`
 */
export function refuseNodeWithoutCdktf(directory: string, version: string = process.versions.node): void {
  if (startsCdktfCli(version) || hasCdktnCli(directory)) return;
  throw new ScopelockError({
    id: "node/cdktf-cli",
    what: `cdktf-cli 0.21 does not start on Node ${version}.`,
    where: process.execPath,
    why: "Its native module, node-pty, has builds for Node up to 22; no others will come, because cdktf is archived.",
    fix: "Use Node 20 or 22. Or deploy with the command line of CDK Terrain: npm install constructs@10.7.2 && npm install --save-dev cdktn-cli@0.24",
  });
}

/** True if the command line of CDK Terrain is installed for an app. */
export function hasCdktnCli(directory: string): boolean {
  try {
    createRequire(join(resolve(directory), "package.json")).resolve("cdktn-cli/package.json");
    return true;
  } catch {
    return false;
  }
}
