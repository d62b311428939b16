import { describe, expect, it } from "vitest";
import { Catalog } from "../../src/core/catalog/catalog";
import { Rotation } from "../../src/core/rotation";
import { planFacts, reviewOf } from "../../src/review";
import { compareReviews } from "../../src/review/findings/compare";
import { deployerLacks } from "../../src/review/findings/deployer";
import type { EnvironmentReview } from "../../src/review/findings/review";
import { reviewEnvironment } from "../../src/review/findings/review-environment";
import { DEFAULT_STOPS, verdict } from "../../src/review/findings/verdict";
import { refusal } from "../core/errors";
import {
  changeOf,
  type EditableChange,
  type EditablePlan,
  printed,
  RECORDED,
  recorded,
  review,
} from "./plans";

/*
 * What recorded plans cannot show: actions that this Terraform does not have, and edits. What plans of every kind mean
 * is in __tests__/e2e/reviews.
 */

const ids = (plan: EditablePlan) => {
  const { power, alarms, notes } = review(plan);
  return [...power, ...alarms, ...notes].map(({ id }) => id);
};
const edited = (edit: (plan: EditablePlan) => unknown, name: Parameters<typeof recorded>[0] = "rotation") => {
  const plan = recorded(name);
  edit(plan);
  return plan;
};
const client = (plan: EditablePlan, generation: string) =>
  changeOf(plan, "genesyscloud_oauth_client", generation).change;
const other = (type: string, actions: string[], index?: string): EditableChange => ({
  address: `${type}.it`,
  mode: "managed",
  type,
  name: "it",
  ...(index !== undefined && { index }),
  change: {
    actions,
    before: actions.includes("create") ? null : { secret: "hidden" },
    after: { secret: "hidden" },
    before_sensitive: false,
    after_sensitive: {},
    after_unknown: {},
  },
});

describe("a secret that Terraform lets go of", () => {
  /** The plan that takes a manifest of earlier versions over, with another path in it. */
  const takenOver = (path: string, successor = ["create"]) =>
    edited((plan) => {
      const secret = plan.resource_changes.find(
        ({ type, name }) => type.includes("kv_secret") && /manifest/.test(name),
      );
      if (!secret?.change.before) throw new Error("no manifest");
      const { mount, name } = secret.change.before;
      secret.change = { ...secret.change, actions: ["forget"], after: null };
      plan.resource_changes.push({
        ...structuredClone(secret),
        address: `vault_generic_secret.${secret.name}`,
        type: "vault_generic_secret",
        change: { ...structuredClone(secret.change), actions: successor, before: null, after: { path } },
      });
      for (const { after } of Object.values(plan.output_changes))
        if (Array.isArray(after?.resources)) after.resources.push(`vault_generic_secret.${secret.name}`);
      expect(`${mount}/${name}`).toBe(PLACE);
    });
  const PLACE = "genesys-cloud/sandbox/external-contacts/manifest";

  it("is said, unless another resource of the plan looks after its path", () => {
    expect(ids(takenOver(PLACE))).not.toContain("resource/forgotten");
    expect(ids(takenOver(`${PLACE}s`))).toContain("resource/forgotten");
  });
});

describe("actions of Terraform", () => {
  it.each([
    [["forget"], "resource/forgotten"],
    [["evaporate"], "resource/unknown-action"],
    [["update", "evaporate"], "resource/unknown-action"],
    [["constructor"], "resource/unknown-action"],
    [["__proto__"], "resource/unknown-action"],
    [["delete", "create"], "action/replaced"],
    [["create", "delete"], "action/replaced"],
    [["create", "forget"], "action/replaced"],
    [["delete"], "action/removed"],
  ])("%j of a data action is said: %s", (actions, id) => {
    const plan = edited((each) => {
      changeOf(each, "genesyscloud_integration_action").change.actions = actions;
    });
    expect(ids(plan)).toContain(id);
    expect(review(plan).changes).toBe(true);
  });

  it("a replaced integration is an alarm that names what replaces it", () => {
    const plan = edited((each) => {
      const { change } = changeOf(each, "genesyscloud_integration");
      change.actions = ["delete", "create"];
      Object.assign(change, { replace_paths: [["integration_type"], ["§ hidden"]] });
    });
    const found = review(plan).alarms.find(({ id }) => id === "integration/replaced");
    expect(found?.what).toContain("because of integration_type:");
    expect(found?.what).not.toContain("hidden");
  });

  it("what an interrupted replacement left is a leftover, and no generation", () => {
    const plan = edited((each) => {
      const { change, ...rest } = changeOf(each, "genesyscloud_oauth_client", "1");
      const leftover = { ...change, actions: ["delete"], after: null };
      each.resource_changes.push({ ...rest, deposed: "a1b2c3d4", change: leftover });
    });
    expect(ids(plan)).toContain("generation/leftover");
    expect(review(plan).integrations[0]?.generations).toEqual(
      review(recorded("rotation")).integrations[0]?.generations,
    );
  });
});

