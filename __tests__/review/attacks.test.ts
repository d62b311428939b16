import { describe, expect, it } from "vitest";
import { planFacts, reviewOf } from "../../src/review";
import type { FindingId } from "../../src/review/findings/finding";
import { reviewEnvironment } from "../../src/review/findings/review-environment";
import { DEFAULT_STOPS, verdict } from "../../src/review/findings/verdict";
import { reviewComment } from "../../src/review/render/comment";
import {
  act,
  all,
  configure,
  configured,
  configuredResource,
  declared,
  type Edit,
  found,
  more,
  output,
  partOf,
  policy,
  rule,
  setting,
  update,
  updateBlock,
} from "./edits";
import type { EditableChange } from "./plans";

/*
 * Plans that give access or break something, made of a recorded plan by one edit each, and their harmless neighbours: what a
 * review of such a plan finds, and that it finds nothing in the other.
 */

const ROLE = "genesyscloud_auth_role";
const CLIENT = "genesyscloud_oauth_client";
const INTEGRATION = "genesyscloud_integration";
const ACTION = "genesyscloud_integration_action";
const SECRET = "vault_kv_secret_v2";
const MOUNT = "vault_mount";
const ENGINE = "vault_kv_secret_backend_v2";
const POLICY = "vault_policy";
const APPROLE = "vault_approle_auth_backend_role";
const KUBERNETES = "vault_kubernetes_auth_backend_role";
const JWT = "vault_jwt_auth_backend_role";
const PLACE = "genesys-cloud/data/sandbox/external-contacts";
const CLIENT_ADDRESS = "genesyscloud_oauth_client.external-contacts_client_545814FE";

const STATIC = {
  action: "Get schedule",
  operation: "GET /api/v2/architect/schedules",
  requires: "any",
  permissions: ["routing:schedule:view"],
  because: "GET /api/v2/architect/schedules requires routing:schedule:view",
  static: true,
};

const grants = (domain: string, entity: string, actions: string[], conditions: unknown[] = []) => [
  { domain, entity_name: entity, action_set: actions, conditions },
];
const condition = (values: string[], conjunction = "AND") => [
  {
    conjunction,
    terms: values.map((value) => ({
      variable_name: "Queue",
      operator: "EQ",
      operands: [{ type: "SCALAR", value }],
    })),
  },
];
const approle = {
  backend: "approle",
  bind_secret_id: true,
  namespace: null,
  role_id: "chosen-by-vault",
  role_name: "crm",
  secret_id_bound_cidrs: ["10.0.0.0/24"],
  token_bound_cidrs: ["10.0.0.0/24"],
  token_no_default_policy: true,
  token_period: 0,
  token_policies: ["sandbox-external-contacts-reader"],
  token_ttl: 1200,
  token_type: "default",
};
const kubernetes = {
  backend: "kubernetes",
  namespace: null,
  role_name: "crm",
  bound_service_account_names: ["crm"],
  bound_service_account_namespaces: ["prod"],
  audience: "vault",
  alias_name_source: "serviceaccount_uid",
  token_policies: ["sandbox-external-contacts-reader"],
  token_no_default_policy: true,
  token_ttl: 1200,
};
const jwt = {
  backend: "jwt",
  namespace: null,
  role_name: "crm",
  role_type: "jwt",
  user_claim: "sub",
  bound_audiences: ["vault"],
  bound_claims: { repository: "org/app", ref: "refs/heads/main" },
  bound_claims_type: "string",
  token_policies: ["sandbox-external-contacts-reader"],
  token_ttl: 600,
};
const client = {
  access_token_validity_seconds: 3600,
  authorized_grant_type: "CLIENT-CREDENTIALS",
  expose_client_secret: false,
  name: "second",
  registered_redirect_uris: [],
  roles: [{ division_id: "*", role_id: "x" }],
  scopes: [],
  state: "active",
};
const roleBefore = (edit: (before: Record<string, unknown>) => unknown): Edit =>
  update(ROLE, (_, { change }) => edit(change.before as Record<string, unknown>));
const generation =
  (index: string, edit: (after: Record<string, unknown>) => unknown = () => {}): Edit =>
  (plan) => {
    const next = structuredClone(found(plan, CLIENT));
    next.index = index;
    next.change = {
      ...next.change,
      actions: ["create"],
      before: null,
      after_unknown: { id: true, client_id: true },
    };
    const after = next.change.after as Record<string, unknown>;
    delete after.id;
    edit(after);
    plan.resource_changes.push(next);
  };
const drifted =
  (type: string, before: Record<string, unknown>, after: Record<string, unknown>): Edit =>
  (plan) => {
    const resource = {
      change: {
        actions: ["update"],
        before,
        after,
        after_unknown: {},
        before_sensitive: {},
        after_sensitive: {},
      },
    };
    plan.resource_drift = [{ mode: "managed", type, name: "more", ...resource }];
  };

