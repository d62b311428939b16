import { z } from "zod";
import {
  type Endpoints,
  gatewayEndpoints,
  REGION_DOMAINS,
  type Region,
  regionEndpoints,
} from "../core/region";
import { ACCESS_TOKEN_VALIDITY_SECONDS } from "../core/rotation";
import { isDate } from "../core/rotation/date";

const region = z.enum(Object.keys(REGION_DOMAINS) as [Region, ...Region[]]);
const name = z.string().min(1);

const genesys = z.union([
  z.strictObject({ region }),
  z.strictObject({
    gateway: z.strictObject({
      protocol: z.enum(["http", "https"]),
      host: name,
      port: z.number().int().min(1).max(65_535),
    }),
  }),
]);

const backend = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("local"), path: name }),
  z.strictObject({
    type: z.literal("s3"),
    bucket: name,
    key: name,
    region: name,
    encrypt: z.boolean().default(true),
    useLockfile: z.boolean().default(true),
  }),
  z.strictObject({ type: z.literal("gcs"), bucket: name, prefix: name }),
  z.strictObject({
    type: z.literal("azurerm"),
    storageAccountName: name,
    containerName: name,
    key: name,
    resourceGroupName: name.optional(),
  }),
]);

/** What an environment file may say. There is no place for a secret in it. */
export const environmentSchema = z.strictObject({
  /** For editors only. */
  $schema: z.string().optional(),
  genesys,
  vault: z.strictObject({
    address: z.url({ protocol: /^https?$/, error: 'must be a URL such as "https://vault.example.com:8200"' }),
    mount: z.strictObject({
      path: z
        .string()
        .regex(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/, "must be a path without slashes at the ends"),
      /** Whether the stack makes the secrets engine; otherwise it must be there. */
      managed: z.boolean(),
      /** Versions kept of each secret; of a managed mount only. */
      maxVersions: z.number().int().min(1).optional(),
    }),
  }),
  backend,
  /**
   * Where new client secrets pass through, for example a directory on tmpfs. An absolute path, because the same
   * configuration is applied from anywhere.
   */
  handoffDirectory: z.string().regex(/^\//, "must be an absolute path").optional(),
  /** What each key means and its default: `RotationProps` in src/core/rotation. */
  rotation: z.strictObject({
    live: z.array(z.number()),
    current: z.number(),
    rotatedOn: z.string().refine(isDate, 'must be a day such as "2026-11-25"').optional(),
    everyDays: z.number().int().min(1).max(3650).optional(),
    overlapHours: z.number().int().min(1).max(8760).optional(),
    accessTokenValiditySeconds: z
      .number()
      .int()
      .min(ACCESS_TOKEN_VALIDITY_SECONDS.min)
      .max(ACCESS_TOKEN_VALIDITY_SECONDS.max)
      .optional(),
  }),
});

type File = z.infer<typeof environmentSchema>;

/** One environment: an organization of Genesys Cloud, a Vault, a state. */
export interface Environment extends Omit<File, "$schema"> {
  /** The file's name without `.json`; also the stack's. */
  readonly name: string;
}

/** Where the state of an environment is kept. */
export type Backend = Environment["backend"];

/** Where the environment's tokens are got and its API is called. */
export function endpointsOf({ genesys }: Pick<Environment, "genesys">): Endpoints {
  return "gateway" in genesys ? gatewayEndpoints(genesys.gateway) : regionEndpoints(genesys.region);
}