describe("the generation in use", () => {
  it("is the one whose credential the integration calls with, not the newest", () => {
    const plan = edited((each) => {
      // Generation 2 was made, and the switch to it failed: now it is dropped for 3.
      const made = client(each, "2");
      Object.assign(made, {
        actions: ["delete"],
        before: { ...made.after, integration_credential_id: "x" },
        after: null,
      });
    });
    expect(review(plan).integrations[0]?.generations).toMatchObject({
      live: { before: [1, 2], after: [1] },
      current: { before: 1, after: 1 },
      destroyed: [2],
    });
    expect(ids(plan)).not.toContain("generation/in-use-destroyed");
  });

  it("is said when it is destroyed", () => {
    const plan = edited((each) => {
      Object.assign(client(each, "1"), { actions: ["delete"], after: null });
    });
    expect(ids(plan)).toContain("generation/in-use-destroyed");
  });
});

describe("a new generation's role", () => {
  /** A rotation, or a first deploy, in which nothing else is power. */
  const roles = (edit: (of: (generation: string) => Roles, plan: EditablePlan) => unknown) =>
    edited((plan) => {
      const of = (generation: string) => client(plan, generation).after as unknown as Roles;
      of("2").roles = structuredClone(of("1").roles);
      edit(of, plan);
    });
  interface Roles {
    roles: Record<string, unknown>[] | string;
  }
  const first = (of: (generation: string) => Roles) => (of("2").roles as Record<string, unknown>[])[0] ?? {};
  const isUnmade = (plan: EditablePlan) => {
    plan.resource_changes = plan.resource_changes.filter(({ index }) => index !== "1");
    const role = changeOf(plan, "genesyscloud_auth_role").change;
    const { id: _, ...after } = role.after as Record<string, unknown>;
    Object.assign(role, { actions: ["create"], before: null, after, after_unknown: { id: true } });
    changeOf(plan, "genesyscloud_integration").change.before = null;
    changeOf(plan, "genesyscloud_integration").change.actions = ["create"];
  };
  const isUnknown = (plan: EditablePlan, of: (generation: string) => Roles) => {
    delete first(of).role_id;
    client(plan, "2").after_unknown = { integration_credential_id: true, roles: [{ role_id: true }] };
  };

  it.each<[string, Parameters<typeof roles>[0]]>([
    ["is another", (of) => Object.assign(first(of), { role_id: "admin §" })],
    [
      "comes with a second one",
      (of) => (of("2").roles as unknown[]).push({ ...first(of), role_id: "admin §" }),
    ],
    ["cannot be read", (of) => Object.assign(of("2"), { roles: "admin §" })],
    ["is known only when applied, although the role is there", (of, plan) => isUnknown(plan, of)],
    [
      "is the integration's, which the one in use does not have",
      (_, plan) => {
        for (const side of ["before", "after"] as const)
          (client(plan, "1")[side] as unknown as Roles).roles = [{ role_id: "less §", division_id: "*" }];
      },
    ],
    ["is there before the integration's role is", (_, plan) => isUnmade(plan)],
    [
      "comes with a second one at the first deploy",
      (of, plan) => {
        isUnmade(plan);
        isUnknown(plan, of);
        (of("2").roles as unknown[]).push({ ...first(of), role_id: "admin §" });
      },
    ],
  ])("%s: power", (_, edit) => {
    const plan = roles(edit);
    expect(review(plan).power.map(({ id }) => id)).toContain("power/role");
    expect(printed(review(plan))).not.toContain("§");
  });

  it.each<[string, Parameters<typeof roles>[0]]>([
    ["is the one in use", () => undefined],
    [
      "is made at the first deploy",
      (of, plan) => {
        isUnmade(plan);
        isUnknown(plan, of);
      },
    ],
    [
      "is replaced",
      (of, plan) => {
        const role = changeOf(plan, "genesyscloud_auth_role").change;
        const { id: _, ...after } = role.after as Record<string, unknown>;
        Object.assign(role, { actions: ["create", "delete"], after, after_unknown: { id: true } });
        isUnknown(plan, of);
      },
    ],
    [
      "is the same in two divisions",
      (of) => (of("2").roles as unknown[]).push({ ...first(of), division_id: "another" }),
    ],
  ])("%s: no other role", (_, edit) => {
    expect(ids(roles(edit))).not.toContain("power/role");
  });

  it("in an update of a live generation counts as well", () => {
    const plan = roles((of, each) => {
      client(each, "1").actions = ["update"];
      (of("1").roles as Record<string, unknown>[]).push({ role_id: "admin §", division_id: "*" });
    });
    expect(ids(plan)).toContain("power/role");
  });
});

