import { CATALOG } from "./catalog";
import { COMMANDS } from "./commands";
import { CONSTRUCTS } from "./constructs";
import { DECLARATION } from "./declaration";
import { DERIVATION } from "./derivation";
import { DOCTOR } from "./doctor";
import { ENVIRONMENT } from "./environment";
import { IMPORTED } from "./imported";
import { LIVE } from "./live";
import { REVIEW } from "./review";
import { SANDBOX } from "./sandbox";

/** The parts of the catalogue, in the order of the work: from the declaration to what is deployed. */
export const PARTS = {
  "Data actions": DECLARATION,
  "Reading actions": IMPORTED,
  Derivation: DERIVATION,
  "Catalogues of the API": CATALOG,
  Environments: ENVIRONMENT,
  Constructs: CONSTRUCTS,
  "Reviews of plans": REVIEW,
  "Reviews and the doctor": LIVE,
  "The doctor": DOCTOR,
  Commands: COMMANDS,
  "The sandbox": SANDBOX,
} as const;

/** Every diagnostic there is, by its id: the one place that knows them all. */
export const CATALOGUE = {
  ...DECLARATION,
  ...IMPORTED,
  ...DERIVATION,
  ...CATALOG,
  ...ENVIRONMENT,
  ...CONSTRUCTS,
  ...REVIEW,
  ...LIVE,
  ...DOCTOR,
  ...COMMANDS,
  ...SANDBOX,
} as const;

/** Id of a diagnostic. */
export type CatalogueId = keyof typeof CATALOGUE;
