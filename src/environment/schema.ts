import { z } from "zod";
import { GATEWAY_HOST, PATH_PREFIX, REGION_DOMAINS, type Region } from "../core/request";
import { ACCESS_TOKEN_VALIDITY_SECONDS } from "../core/rotation";
import { PROVIDERS, type ProviderName } from "../core/terraform";
import { backendSchema, HTTP_URL } from "./backend";

const name = z.string().min(1);
const PATH = /^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/;
const path = z.string().regex(PATH, "must be a path without slashes at the ends");
const prefix = z.string().regex(PATH_PREFIX, 'must be a path such as "/login"');

const region = z
  .enum(Object.keys(REGION_DOMAINS) as [Region, ...Region[]])
  .describe(
    "Region of the organization, in the words of the provider's aws_region. dca and tca are Genesys's own, for its tests.",
  );

const gateway = z
  .strictObject({
    protocol: z.enum(["http", "https"]).describe("http sends tokens in the clear: for this machine alone."),
    host: z
      .string()
      .regex(GATEWAY_HOST, 'must be a host such as "gateway.example.com"')
      .describe("Host name or IPv4 address."),
    port: z.number().int().min(1).max(65_535).describe("Port."),
    pathPrefixes: z
      .strictObject({
        login: prefix.optional().describe("In front of the login host's paths. Default: nothing."),
        api: prefix.optional().describe("In front of the API host's paths. Default: nothing."),
      })
      .optional()
      .describe("Paths by which the gateway separates the login host from the API host."),
  })
  .describe("Stands in front of both the login and the API host; the provider's gateway block.");

const division = z
  .union(
    [
      z.enum(["home", "all"]),
      z.strictObject({ name: name.describe("Name of the division. Looked up in each plan.") }),
      z.strictObject({ id: z.guid("must be the id of a division").describe("Id of the division.") }),
    ],
    { error: 'must be "home", "all", { "name": "..." } or { "id": "..." }' },
  )
  .optional()
  .meta({
    description:
      "Where the roles of the environment's integrations are granted: a permission counts in a division only. `all` is every division, those made later too.",
    default: "home",
  });

// What is more to say of these: `allowedAddressesRefusal` in src/core/stack.
const allowedIpAddresses = z
  .array(
    z
      .string()
      .regex(
        /^\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?$/,
        'must be an IPv4 address or a network in CIDR form, such as "203.0.113.0/24"',
      ),
  )
  .min(1, "must have at least one address")
  .optional()
  .describe(
    "IPv4 addresses and networks in CIDR form from which the OAuth clients of integrations may get tokens. No supported version of the provider can set them: each synth warns. Default: any address.",
  );

const mount = z
  .discriminatedUnion(
    "managed",
    [
      z.strictObject({
        path: path.describe("Path of the KV version 2 secrets engine, without slashes at the ends."),
        managed: z.literal(true).describe("The stack makes the secrets engine, and owns it."),
        maxVersions: z.number().int().min(1).optional().meta({
          description: "Versions kept of each secret. A reader can read older ones too.",
          default: 10,
        }),
      }),
      z.strictObject({
        path: path.describe("Path of the KV version 2 secrets engine, without slashes at the ends."),
        managed: z.literal(false).describe("An existing secrets engine; its owner sets its limits."),
      }),
    ],
    { error: "must be true or false" },
  )
  .describe("The secrets engine that the client's secret is written to.");

const because = z
  .string()
  .regex(/\S/, "must state why this environment differs")
  .describe("Why this environment differs. Shown in the stack's output and by every synth.");

const override = z
  .union(
    [
      z.strictObject({
        enabled: z.literal(false).describe("The action is not deployed here, and nothing is granted for it."),
        because,
      }),
      z.strictObject({
        timeoutSeconds: z.number().int().min(1).max(60).describe("The action's timeout here."),
        because,
      }),
    ],
    { error: 'must have "because", and "enabled": false or "timeoutSeconds"' },
  )
  .describe("The action is not deployed here, or has another timeout.");