describe("the grant of a generation", () => {
  it.each<[string, string, unknown]>([
    ["that is new", "2", "PASSWORD"],
    ["that lives", "1", "CODE"],
  ])("%s is an alarm when it is another", (_, generation, grant) => {
    const plan = edited((each) => {
      Object.assign(client(each, generation).after as object, { authorized_grant_type: grant });
    });
    const found = review(plan).alarms.filter(({ id }) => id === "generation/grant");
    expect(found).toMatchObject([{ what: expect.stringContaining(`generation ${generation} `) }]);
    expect(found[0]?.what).toContain(` ${grant}, `);
  });

  it("is an alarm when it cannot be read, and none otherwise", () => {
    const plan = edited((each) => {
      client(each, "2").after_sensitive = { authorized_grant_type: true };
    });
    expect(ids(plan)).toContain("generation/grant");
    expect(ids(recorded("rotation"))).not.toContain("generation/grant");
  });
});

describe("the engine of a plan", () => {
  const refused = (terraform_version: unknown, more: object = {}) =>
    review({ ...recorded("rotation"), terraform_version, ...more }).alarms.filter(
      ({ id }) => id === "terraform/refused",
    );

  it("is named with what it does wrong", () => {
    for (const version of ["1.16.0", "1.16.0-rc1"]) {
      const [{ what, why, fix } = { what: "" }] = refused(version);
      expect(what).toBe(`Terraform ${version} made this plan. Terraform ${version} is refused.`);
      expect(why).toMatch(/create_before_destroy with depends_on/);
      expect(fix).toMatch(/1\.16\.1 .*plan again/);
    }
  });

  it("is OpenTofu where it does not write if the plan is complete", () => {
    expect(refused("1.16.0", { complete: undefined })).toEqual([]);
  });

  it.each(["1.11.4", "1.16.1", "x", "1.16.0\n§", 7, undefined])("is no alarm as %j", (version) => {
    expect(refused(version)).toEqual([]);
  });
});

describe("the credential of an integration", () => {
  const calling = (credential: string, name: Parameters<typeof recorded>[0] = "stated") =>
    edited((plan) => {
      const { change } = changeOf(plan, "genesyscloud_integration");
      const { config: [config] = [] } = change.after as { config?: object[] };
      change.after = {
        ...change.after,
        config: [{ ...config, credentials: { pureCloudOAuthClient: credential } }],
      };
      change.after_unknown = {};
    }, name);

  it.each(["stated", "rotation"] as const)("that is of no generation is an alarm: %s", (name) => {
    const found = review(calling("other §", name));
    expect(found.alarms.map(({ id }) => id)).toContain("integration/foreign-credential");
    expect(printed(found)).not.toContain("§");
  });

  it("that is a generation's, or known only when applied, is none", () => {
    const own = client(recorded("rotation"), "1").before?.integration_credential_id as string;
    for (const plan of [calling(own), calling(own, "rotation"), ...RECORDED.map(recorded)])
      expect(ids(plan)).not.toContain("integration/foreign-credential");
  });

  it("of a generation that is destroyed is an alarm", () => {
    const own = client(recorded("rotation"), "1").before?.integration_credential_id as string;
    const plan = calling(own, "rotation");
    Object.assign(client(plan, "1"), { actions: ["delete"], after: null });
    expect(ids(plan)).toContain("integration/foreign-credential");
  });
});