type Row = readonly [what: string, code: 0 | 3 | 4, id: FindingId | undefined, edit: Edit];

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  role: [
    [
      "grants everything",
      4,
      "power/permission",
      update(ROLE, (a) => (a.permission_policies = grants("*", "*", ["*"]))),
    ],
    [
      "grants a whole domain",
      4,
      "power/permission",
      update(ROLE, (a) => (a.permission_policies = grants("externalContacts", "*", ["view"]))),
    ],
    ["grants admin", 4, "power/permission", update(ROLE, (a) => (a.permissions = ["admin"]))],
    [
      "loses a wildcard",
      0,
      undefined,
      roleBefore((b) => (b.permission_policies = grants("externalContacts", "*", ["*"]))),
    ],
    [
      "loses a condition",
      3,
      "power/permission",
      roleBefore(
        (b) => (b.permission_policies = grants("externalContacts", "contact", ["view"], condition(["a"]))),
      ),
    ],
    [
      "gets a condition",
      0,
      undefined,
      update(
        ROLE,
        (a) => (a.permission_policies = grants("externalContacts", "contact", ["view"], condition(["a"]))),
      ),
    ],
    [
      "gets an alternative in a condition",
      3,
      "power/permission",
      all(
        roleBefore(
          (b) =>
            (b.permission_policies = grants("externalContacts", "contact", ["view"], condition(["a"], "OR"))),
        ),
        update(
          ROLE,
          (a) =>
            (a.permission_policies = grants(
              "externalContacts",
              "contact",
              ["view"],
              condition(["a", "b"], "OR"),
            )),
        ),
      ),
    ],
    [
      "takes the place of a default role",
      3,
      "power/role",
      update(ROLE, (a) => (a.default_role_id = "employee")),
    ],
    [
      "is known only when applied",
      3,
      "power/unreadable",
      update(ROLE, (a, { change }) => {
        delete a.permission_policies;
        change.after_unknown = { permission_policies: true };
      }),
    ],
    [
      "is sensitive",
      3,
      "power/unreadable",
      update(ROLE, (a, { change }) => {
        a.permission_policies = grants("*", "*", ["*"]);
        change.after_sensitive = { permission_policies: true };
      }),
    ],
    ["gets another name", 0, undefined, update(ROLE, (a) => (a.name = "another"))],
    ["is replaced, the new one first", 4, "role/replaced", act(ROLE, ["create", "delete"])],
    ["is replaced, the old one first", 4, "role/replaced", act(ROLE, ["delete", "create"])],
    ["is destroyed", 4, "role/replaced", act(ROLE, ["delete"])],
    ["is forgotten", 4, "resource/forgotten", act(ROLE, ["forget"])],
    [
      "is imported",
      4,
      "resource/imported",
      (plan) => Object.assign(found(plan, ROLE).change, { importing: { id: "x" } }),
    ],
    [
      "of a name that turns around is new",
      3,
      "power/permission",
      more(ROLE, {
        name: "\u202e管理者",
        permissions: [],
        permission_policies: grants("directory", "user", ["add"]),
        default_role_id: "",
      }),
    ],
  ],
  client: [
    [
      "has another role",
      4,
      "power/role",
      update(CLIENT, (a) => (a.roles as unknown[]).push({ role_id: "x", division_id: "*" })),
    ],
    ["has its role everywhere", 4, "power/division", updateBlock(CLIENT, "roles", { division_id: "*" })],
    [
      "has tokens that live longer",
      4,
      "attribute/unjudged",
      update(CLIENT, (a) => (a.access_token_validity_seconds = 172_800)),
    ],
    ["is inactive", 4, "attribute/unjudged", update(CLIENT, (a) => (a.state = "inactive"))],
    [
      "gets tokens by logins",
      4,
      "generation/grant",
      update(CLIENT, (a) => (a.authorized_grant_type = "CODE")),
    ],
    ["exposes its secret", 4, "attribute/unjudged", update(CLIENT, (a) => (a.expose_client_secret = true))],
    [
      "hands its secret over elsewhere",
      4,
      "attribute/unjudged",
      update(CLIENT, (a) => (a.directory_client_secret = "/tmp")),
    ],
    ["has scopes", 4, "power/scope", update(CLIENT, (a) => (a.scopes = ["users"]))],
    ["of a module is new", 3, "power/client", more(CLIENT, client, null, { module_address: "module.x" })],
    ["of a generation with a name is new", 3, "power/client", generation("evil")],
    ["of a generation with a zero in front is new", 3, "power/client", generation("02")],
    ["of the next generation is new", 0, undefined, generation("2")],
    [
      "of the next generation has tokens that live longer",
      4,
      "attribute/unjudged",
      generation("2", (a) => (a.access_token_validity_seconds = 172_800)),
    ],
    [
      "that an interrupted replacement left goes",
      0,
      undefined,
      (plan) => {
        const old = structuredClone(found(plan, CLIENT));
        plan.resource_changes.push({
          ...old,
          deposed: "abcd1234",
          change: { ...old.change, actions: ["delete"], after: null },
        });
      },
    ],
  ],
  "next generation": [
    ["has scopes", 3, "power/scope", generation("2", (a) => (a.scopes = ["users"]))],
    [
      "has another role",
      3,
      "power/role",
      generation("2", (a) => (a.roles = [{ role_id: "x", division_id: "x" }])),
    ],
    [
      "sends logins somewhere",
      3,
      "power/redirect",
      generation("2", (a) => (a.registered_redirect_uris = ["https://x.example"])),
    ],
    ...(
      [
        ["scopes", 3, "power/scope"],
        ["registered_redirect_uris", 3, "power/redirect"],
        ["roles", 3, "power/role"],
        ["authorized_grant_type", 4, "generation/grant"],
        ["access_token_validity_seconds", 4, "attribute/unjudged"],
        ["expose_client_secret", 4, "attribute/unjudged"],
        ["state", 4, "attribute/unjudged"],
      ] as const
    ).map(
      ([attribute, code, id]): Row => [
        `has ${attribute} that are known only when applied`,
        code,
        id,
        all(generation("2"), (plan) => {
          const { change } = plan.resource_changes.at(-1) as EditableChange;
          delete change.after?.[attribute];
          Object.assign(change.after_unknown as object, { [attribute]: true });
        }),
      ],
    ),
  ],
  integration: [
    [
      "calls with another credential",
      4,
      "integration/foreign-credential",
      updateBlock(INTEGRATION, "config", { credentials: { pureCloudOAuthClient: "x" } }),
    ],
    [
      "has a second credential",
      4,
      "integration/foreign-credential",
      update(INTEGRATION, (a) => {
        const [config] = a.config as { credentials: object }[];
        Object.assign(config?.credentials ?? {}, { basicAuth: "x" });
      }),
    ],
    [
      "loses its credential",
      4,
      "integration/no-credential",
      updateBlock(INTEGRATION, "config", { credentials: {} }),
    ],
    [
      "has an empty credential",
      4,
      "integration/no-credential",
      updateBlock(INTEGRATION, "config", { credentials: { pureCloudOAuthClient: "" } }),
    ],
    ["has no configuration", 4, "integration/no-credential", update(INTEGRATION, (a) => (a.config = []))],
    ["had no credential, and has none", 4, "integration/no-credential", unbound(["before", "after"])],
    ["had no credential, and gets it", 4, "integration/no-credential", unbound(["before"])],
    [
      "had no credential, and is adopted with one",
      0,
      undefined,
      all(unbound(["before"]), (plan) =>
        Object.assign(found(plan, INTEGRATION).change, { importing: { id: "i-1" } }),
      ),
    ],
    ["is disabled", 4, "attribute/unjudged", update(INTEGRATION, (a) => (a.intended_state = "DISABLED"))],
    [
      "has properties",
      4,
      "attribute/unjudged",
      updateBlock(INTEGRATION, "config", { properties: '{"a":1}' }),
    ],
    ["has notes", 0, undefined, updateBlock(INTEGRATION, "config", { notes: "more" })],
  ],
  "data action": [
    [
      "deletes",
      4,
      "action/other-request",
      updateBlock(ACTION, "config_request", {
        request_type: "DELETE",
        request_url_template: "/api/v2/externalcontacts/contacts/${input.phoneNumber}",
      }),
    ],
    [
      "calls what its input names",
      4,
      "action/elsewhere",
      updateBlock(ACTION, "config_request", { request_url_template: "${input.phoneNumber}" }),
    ],
    [
      "sends a header that authorizes",
      4,
      "action/elsewhere",
      updateBlock(ACTION, "config_request", { headers: { Authorization: "x" } }),
    ],
    [
      "sends another header",
      0,
      undefined,
      updateBlock(ACTION, "config_request", { headers: { "X-Correlation": "1" } }),
    ],
    ["is secure", 4, "attribute/unjudged", update(ACTION, (a) => (a.secure = true))],
    [
      "runs a function",
      4,
      "attribute/unjudged",
      update(ACTION, (a) => (a.function_config = [{ handler: "x" }])),
    ],
    [
      "belongs to another integration",
      4,
      "action/elsewhere",
      update(ACTION, (a) => (a.integration_id = "x")),
    ],
    ["has another name", 4, "action/other-request", update(ACTION, (a) => (a.name = "another"))],
    ["is replaced", 4, "action/replaced", act(ACTION, ["create", "delete"])],
    ["is destroyed", 4, "action/removed", act(ACTION, ["delete"])],
    [
      "of no integration is new",
      4,
      "resource/may-grant",
      more(ACTION, { name: "more", integration_id: "x" }),
    ],
  ],
  "static action": [
    [
      "is declared anew",
      4,
      "permission/stated-change",
      declared((values) => ({ ...values, actions: [...(values.actions as unknown[]), STATIC] })),
    ],
    [
      "takes the place of the planned one",
      4,
      "permission/stated-change",
      declared((values) => ({
        ...values,
        actions: (values.actions as object[]).map((action) => ({ ...action, static: true })),
      })),
    ],
    [
      "takes the place of the planned one, which asks for something else",
      4,
      "action/other-request",
      all(
        declared((values) => ({
          ...values,
          actions: (values.actions as object[]).map((action) => ({ ...action, static: true })),
        })),
        updateBlock(ACTION, "config_request", { request_url_template: "/api/v2/users" }),
      ),
    ],
  ],
  "output of an integration": [
    ["goes", 4, "output/lost", declared(() => null)],
    ["becomes sensitive", 4, "output/lost", declared((values) => values, true)],
    [
      "describes another integration",
      4,
      "output/lost",
      declared((values) => ({ ...values, integration: "another" })),
    ],
    [
      "describes another environment",
      4,
      "output/lost",
      declared((values) => ({ ...values, environment: "dev" })),
    ],
  ],
  output: [
    ["holds a text", 0, undefined, output([])],
    ["refers to a variable", 0, undefined, output(["var.x"])],
    [
      "refers to a client's id",
      0,
      undefined,
      output([`${CLIENT_ADDRESS}["1"].client_id`, `${CLIENT_ADDRESS}["1"]`, CLIENT_ADDRESS]),
    ],
    ["is sensitive", 4, "output/secret", output([], { after_sensitive: true })],
    [
      "refers to a client's secret",
      4,
      "output/secret",
      output([`${CLIENT_ADDRESS}["1"].client_secret`, `${CLIENT_ADDRESS}["1"]`, CLIENT_ADDRESS]),
    ],
    ["refers to a whole client", 4, "output/secret", output([CLIENT_ADDRESS])],
    [
      "refers to a client's id, and to the whole client",
      4,
      "output/secret",
      output([`${CLIENT_ADDRESS}["1"].client_id`, `${CLIENT_ADDRESS}["1"]`, CLIENT_ADDRESS, CLIENT_ADDRESS]),
    ],
    ["refers to a local value", 4, "output/secret", output(["local.x"])],
    [
      "refers to a secret in a module",
      4,
      "output/secret",
      all(output(["module.m.x", "module.m"]), (plan) => {
        const inner = {
          outputs: {
            x: {
              expression: {
                references: ["data.vault_generic_secret.y.data_json", "data.vault_generic_secret.y"],
              },
            },
          },
        };
        partOf(plan.configuration, "root_module").module_calls = { m: { source: "./m", module: inner } };
      }),
    ],
    [
      "refers to a role's id in a module",
      0,
      undefined,
      all(output(["module.m.x", "module.m"]), (plan) => {
        const inner = {
          outputs: {
            x: { expression: { references: ["genesyscloud_auth_role.y.id", "genesyscloud_auth_role.y"] } },
          },
        };
        partOf(plan.configuration, "root_module").module_calls = { m: { source: "./m", module: inner } };
      }),
    ],
  ],
  "secret in Vault": [
    [
      "has other content",
      4,
      "secret/content",
      update(SECRET, (a) => (a.data_json_wo_version = 2), "contacts_secret_"),
    ],
    [
      "is read back into the state",
      4,
      "attribute/unjudged",
      update(SECRET, (a) => (a.disable_read = false), "contacts_secret_"),
    ],
    [
      "keeps one version",
      4,
      "attribute/unjudged",
      update(SECRET, (a) => (a.custom_metadata = [{ max_versions: 1 }]), "contacts_secret_"),
    ],
    [
      "moves",
      4,
      "secret/destroyed",
      all(
        update(SECRET, (a) => (a.mount = "x"), "contacts_secret_"),
        (plan) => {
          found(plan, SECRET, "contacts_secret_").change.actions = ["delete", "create"];
        },
      ),
    ],
    [
      "gets a copy",
      4,
      "resource/may-grant",
      more(SECRET, { mount: "public", name: "copy", namespace: null, disable_read: true }),
    ],
    [
      "has a manifest that lies",
      4,
      "secret/manifest",
      update(
        SECRET,
        (a) => (a.data_json = String(a.data_json).replace("contact:view", "contact:delete")),
        "manifest",
      ),
    ],
    ["loses its manifest", 4, "secret/manifest", act(SECRET, ["delete"], "manifest")],
    [
      "has a manifest that moves",
      4,
      "secret/manifest",
      all(
        update(SECRET, (a) => (a.mount = "x"), "manifest"),
        (plan) => {
          found(plan, SECRET, "manifest").change.actions = ["delete", "create"];
        },
      ),
    ],
    [
      "names the address of another host, in a rotation",
      4,
      "secret/content",
      all(
        generation("2"),
        writes((text) => text.replace(/token_url = "[^"]*"/, 'token_url = "https://evil.example/token"')),
      ),
    ],
    [
      "is the credential of another client, in a rotation",
      4,
      "secret/content",
      all(
        generation("2"),
        writes((text) => text.replaceAll("external-contacts_client_545814FE", "another")),
      ),
    ],
    [
      "is a fixed text, in a rotation",
      4,
      "secret/content",
      all(
        generation("2"),
        writes(() => '{"client_id":"x"}'),
      ),
    ],
    [
      "is the credential of the new generation",
      0,
      undefined,
      all(
        generation("2"),
        writes((text) => text),
      ),
    ],
  ],
  "secrets engine": [
    [
      "shows keys to the audit log",
      4,
      "attribute/unjudged",
      update(MOUNT, (a) => (a.audit_non_hmac_response_keys = ["data"])),
    ],
    [
      "is listed without a token",
      4,
      "attribute/unjudged",
      update(MOUNT, (a) => (a.listing_visibility = "unauth")),
    ],
    ["has a description", 0, undefined, update(MOUNT, (a) => (a.description = "more"))],
    ["is destroyed", 4, "mount/destroyed", act(MOUNT, ["delete"])],
    [
      "deletes its secrets after an hour",
      4,
      "attribute/unjudged",
      update(ENGINE, (a) => (a.delete_version_after = 3600)),
    ],
    ["keeps one version", 4, "attribute/unjudged", update(ENGINE, (a) => (a.max_versions = 1))],
  ],
  "Vault policy": [
    ["is for everything", 3, "power/reader", policy(rule("*", "read"))],
    [
      "has + for a segment",
      3,
      "power/reader",
      policy(rule("genesys-cloud/data/+/external-contacts", "read"), rule(PLACE, "read")),
    ],
    [
      "ends with * in a segment",
      3,
      "power/reader",
      policy(rule("genesys-cloud/data/sandbox/ext*", "read"), rule(PLACE, "read")),
    ],
    ["is narrowed to the path", 0, undefined, policy(rule(PLACE, "read"), rule("genesys-cloud/*", "read"))],
    [
      "denies the path",
      0,
      undefined,
      policy(rule("genesys-cloud/*", "read") + rule(PLACE, "deny"), rule("genesys-cloud/*", "read")),
    ],
    [
      "no longer denies the path",
      3,
      "power/reader",
      policy(rule("genesys-cloud/*", "read"), rule("genesys-cloud/*", "read") + rule(PLACE, "deny")),
    ],
    [
      "allows below what it denies",
      3,
      "power/reader",
      policy(
        rule("genesys-cloud/data/*", "deny") + rule("genesys-cloud/data/sandbox/*", "read"),
        rule("genesys-cloud/data/*", "deny"),
      ),
    ],
    [
      "has its rules in another order, with a comment",
      0,
      undefined,
      policy(
        `# more\n${rule("c/d", "read")}${rule("a/b", "list,read")}`,
        rule("a/b", "read,list") + rule("c/d", "read"),
      ),
    ],
    [
      "loses its parameters",
      3,
      "power/reader",
      policy(rule("a", "update"), rule("a", "update", 'allowed_parameters = { "x" = ["1"] }')),
    ],
    [
      "allows another value",
      3,
      "power/reader",
      policy(
        rule("a", "update", 'allowed_parameters = { "x" = ["1", "2"] }'),
        rule("a", "update", 'allowed_parameters = { "x" = ["1"] }'),
      ),
    ],
    [
      "allows any value",
      3,
      "power/reader",
      policy(
        rule("a", "update", 'allowed_parameters = { "x" = [] }'),
        rule("a", "update", 'allowed_parameters = { "x" = ["1"] }'),
      ),
    ],
    [
      "allows fewer values",
      0,
      undefined,
      policy(
        rule("a", "update", 'allowed_parameters = { "x" = ["1"] }'),
        rule("a", "update", 'allowed_parameters = { "X" = ["1", "2"] }'),
      ),
    ],
    [
      "allows a value in the place of all that begin so",
      0,
      undefined,
      policy(
        rule("a", "update", 'allowed_parameters = { "x" = ["ab"] }'),
        rule("a", "update", 'allowed_parameters = { "x" = ["a*"] }'),
      ),
    ],
    [
      "denies another parameter",
      0,
      undefined,
      policy(
        rule("a", "update", 'denied_parameters = { "x" = [] "y" = [] }'),
        rule("a", "update", 'denied_parameters = { "x" = ["1"] }'),
      ),
    ],
    [
      "denies one parameter less",
      3,
      "power/reader",
      policy(
        rule("a", "update", 'denied_parameters = { "x" = [] }'),
        rule("a", "update", 'denied_parameters = { "x" = [] "y" = [] }'),
      ),
    ],
    [
      "requires one parameter less",
      3,
      "power/reader",
      policy(rule("a", "update"), rule("a", "update", 'required_parameters = ["x"]')),
    ],
    [
      "needs no wrapping",
      3,
      "power/reader",
      policy(rule("a", "read"), rule("a", "read", 'min_wrapping_ttl = "1s"\nmax_wrapping_ttl = "90s"')),
    ],
    [
      "wraps for longer",
      3,
      "power/reader",
      policy(rule("a", "read", 'max_wrapping_ttl = "2m"'), rule("a", "read", 'max_wrapping_ttl = "90s"')),
    ],
    [
      "wraps for less long",
      0,
      undefined,
      policy(rule("a", "read", "max_wrapping_ttl = 80"), rule("a", "read", 'max_wrapping_ttl = "1m30s"')),
    ],
    [
      "is for each caller's own name",
      3,
      "power/reader",
      policy(rule("genesys-cloud/data/{{identity.entity.name}}/*", "read")),
    ],
    ["cannot be read", 3, "power/unreadable", policy("path <<EOF\na\nEOF\n{}")],
    [
      "has a name of other letters",
      3,
      "power/reader",
      policy(rule("*", "read"), rule("a", "read"), "naïve-策略"),
    ],
    ["has another name", 3, "power/reader", update(POLICY, (a) => (a.name = "another"))],
    ["is in another namespace", 3, "power/reader", update(POLICY, (a) => (a.namespace = "another"))],
    ["is forgotten", 4, "resource/forgotten", act(POLICY, ["forget"])],
    [
      "is imported",
      4,
      "resource/imported",
      (plan) => Object.assign(found(plan, POLICY).change, { importing: { id: "x" } }),
    ],
  ],
  "role of an auth method": [
    ["is new", 3, "power/auth-role", more(APPROLE, { ...approle, role_id: null })],
    [
      "gives another policy",
      3,
      "power/auth-role",
      more(APPROLE, { ...approle, token_policies: [...approle.token_policies, "x"] }, approle),
    ],
    [
      "lets in more addresses",
      3,
      "power/auth-role",
      more(APPROLE, { ...approle, token_bound_cidrs: ["10.0.0.0/16"] }, approle),
    ],
    [
      "lets in fewer addresses",
      0,
      undefined,
      more(APPROLE, { ...approle, token_bound_cidrs: ["10.0.0.0/28"] }, approle),
    ],
    [
      "lets in all addresses",
      3,
      "power/auth-role",
      more(APPROLE, { ...approle, token_bound_cidrs: [], secret_id_bound_cidrs: null }, approle),
    ],
    [
      "needs no secret id",
      3,
      "power/auth-role",
      more(APPROLE, { ...approle, bind_secret_id: false }, approle),
    ],
    [
      "gives tokens that renew forever",
      4,
      "attribute/unjudged",
      more(APPROLE, { ...approle, token_period: 60 }, approle),
    ],
    [
      "gives tokens of another type",
      4,
      "attribute/unjudged",
      more(APPROLE, { ...approle, token_type: "batch" }, approle),
    ],
    [
      "has a role id that is known",
      4,
      "attribute/unjudged",
      more(APPROLE, { ...approle, role_id: "known" }, approle),
    ],
    [
      "lets in all service accounts",
      3,
      "power/auth-role",
      more(KUBERNETES, { ...kubernetes, bound_service_account_names: ["*"] }, kubernetes),
    ],
    [
      "lets in namespaces by their labels",
      4,
      "attribute/unjudged",
      more(KUBERNETES, { ...kubernetes, bound_service_account_namespace_selector: "{}" }, kubernetes),
    ],
    [
      "no longer asks for an audience",
      3,
      "power/auth-role",
      more(KUBERNETES, { ...kubernetes, audience: null }, kubernetes),
    ],
    [
      "no longer asks for a claim",
      3,
      "power/auth-role",
      more(JWT, { ...jwt, bound_claims: { repository: "org/app" } }, jwt),
    ],
    [
      "asks for one more claim",
      0,
      undefined,
      more(JWT, { ...jwt, bound_claims: { ...jwt.bound_claims, environment: "prod" } }, jwt),
    ],
    [
      "takes a star in a claim for anything",
      3,
      "power/auth-role",
      more(
        JWT,
        { ...jwt, bound_claims: { ref: "refs/*" }, bound_claims_type: "glob" },
        { ...jwt, bound_claims: { ref: "refs/*" } },
      ),
    ],
    [
      "knows callers by another claim",
      4,
      "attribute/unjudged",
      more(JWT, { ...jwt, user_claim: "actor" }, jwt),
    ],
  ],
  "resource of another type": [
    ...[
      "vault_identity_group",
      "vault_token",
      "vault_audit",
      "vault_generic_endpoint",
      "vault_ldap_auth_backend_group",
      "genesyscloud_user_roles",
      "genesyscloud_idp_generic",
      "genesyscloud_flow",
      "github_team_membership",
      "aws_iam_access_key",
      "null_resource",
      "local_file",
      "random_password",
    ].map((type): Row => [`${type} is new`, 4, "resource/may-grant", more(type, {})]),
    ["vault_audit is destroyed", 4, "resource/may-grant", more("vault_audit", null, { path: "x" })],
    ["random_id is new", 0, undefined, more("random_id", {})],
    ["terraform_data is new", 0, undefined, more("terraform_data", { input: "x" })],
  ],
  command: [
    [
      "of a new terraform_data",
      4,
      "plan/runs-command",
      all(
        more("terraform_data", {}),
        configure("managed", "terraform_data", {
          provisioners: [{ type: "local-exec", expressions: { command: { constant_value: "x" } } }],
        }),
      ),
    ],
    [
      "of a resource that stays",
      4,
      "plan/runs-command",
      (plan) => {
        configuredResource(plan, ROLE).provisioners = [{ type: "remote-exec", expressions: {} }];
      },
    ],
    [
      "of scopelock's own, with another environment",
      4,
      "plan/runs-command",
      (plan) => {
        const [sweep] = configuredResource(plan, "terraform_data", "sweep").provisioners as [
          Record<string, unknown>,
        ];
        partOf(sweep, "expressions").environment = {
          constant_value: {
            SCOPELOCK_HANDOFF_FILE: "/x/${each.value.client_id}",
            NODE_OPTIONS: "--require /x",
          },
        };
      },
    ],
    [
      "of scopelock's own, for another file",
      4,
      "plan/runs-command",
      (plan) => {
        const [sweep] = configuredResource(plan, "terraform_data", "sweep").provisioners as [
          Record<string, unknown>,
        ];
        partOf(sweep, "expressions").environment = {
          constant_value: { SCOPELOCK_HANDOFF_FILE: "/etc/passwd" },
        };
      },
    ],
    [
      "of an action of a provider",
      4,
      "plan/action-invoked",
      (plan) => {
        plan.action_invocations = [{ address: "action.x.y", type: "x", name: "y" }];
      },
    ],
  ],
  reading: [
    ["by a program", 4, "plan/runs-command", configure("data", "external")],
    ["from a server", 4, "plan/runs-command", configure("data", "http")],
    ["of a secret in Vault", 4, "place/reads-secret", configure("data", "vault_kv_secret_v2")],
    [
      "of any path in Vault",
      4,
      "place/reads-secret",
      configure("data", "vault_kv_secret", { expressions: { path: { constant_value: PLACE } } }),
    ],
    [
      "of the settings of a secrets engine",
      0,
      undefined,
      configure("data", "vault_kv_secret", {
        expressions: { path: { constant_value: "genesys-cloud/config" } },
      }),
    ],
    [
      "of a secret of a cloud",
      4,
      "place/reads-secret",
      configure("data", "aws_secretsmanager_secret_version"),
    ],
    ["of a file", 4, "place/reads-secret", configure("data", "local_file")],
    ["of what is not kept", 4, "place/reads-secret", configure("ephemeral", "vault_kv_secret_v2")],
    ["of a division", 0, undefined, configure("data", "genesyscloud_auth_division")],
  ],
  provider: [
    [
      "verifies no server",
      4,
      "plan/unverified",
      setting("vault", "skip_tls_verify", { constant_value: true }),
    ],
    [
      "verifies a server if a variable says so",
      4,
      "plan/unverified",
      setting("vault", "skip_tls_verify", { references: ["var.x"] }),
    ],
    ["verifies the server", 0, undefined, setting("vault", "skip_tls_verify", { constant_value: false })],
    [
      "uses http",
      4,
      "plan/unverified",
      setting("vault", "address", { constant_value: "http://vault.example:8200" }),
    ],
    [
      "uses https",
      0,
      undefined,
      setting("vault", "address", { constant_value: "https://vault.example:8200" }),
    ],
    [
      "has an address from elsewhere",
      4,
      "place/unknown",
      setting("vault", "address", { references: ["data.x.y.z", "data.x.y"] }),
    ],
    [
      "has an address in an expression of a JSON configuration",
      4,
      "place/unknown",
      setting("vault", "address", { constant_value: "https://${local.x}", references: ["local.x"] }),
    ],
    [
      "has an address that a variable of the plan holds",
      0,
      undefined,
      all(setting("vault", "address", { references: ["var.address"] }), (plan) => {
        plan.variables = { address: { value: "https://vault.example" } };
      }),
    ],
    [
      "has a namespace from elsewhere",
      4,
      "place/unknown",
      setting("vault", "namespace", { references: ["local.x"] }),
    ],
    ["has a namespace", 0, undefined, setting("vault", "namespace", { constant_value: "team" })],
    [
      "sends headers",
      4,
      "place/unknown",
      setting("vault", "headers", [{ name: { constant_value: "X-Vault-Namespace" } }]),
    ],
    ["has a token", 4, "place/credential", setting("vault", "token", { constant_value: "x" })],
    [
      "has a region",
      0,
      undefined,
      all(
        setting("genesyscloud", "gateway", undefined),
        setting("genesyscloud", "aws_region", { constant_value: "eu-central-1" }),
      ),
    ],
    [
      "has a region from elsewhere",
      4,
      "place/unknown",
      setting("genesyscloud", "aws_region", { references: ["local.x"] }),
    ],
    [
      "has a gateway without TLS",
      4,
      "plan/unverified",
      setting("genesyscloud", "gateway", [
        { host: { constant_value: "x.example" }, protocol: { constant_value: "http" } },
      ]),
    ],
    [
      "logs its requests",
      4,
      "place/credential",
      setting("genesyscloud", "sdk_debug", { constant_value: true }),
    ],
    [
      "has a client secret",
      4,
      "place/credential",
      setting("genesyscloud", "oauthclient_secret", { constant_value: "x" }),
    ],
    [
      "comes from elsewhere",
      4,
      "plan/unverified",
      (plan) => {
        partOf(partOf(plan.configuration, "provider_config"), "vault").full_name =
          "evil.example/hashicorp/vault";
      },
    ],
    [
      "of a resource comes from elsewhere",
      4,
      "plan/unverified",
      (plan) => {
        found(plan, POLICY).provider_name = "evil.example/hashicorp/vault";
      },
    ],
    [
      "of a part of an integration is another",
      4,
      "place/split",
      (plan) => {
        configuredResource(plan, SECRET, "secret_").provider_config_key = "vault.other";
      },
    ],
  ],
  "value in the state": [
    ["keeps a text", 0, undefined, more("terraform_data", { input: "text" })],
    [
      "has the block store",
      4,
      "state/secret",
      more("terraform_data", { store: { input: null, output: "text", sensitive: null } }),
    ],
    [
      "has another store than before",
      4,
      "state/secret",
      more("terraform_data", { store: { version: 2 } }, { store: { version: 1 } }),
    ],
    [
      "has the store that it had",
      0,
      undefined,
      more("terraform_data", { input: "b", store: { version: 1 } }, { input: "a", store: { version: 1 } }),
    ],
    ["has an attribute of a later Terraform", 4, "state/secret", more("terraform_data", { vault: "text" })],
    ["is sensitive", 4, "state/secret", all(more("terraform_data", { input: "x" }), masked("input"))],
    [
      "is a sensitive trigger",
      4,
      "state/secret",
      all(more("time_static", { triggers: {} }), masked("triggers")),
    ],
    ["goes", 0, undefined, all(more("terraform_data", null, { store: { version: 1 } }))],
    [
      "of the secret in Vault is ephemeral",
      0,
      undefined,
      all(more(POLICY, null, { name: "x", policy: "" }), ephemeral(SECRET, ["data_json_wo"])),
    ],
    [
      "of another attribute of the secret in Vault is ephemeral",
      4,
      "state/secret",
      all(
        update(SECRET, (a) => (a.data_json_wo_version = 2), "contacts_secret_"),
        ephemeral(SECRET, ["custom_metadata", "data"]),
      ),
    ],
    ...[
      [4, { references: ["ephemeral.random_password.x.result", "ephemeral.random_password.x"] }],
      [4, { references: ["var.value"] }],
      [4, { references: ["var.value.part", "var.value"] }],
      [4, [{ inner: { references: ["var.value"] } }]],
      [4, { references: ["module.deeper.out", "module.deeper"] }],
      [
        0,
        {
          references: [
            "var.other",
            "var.missing",
            "var.constructor",
            "module.none.out",
            "module.deeper.round",
          ],
        },
      ],
      // What a plan does not show.
      [0, { references: ["local.value"] }],
    ].map(
      ([code, expression]): Row => [
        `in a module is ${JSON.stringify(expression)}`,
        code === 0 ? 0 : 4,
        code === 0 ? undefined : "state/secret",
        all(
          more("random_pet", { keepers: {} }, null, { module_address: "module.pets[0]" }),
          inModule(expression),
        ),
      ],
    ),
    [
      "of another resource in a module is ephemeral",
      0,
      undefined,
      all(more("random_pet", { keepers: {} }), inModule({ references: ["var.value"] })),
    ],
  ],
  plan: [
    ["does nothing", 0, undefined, () => {}],
    [
      "is of a Terraform that loses destroys",
      4,
      "terraform/refused",
      (plan) => Object.assign(plan, { terraform_version: "1.16.0" }),
    ],
    [
      "is of the Terraform after it",
      0,
      undefined,
      (plan) => Object.assign(plan, { terraform_version: "1.16.1" }),
    ],
    ["is of a part", 4, "plan/incomplete", (plan) => Object.assign(plan, { complete: false })],
    ["does not state if it is complete", 4, "plan/incomplete", (plan) => delete plan.complete],
    ["broke off", 4, "plan/incomplete", (plan) => Object.assign(plan, { errored: true })],
    [
      "defers a part",
      4,
      "plan/incomplete",
      (plan) => Object.assign(plan, { deferred_changes: [{ reason: "x" }] }),
    ],
    ["has a part of a newer format", 4, "plan/unknown-part", (plan) => Object.assign(plan, { newer: [1] })],
    ["has an empty part of a newer format", 0, undefined, (plan) => Object.assign(plan, { newer: [] })],
    [
      "has a change with a part of a newer format",
      4,
      "plan/unknown-part",
      (plan) => Object.assign(found(plan, ROLE).change, { newer: { a: 1 } }),
    ],
    [
      "does what Terraform did not do before",
      4,
      "resource/unknown-action",
      (plan) => {
        found(plan, ROLE).change.actions = ["teleport"];
      },
    ],
    [
      "has a condition that fails",
      4,
      "check/failed",
      (plan) => Object.assign(plan, { checks: [{ address: { kind: "check", name: "x" }, status: "fail" }] }),
    ],
    [
      "passes a rule over",
      4,
      "rule/acknowledged",
      output([], { after: [{ rule: "SL004", path: "a/b", because: "x" }] }),
    ],
    [
      "moves a policy to another address",
      0,
      undefined,
      (plan) => Object.assign(found(plan, POLICY), { previous_address: "module.x.vault_policy.old" }),
    ],
    [
      "makes a policy at another address",
      4,
      "resource/readdressed",
      (plan) => {
        const next = structuredClone(found(plan, POLICY));
        plan.resource_changes.push({
          ...next,
          name: "next",
          change: { ...next.change, actions: ["create"], before: null },
        });
        act(POLICY, ["delete"])(plan);
      },
    ],
    [
      "shows a role of an auth method that was changed by hand",
      4,
      "drift/changed",
      drifted(APPROLE, approle, { ...approle, token_bound_cidrs: [] }),
    ],
    [
      "shows a group in Vault that was changed by hand",
      4,
      "drift/changed",
      drifted("vault_identity_group", { policies: [] }, { policies: ["x"] }),
    ],
  ],
};

