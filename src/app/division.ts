import type { Environment } from "../environment";
import { Division } from "../genesys";

/** Where the environment's integrations are granted. */
export function divisionOf({ genesys: { division = "home" } }: Pick<Environment, "genesys">): Division {
  if (division === "home") return Division.home();
  if (division === "all") return Division.all();
  return "name" in division ? Division.named(division.name) : Division.withId(division.id);
}
