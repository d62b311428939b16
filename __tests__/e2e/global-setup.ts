import { startVault } from "../../sandbox/vault";
import { lacking } from "../prerequisites";

/** Gets the Vault server built before any test waits for it; the build says how far it is. */
export default async function setup(): Promise<void> {
  if (lacking.length > 0) return;
  const vault = await startVault({ log: console.log });
  await vault.close();
}