describe("a policy that cannot be read", () => {
  const policy = (edit: (change: EditableChange["change"]) => unknown) =>
    edited((plan) => {
      const { change } = changeOf(plan, "vault_policy");
      change.actions = ["update"];
      edit(change);
    });
  const readers = (plan: EditablePlan) => review(plan).integrations[0]?.vault.readers;
  const odd = { policy: 'path "secret/*" { allowed_parameters = {} }' };

  it.each<[string, Parameters<typeof policy>[0]]>([
    ["any more", (change) => Object.assign(change.after as object, odd)],
    ["before it is applied", (change) => Object.assign(change, { after_unknown: { policy: true } })],
    ["because it is sensitive", (change) => Object.assign(change, { after_sensitive: { policy: true } })],
  ])("%s is power, and takes nothing away", (_, edit) => {
    const plan = policy(edit);
    expect(ids(plan)).toContain("power/unreadable");
    expect(ids(plan)).not.toContain("reader/removed");
    expect(review(plan).policies).toMatchObject([{ added: [], removed: [] }]);
    expect(readers(plan)).toEqual(readers(recorded("rotation")));
    expect(readers(plan)).toMatchObject([{ change: "kept" }]);
  });

  it("and could not before takes nothing away: all that it allows counts as new", () => {
    const plan = policy((change) => Object.assign(change.before as object, odd));
    expect(ids(plan)).toContain("power/reader");
    expect(review(plan).policies).toMatchObject([{ removed: [] }]);
  });

  it("that is destroyed does take away", () => {
    const plan = policy((change) => Object.assign(change, { actions: ["delete"], after: null }));
    expect(ids(plan)).toContain("reader/removed");
    expect(readers(plan)).toMatchObject([{ change: "removed" }]);
  });
});

it("a role of no integration that cannot be read is power, and takes nothing away", () => {
  const plan = edited((each) => {
    const role = changeOf(each, "genesyscloud_auth_role");
    Object.assign(role, { module_address: "module.other" });
    Object.assign(role.change, { actions: ["update"], after_sensitive: true });
  });
  expect(ids(plan)).toContain("power/unreadable");
  expect(review(plan).roles).toMatchObject([{ added: [], removed: [] }]);
});

describe("the conditions of a permission", () => {
  const limit = (queue: string) => [
    { conjunction: "AND", terms: [{ operator: "EQ", operands: [{ type: "QUEUE", queue_id: queue }] }] },
  ];
  const conditions = (before: unknown, after: unknown, more: object = {}) =>
    edited((plan) => {
      const role = changeOf(plan, "genesyscloud_auth_role").change;
      const policies = role.before?.permission_policies as object[];
      const having = (conditions: unknown) => ({
        permission_policies: policies.map((policy) => ({ ...policy, conditions })),
      });
      Object.assign(role, {
        actions: ["update"],
        before: { ...role.before, ...having(before) },
        after: { ...role.after, ...having(after) },
        ...more,
      });
    });
  const power = (plan: EditablePlan) =>
    review(plan)
      .power.map(({ id }) => id)
      .filter((id) => id !== "power/division");

  it.each<[string, EditablePlan, string[]]>([
    ["are gone: power", conditions(limit("a §"), []), ["power/permission"]],
    ["are others: power", conditions(limit("a §"), limit("b §")), ["power/permission"]],
    ["are the same: nothing", conditions(limit("a §"), limit("a §")), []],
    [
      "are the same in other words: nothing",
      conditions([{ ...limit("a §")[0], user_id: null }], limit("a §")),
      [],
    ],
    ["are none where an empty one was: power", conditions([{}], []), ["power/permission"]],
    ["are new: nothing", conditions([], limit("a §")), []],
    ["have another form: power", conditions(limit("a §"), "§"), ["power/unreadable"]],
    [
      "are partly known only when applied: power",
      conditions([{ conjunction: "AND" }], [{}], {
        after_unknown: { permission_policies: [{ conditions: [{ conjunction: true }] }] },
      }),
      ["power/unreadable"],
    ],
    [
      "are sensitive: power",
      conditions(limit("a §"), limit("a §"), {
        after_sensitive: { permission_policies: [{ conditions: [{ terms: true }] }] },
      }),
      ["power/unreadable"],
    ],
  ])("%s", (_, plan, found) => {
    expect(power(plan)).toEqual(found);
    expect(printed(review(plan))).not.toContain("§");
  });

  it("are gone from a role of no integration: power", () => {
    const plan = conditions(limit("a"), []);
    Object.assign(changeOf(plan, "genesyscloud_auth_role"), { module_address: "module.other" });
    expect(review(plan).roles).toMatchObject([{ added: ["externalContacts:contact:view"], removed: [] }]);
    expect(power(plan)).toContain("power/permission");
  });
});