/** Takes the credential away from an integration, on some sides of the plan. */
function unbound(sides: readonly ("before" | "after")[]): Edit {
  return (plan) => {
    const { change } = found(plan, INTEGRATION);
    for (const side of sides) {
      const values = change[side] as { config: object[] };
      change[side] = { ...values, config: values.config.map((each) => ({ ...each, credentials: {} })) };
    }
    if (sides.length === 1) change.actions = ["update"];
  };
}

/** Marks an attribute of the resource that was added last as sensitive. */
function masked(attribute: string): Edit {
  return (plan) =>
    Object.assign(plan.resource_changes.at(-1)?.change ?? {}, { after_sensitive: { [attribute]: true } });
}

/** Has the configuration give an ephemeral value to the secret of the integration. */
function ephemeral(type: string, path: readonly string[]): Edit {
  return (plan) => {
    const expressions = partOf(configuredResource(plan, type, "contacts_secret_"), "expressions");
    const value = { references: ["ephemeral.random_password.x.result", "ephemeral.random_password.x"] };
    const [first = "", ...rest] = path;
    expressions[first] = rest.reduceRight<unknown>((inner, key) => [{ [key]: inner }], value);
  };
}

/** Has a module give an expression to its resource; its variables are ephemeral values, plain ones and each other. */
function inModule(keepers: unknown): Edit {
  return (plan) => {
    const inner = {
      outputs: {
        out: { expression: { references: ["var.in"] } },
        round: { expression: { references: ["var.round"] } },
      },
    };
    const deeper = {
      expressions: {
        in: { references: ["var.value"] },
        round: { references: ["module.deeper.round", "module.deeper"] },
      },
      module: inner,
    };
    const resources = [{ mode: "managed", type: "random_pet", name: "more", expressions: { keepers } }];
    const root = partOf(plan.configuration, "root_module");
    root.module_calls = {
      pets: {
        expressions: {
          value: { references: ["module.secrets.out", "module.secrets"] },
          other: { references: ["terraform_data.x.output", "terraform_data.x"] },
        },
        module: { resources, module_calls: { deeper } },
      },
      secrets: {
        module: {
          outputs: {
            out: {
              expression: {
                references: ["ephemeral.random_password.x.result", "ephemeral.random_password.x"],
              },
            },
          },
        },
      },
    };
  };
}

