import type { z } from "zod";
import { type Endpoints, gatewayEndpoints, regionEndpoints } from "../core/request";
import { checkArguments, has, made, props } from "../props";
import type { environmentSchema } from "./schema";

/** One environment: an organization of Genesys Cloud, a Vault, a state. */
export interface Environment extends Omit<z.infer<typeof environmentSchema>, "$schema"> {
  /** The file's name without `.json`; also the stack's. */
  readonly name: string;
}

const ARGUMENTS = props({
  environment: made("an environment", "Give what loadEnvironment reads.", (value) =>
    has(value, { genesys: "object" }),
  ),
});

/** Where the environment's tokens are got and its API is called. */
export function endpointsOf(environment: Pick<Environment, "genesys">): Endpoints {
  checkArguments("endpointsOf", ARGUMENTS, { environment });
  const { genesys } = environment;
  return "gateway" in genesys ? gatewayEndpoints(genesys.gateway) : regionEndpoints(genesys.region);
}