describe("a plan whose role cannot be read counts as broadened", () => {
  it.each<[string, (plan: EditablePlan) => unknown]>([
    [
      "sensitive",
      (plan) => Object.assign(changeOf(plan, "genesyscloud_auth_role").change, { after_sensitive: true }),
    ],
    [
      "known only when applied",
      (plan) =>
        Object.assign(changeOf(plan, "genesyscloud_auth_role").change, {
          after_unknown: { permission_policies: true },
        }),
    ],
    [
      "of another form",
      (plan) => {
        const { change } = changeOf(plan, "genesyscloud_auth_role");
        change.after = { ...change.after, permission_policies: [{ domain: "a b" }] };
      },
    ],
    [
      "not there",
      (plan) => {
        plan.resource_changes = plan.resource_changes.filter(({ type }) => type !== "genesyscloud_auth_role");
      },
    ],
  ])("%s", (_, edit) => {
    const plan = edited(edit);
    expect(review(plan).power.map(({ id }) => id)).toContain("power/unreadable");
    expect(review(plan).broadened).toBe(true);
  });
});

describe("what belongs to no integration", () => {
  it("is counted by type and name, instances together", () => {
    const plan = edited((each) =>
      each.resource_changes.push(
        other("aws_sns_topic", ["create"], "a key"),
        other("aws_sns_topic", ["create"], "another"),
        other("aws_sqs_queue", ["no-op"]),
      ),
    );
    expect(review(plan).others).toEqual({
      total: 3,
      changing: [{ type: "aws_sns_topic", name: "it", doing: "create", instances: 2 }],
    });
    expect(ids(plan).filter((id) => id === "resource/may-grant")).toHaveLength(1);
  });

  it.each([
    "genesyscloud_user_roles",
    "genesyscloud_orgauthorization_pairing",
    "genesyscloud_idp_generic",
    "vault_token",
    "vault_generic_endpoint",
    "vault_secrets_sync_gh_destination",
    "github_team_membership",
    "aws_iam_access_key",
    "null_resource",
    "anything_at_all",
  ])("%s is an alarm, and nobody says that there is no new power", (type) => {
    for (const actions of [["create"], ["update"], ["delete"]]) {
      const plan = edited((each) => each.resource_changes.push(other(type, actions)));
      expect(ids(plan)).toContain("resource/may-grant");
      expect(review(plan).understood).toBe(false);
      expect(printed(review(plan))).not.toContain("adds no access");
    }
  });

  it.each(["terraform_data", "random_id", "time_rotating"])(
    "%s only keeps a value in the state: nothing is said of it",
    (type) => {
      const { change, ...kept } = other(type, ["create"]);
      const plan = edited((each) =>
        each.resource_changes.push({ ...kept, change: { ...change, after: { id: "hidden" } } }),
      );
      expect(ids(plan)).toEqual(ids(recorded("rotation")));
    },
  );

  it.each([
    ["vault_approle_auth_backend_role", "power/auth-role"],
    ["genesyscloud_oauth_client", "power/client"],
  ])("a new %s is new power", (type, id) => {
    const plan = edited((each) => each.resource_changes.push(other(type, ["create"])));
    expect(ids(plan)).toContain(id);
  });

  it.each<[string, string[], string, string, string]>([
    ["made", ["create"], "CODE", "TOKEN", "client/implicit-new"],
    ["changed to it", ["update"], "CODE", "TOKEN", "client/implicit-new"],
    ["replaced", ["delete", "create"], "TOKEN", "TOKEN", "client/implicit-new"],
    ["updated", ["update"], "TOKEN", "TOKEN", "client/implicit"],
    ["unchanged", ["no-op"], "TOKEN", "TOKEN", "client/implicit"],
    ["changed from it", ["update"], "TOKEN", "CODE", ""],
    ["deleted", ["delete"], "TOKEN", "", ""],
  ])("a client of the implicit grant that is %s, in any letter case", (_, actions, before, after, id) => {
    const client = (authorized_grant_type: string) => ({
      name: "Widget",
      authorized_grant_type,
      roles: null,
    });
    const cases = [(text: string) => text, (text: string) => text.toLowerCase()];
    for (const [was, is] of cases.flatMap((was) => cases.map((is) => [was, is] as const))) {
      const plan = edited((each) => {
        const change = other("genesyscloud_oauth_client", actions);
        change.change.before = actions[0] === "create" ? null : client(was(before));
        change.change.after = actions.join() === "delete" ? null : client(is(after));
        each.resource_changes.push(change);
      });
      expect(ids(plan).filter((each) => each.startsWith("client/"))).toEqual(id === "" ? [] : [id]);
    }
  });

  it("is not taken for an integration's because it has its name in a module", () => {
    const plan = edited((each) => {
      const role = structuredClone(changeOf(each, "genesyscloud_auth_role"));
      role.change.actions = ["create"];
      role.change.after = { name: "Other", permissions: ["admin"], permission_policies: null };
      each.resource_changes.push({ ...role, module_address: "module.other" });
    });
    expect(review(plan).integrations[0]?.permissions).toEqual(
      review(recorded("rotation")).integrations[0]?.permissions,
    );
    expect(review(plan).roles).toMatchObject([{ role: "Other", added: ["admin"] }]);
  });

  it("a stack of others is reviewed under its own name", () => {
    const found = reviewEnvironment(
      planFacts({ format_version: "1.2", resource_changes: [other("aws_sqs_queue", ["update"])] }),
      { stack: "network" },
    );
    expect(found).toMatchObject({
      environment: "network",
      changes: true,
      broadened: false,
      integrations: [],
    });
  });
});