/** Has the configuration write something else into the secret of the integration, which is written anew. */
function writes(edit: (text: string) => string): Edit {
  return (plan) => {
    const content = partOf(
      partOf(configuredResource(plan, SECRET, "contacts_secret_"), "expressions"),
      "data_json_wo",
    );
    content.constant_value = edit(String(content.constant_value));
    update(SECRET, (a) => (a.data_json_wo_version = 2), "contacts_secret_")(plan);
  };
}

describe.each(Object.entries(ROWS))("the review of a %s that", (_, rows) => {
  it.each(rows)("%s ends with %i", (_what, code, id, edit) => {
    const plan = configured("nothing");
    edit(plan);
    const review = reviewOf([reviewEnvironment(planFacts(plan), { stack: "sandbox" })]);
    const [environment] = review.environments;
    const ids = [...(environment?.power ?? []), ...(environment?.alarms ?? [])].map((finding) => finding.id);
    expect({ code: verdict(review, DEFAULT_STOPS), ids }).toMatchObject({ code });
    if (id === undefined) expect(ids).toEqual([]);
    else expect(ids).toContain(id);
    const [head = ""] = reviewComment(review).split("\n### ");
    if (code === 3) expect(head).toContain("gives new power");
    if (code !== 0) expect(head).not.toMatch(/adds no access.*\n[\s\S]*finding(s)? of new power/);
    expect(head).toContain(code === 0 ? "**To do:** nothing" : "**To do:** read each finding");
  });
});
