import type { z } from "zod";
import { METHODS } from "../core/action";
import { isObject } from "../core/diagnostic";
import { count, has, list, made, map, object, props, text } from "../props";
import { reader } from "../vault";
import type { UserGrantClientProps } from "./client-props";
import type { ClientSecretProps } from "./client-secret";
import type { DataActionIntegrationProps } from "./integration-props";

/** A schema for each property: a new property without one does not compile. */
type Schemas<Props> = { readonly [Name in keyof Required<Props>]: z.ZodType };
/** The properties of every member of a union. */
type All<Props> = Props extends unknown ? keyof Props : never;

const isText = (value: unknown) => typeof value === "string" && value.trim() !== "";
const isListOfTexts = (value: unknown) => Array.isArray(value) && value.length > 0 && value.every(isText);

const action = made(
  "a data action",
  "Declare it with DataAction.define or DataAction.fromExport. A misspelt import is undefined: check the name.",
  (value) => has(value, { name: "string", withTimeout: "function" }),
);
const call = made(
  "a data action, or { name, request: { method, url } }",
  "A misspelt import is undefined: check the name.",
  (value) => has(value, { name: "string" }) && isObject(Reflect.get(value as object, "request")),
);
const staticAction = object(
  {
    name: text('"Get schedule"'),
    request: object(
      {
        method: made("a method of a data action", `Use one of ${METHODS.join(", ")}.`, (value) =>
          METHODS.some((each) => each === value),
        ),
        url: text('"/api/v2/routing/queues"'),
      },
      "a request",
      'Give { method: "GET", url: "/api/v2/routing/queues" }.',
    ).optional(),
    prefer: made(
      "a list of permissions, at least one",
      'Give ["routing:queue:view"], or leave it out.',
      isListOfTexts,
    ).optional(),
    permissions: made(
      "stated permissions",
      'Give { allOf: ["routing:queue:view"], because: "..." }, or anyOf.',
      (value) =>
        isText(Reflect.get(Object(value), "because")) &&
        [Reflect.get(value as object, "allOf"), Reflect.get(value as object, "anyOf")].filter(isListOfTexts)
          .length === 1,
    ).optional(),
  },
  "a static action",
  'Give { name: "...", request: { method: "GET", url: "/api/v2/..." } }, or permissions in place of the request.',
);
const division = made(
  "a division",
  'Use Division.home(), Division.named("Sales"), Division.withId(...) or Division.all().',
  (value) => has(value, { idFor: "function", key: "string" }),
);
const role = made(
  "an existing role",
  'Use Role.fromRoleName(name, { because: "..." }) or Role.fromRoleId(id, { because: "..." }).',
  (value) => has(value, { idFor: "function", label: "string", model: "object" }),
);
const catalog = made("a Catalog", "Use Catalog.load(), or leave it out.", (value) =>
  has(value, { match: "function", version: "string" }),
);
const grant = made(
  "a user grant",
  "Use UserGrant.code({ redirectUris: [...] }), UserGrant.token(...) or UserGrant.saml2Bearer().",
  (value) => has(value, { type: "string", redirectUris: "object" }),
);
/** Whether it can be an id, `adopt/id` says. */
const id = made(
  "a text",
  'Copy it from Genesys Cloud, for example "3f0c…".',
  (value) => typeof value === "string",
);

const clientSecret = {
  generations: made(
    "generations",
    "Use Generations.first(), or Generations.of({ live: [1, 2], current: 2 }).",
    (value) => has(value, { current: "number", live: "object" }),
  ).optional(),
  mount: made(
    "a secrets engine",
    'Use VaultMount.existing("genesys-cloud"), or new VaultMount(...).',
    (value) => has(value, { path: "string", reference: "string", managed: "boolean" }),
  ),
  endpoints: object(
    {
      tokenUrl: text('"https://login.mypurecloud.ie/oauth/token"'),
      apiUrl: text('"https://api.mypurecloud.ie"'),
    },
    "endpoints",
    'Use regionEndpoints("eu-west-1"), or leave it out for those of the provider\'s region.',
  ).optional(),
  readers: list(
    reader,
    "a list of readers",
    'Give a list, for example [VaultReader.policy("crm-sync")].',
  ).optional(),
  handoff: made("a hand-off", "Use Handoff.vaultOnly() or Handoff.terraformState().", (value) =>
    has(value, { mode: "string" }),
  ).optional(),
  handoffDirectory: text('"/run/scopelock"').optional(),
} satisfies Schemas<ClientSecretProps>;

/** Of {@link DataActionIntegrationProps}. */
export const integrationSchema = props({
  environment: text('"production"'),
  actions: list(action, "a list of data actions", "Give a list, for example [getExternalContact]."),
  staticActions: list(staticAction, "a list of static actions", "Give a list, or leave it out.").optional(),
  name: text('"Contacts"').optional(),
  divisions: list(division, "a list of divisions", "Give a list, for example [Division.home()].").optional(),
  role: role.optional(),
  accessTokenValiditySeconds: count("86400").optional(),
  allowedIpAddresses: list(
    text('"203.0.113.0/24"'),
    "a list of IPv4 addresses and networks",
    'Give a list, for example ["203.0.113.0/24"].',
  ).optional(),
  adopt: object(
    {
      integrationId: id,
      actions: map(id, "ids of actions by their names", 'Give { "Get contact": "custom_-_8d1e…" }.'),
    },
    "an adoption",
    'Give { integrationId: "...", actions: { ... } }.',
  ).optional(),
  catalog: catalog.optional(),
  ...clientSecret,
} satisfies Schemas<DataActionIntegrationProps>);

/** Of {@link UserGrantClientProps}. */
export const clientSchema = props({
  environment: text('"production"'),
  grant,
  calls: list(call, "a list of calls", "Give a list of data actions or requests.").optional(),
  scopes: object(
    {
      names: list(
        text('"users:readonly"'),
        "a list of scopes",
        'Give a list, for example ["users:readonly"].',
      ),
      because: made("a text", 'Add because: "...".', (value) => typeof value === "string"),
    },
    "stated scopes",
    'Give { names: ["users:readonly"], because: "..." }.',
  ).optional(),
  secret: object(
    clientSecret,
    "where the secret is kept",
    'Give { mount: VaultMount.existing("genesys-cloud") }.',
  ).optional(),
  accessTokenValiditySeconds: count("86400").optional(),
  catalog: catalog.optional(),
} satisfies Record<All<UserGrantClientProps>, z.ZodType>);

/** Of `EnvironmentStack.integrate`: the environment file says the others. */
export const environmentIntegrationSchema = integrationSchema
  .omit({ environment: true, generations: true, accessTokenValiditySeconds: true, endpoints: true })
  .partial({ mount: true });