describe("a schedule", () => {
  const on = (live: readonly number[], today: string, props: object = {}) =>
    reviewEnvironment(planFacts(recorded("rotation")), {
      stack: "sandbox",
      rotation: {
        rotation: Rotation.of({ live, current: Math.max(...live), rotatedOn: "2026-11-20", ...props }),
        today,
      },
    });

  it("says from when the previous one may be dropped, and when it should have been", () => {
    expect(on([1, 2], "2026-11-22").schedule).toMatchObject({ droppableFrom: "2026-11-23", overdue: false });
    expect(on([1, 2], "2026-11-22").notes).toEqual([]);
    expect(on([1, 2], "2026-11-23").notes.map(({ id }) => id)).toEqual(["rotation/droppable"]);
  });

  it("says when a rotation is overdue", () => {
    const notes = on([1, 2], "2027-03-01", { everyDays: 90 }).notes.map(({ id }) => id);
    expect(notes).toEqual(["rotation/droppable", "rotation/due"]);
  });

  it("of other generations than the plan's is not used", () => {
    expect(on([7], "2026-11-22")).toMatchObject({ schedule: null, notes: [{ id: "environment/stale" }] });
  });
});

describe("what the deployer lacks", () => {
  const catalog = Catalog.load();
  const facts = planFacts(recorded("stated"));
  const all = deployerLacks(facts, [], catalog);

  it("is all that it needs, when it holds nothing", () => {
    expect(all).toContain("externalContacts:contact:view");
    expect(all).toContain("routing:queue:edit");
    expect(all).toContain("oauth:client:add");
    expect(deployerLacks(facts, all, catalog)).toEqual([]);
  });

  it("is what it must grant, even where it holds what comes near", () => {
    const held = all.filter((permission) => permission !== "routing:queue:edit");
    expect(deployerLacks(facts, [...held, "routing:queue:view"], catalog)).toEqual(["routing:queue:edit"]);
    for (const wildcard of ["routing:queue:*", "routing:*:edit", "routing:*:*"])
      expect(deployerLacks(facts, [...held, wildcard], catalog)).toEqual([]);
  });

  it("is an alarm", () => {
    const found = reviewEnvironment(facts, { stack: "sandbox", deployerLacks: ["oauth:client:add"] });
    expect(found.alarms.map(({ id }) => id)).toContain("deployer/lacks");
  });
});