const versions = (name: ProviderName) =>
  z
    .string()
    .min(1)
    .optional()
    .meta({
      description: `Versions of ${PROVIDERS[name].source}; ${PROVIDERS[name].oldest} or later, before ${PROVIDERS[name].below}.`,
      default: PROVIDERS[name].default,
    });

/** What an environment file may say. There is no place for a secret in it. */
export const environmentSchema = z
  .strictObject({
    $schema: z.string().optional().describe("Where this schema is. For editors only."),
    genesys: z
      .union(
        [
          z.strictObject({ region, division, allowedIpAddresses }),
          z.strictObject({ gateway, division, allowedIpAddresses }),
        ],
        {
          error: 'must have "region" or "gateway"',
        },
      )
      .describe("The organization of Genesys Cloud, by its region or through a gateway."),
    vault: z
      .strictObject({
        address: z
          .string()
          .regex(HTTP_URL, 'must be a URL such as "https://vault.example.com:8200", without credentials')
          .refine((url) => !HTTP_URL.test(url) || URL.canParse(url), "must have a port from 1 to 65535")
          .describe("URL of the server."),
        namespace: path
          .optional()
          .describe(
            "Namespace of Vault Enterprise or HCP Vault, in full. Default: `VAULT_NAMESPACE`, or the root.",
          ),
        mount,
      })
      .describe("The Vault that serves the client's secret."),
    // What is more to say of these: `allowedVersions` in src/core/terraform/providers.
    providers: z
      .strictObject({ genesyscloud: versions("genesyscloud"), vault: versions("vault") })
      .optional()
      .describe("Versions of the providers that Terraform may install, in its constraint language."),
    backend: backendSchema,
    handoffDirectory: z.string().regex(/^\//, "must be an absolute path").optional().describe(
      // Absolute, because the same configuration is applied from anywhere.
      "Directory that new client secrets pass through, for example on tmpfs. An absolute path. Default: `.scopelock/handoff/<environment>` beside the synthesized output.",
    ),
    // What is more to say of these: `RotationProps` in src/core/rotation.
    rotation: z
      .strictObject({
        live: z.array(z.number()).describe("The generations whose OAuth client exists."),
        current: z
          .number()
          .describe("The one that Vault serves and the integration uses; the highest of live."),
        rotatedOn: z.iso
          .date('must be a day such as "2026-11-25"')
          .optional()
          .describe("Day on which the current one was introduced (UTC). Needed for everyDays."),
        everyDays: z
          .number()
          .int()
          .min(1)
          .max(3650)
          .optional()
          .describe("Days from one rotation to the next. Default: no schedule."),
        overlapHours: z
          .number()
          .int()
          .min(1)
          .max(8760)
          .optional()
          .meta({
            description:
              "Hours for which the previous generation outlives a rotation; never less than a token lives.",
            default: ACCESS_TOKEN_VALIDITY_SECONDS.max / 3600,
          }),
        accessTokenValiditySeconds: z
          .number()
          .int()
          .min(ACCESS_TOKEN_VALIDITY_SECONDS.min)
          .max(ACCESS_TOKEN_VALIDITY_SECONDS.max)
          .optional()
          .meta({
            description: "Seconds a token lives. A change takes effect with the next generation.",
            default: ACCESS_TOKEN_VALIDITY_SECONDS.default,
          }),
      })
      .describe("The generations of the OAuth client; changed by `scopelock rotate`."),
    actions: z
      .record(name, override)
      .optional()
      .describe("What this environment changes about actions, by the name of the action."),
  })
  .meta({ title: "Environment of scopelock" });

/**
 * The same as JSON Schema, for editors and for "did you mean". It says all that zod says; what only holds across keys
 * is checked after both.
 */
export function environmentJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(environmentSchema, { target: "draft-7", io: "input" });
}