describe("the verdict", () => {
  const of = (plan: EditablePlan) => reviewOf([review(plan)]);
  const stated = of(recorded("stated"));

  it.each([
    ["broadened,alarm", 4],
    ["broadened", 3],
    ["alarm", 4],
    ["none", 0],
    ["permission/stated-change", 4],
    ["stated-change", 4],
    ["power/permission", 3],
    ["replaced", 0],
    ["replaced, broadened", 3],
    ["action/replaced,drift", 0],
  ])("of a plan with new power and a stated permission, stopping at %s, is %i", (list, code) => {
    expect(verdict(stated, list.split(/, */))).toBe(code);
  });

  it("stops at a note where it is told so", () => {
    const overdue = {
      rotation: Rotation.of({ live: [1, 2], current: 2, rotatedOn: "2026-11-20", everyDays: 90 }),
      today: "2027-06-01",
    };
    const found = reviewOf([
      reviewEnvironment(planFacts(recorded("rotation")), { stack: "sandbox", rotation: overdue }),
    ]);
    expect(verdict(found, ["rotation/due"])).toBe(4);
    expect(verdict(found, ["alarm"])).toBe(0);
  });

  it("is 0 where nothing is to be looked at", () => {
    const plan = edited((each) => {
      each.resource_changes = [];
      each.output_changes = {};
    });
    expect(verdict(of(plan), DEFAULT_STOPS)).toBe(0);
  });
});

describe("the comparison with an approved review", () => {
  const approved = reviewOf([review(recorded("rotation"))]);

  it("finds the same plan the same, on another day and with another schedule", () => {
    const later = reviewEnvironment(planFacts(recorded("rotation")), {
      stack: "sandbox",
      rotation: {
        rotation: Rotation.of({ live: [1, 2], current: 2, rotatedOn: "2026-11-20", everyDays: 90 }),
        today: "2027-06-01",
      },
      deployerLacks: ["oauth:client:add"],
    });
    expect(later.notes.length + later.alarms.length).toBeGreaterThan(0);
    expect(compareReviews(approved, reviewOf([later]))).toEqual({ missing: [], unexpected: [] });
  });

  it("names what was not approved, and what is no longer so", () => {
    const plan = edited((each) => {
      const { change } = changeOf(each, "genesyscloud_auth_role");
      change.after = { ...change.after, permissions: ["admin"] };
      change.actions = ["update"];
    });
    const { missing, unexpected } = compareReviews(approved, reviewOf([review(plan)]));
    expect(unexpected.join("\n")).toContain('permissions > added "admin" > permission: admin');
    expect(missing.join("\n")).toContain("permissions > added: none");
  });

  it("finds every edit that changes what a plan means", () => {
    const edits: ((plan: EditablePlan) => unknown)[] = [
      (plan) =>
        Object.assign(changeOf(plan, "genesyscloud_integration_action").change, { actions: ["update"] }),
      (plan) => Object.assign(client(plan, "1"), { actions: ["update"] }),
      (plan) => Object.assign(plan, { errored: true }),
      (plan) => plan.resource_changes.push(other("aws_sqs_queue", ["no-op"])),
      (plan) => {
        const { change } = changeOf(plan, "vault_policy");
        change.after = { ...change.after, name: "other" };
        change.actions = ["delete", "create"];
      },
    ];
    for (const edit of edits) {
      const { missing, unexpected } = compareReviews(approved, reviewOf([review(edited(edit))]));
      expect(missing.length + unexpected.length, String(edit)).toBeGreaterThan(0);
    }
  });
});

describe("a rule that is passed over", () => {
  const acknowledged = (before: unknown, after: unknown) => {
    const plan = recorded("rotation");
    plan.output_changes.acknowledged = { before, after, after_sensitive: false } as never;
    return reviewEnvironment(planFacts(plan), { stack: "sandbox" });
  };
  const entry = { rule: "SL004", path: "sandbox/external-contacts", because: "All divisions are served." };
  const found = ({ alarms, notes }: EnvironmentReview) =>
    [...alarms, ...notes].filter(({ id }) => id.startsWith("rule/"));

  it("is an alarm when it is new or has another reason, and a note afterwards", () => {
    expect(found(acknowledged(null, [entry]))).toMatchObject([
      {
        id: "rule/acknowledged",
        about: entry.path,
        what: expect.stringContaining("SL004"),
        why: expect.stringContaining("All divisions are served."),
      },
    ]);
    expect(found(acknowledged([{ ...entry, because: "Before." }], [entry]))).toMatchObject([
      { id: "rule/acknowledged" },
    ]);
    expect(found(acknowledged([entry], [entry]))).toMatchObject([{ id: "rule/still-acknowledged" }]);
    expect(found(acknowledged([entry], null))).toEqual([]);
  });

  it("is refused when it cannot be read: nothing is passed over in silence", () => {
    expect(refusal(() => acknowledged(null, [{ ...entry, path: "\u001b[31m" }])).id).toBe("plan/output");
  });
});
