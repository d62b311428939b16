import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { METHODS } from "../core/action";
import { parsedJson, record, ScopelockError } from "../core/diagnostic";
import { type Permission, USER_GRANTS } from "../core/permission";
import { AUTH_METHODS, type ConnectedDeployment } from "../core/stack";
import type { DeclaredPolicy } from "../doctor";
import { isMissing, namesIn, unreadable } from "../files";

const texts = z.array(z.string());
const permissions = texts.transform((names) => names as Permission[]);
const action = z.object({
  name: z.string(),
  request: z.object({
    method: z.enum(METHODS),
    url: z.string(),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.string().optional(),
  }),
  permissions,
  alternatives: permissions,
  probe: z
    .object({
      input: z.record(z.string(), z.json()),
      expect: z.enum(["success", "not-found"]).optional(),
      harmlessBecause: z.string().optional(),
    })
    .optional(),
});
const secret = z.object({
  mount: z.object({ path: z.string(), managed: z.boolean(), namespace: z.string().optional() }),
  generation: z.number(),
  readerPolicies: texts,
  readerRoles: z.array(z.object({ method: z.enum(AUTH_METHODS), mount: z.string(), name: z.string() })),
});
const integration = z.object({
  environment: z.string(),
  id: z.string(),
  name: z.string(),
  ...secret.shape,
  permissions,
  catalog: z.string(),
  // Stacks from before it was written down have none.
  catalogAsOf: z.string().optional(),
  actions: z.array(action),
  staticActions: z
    .array(
      z.object({
        name: z.string(),
        request: z.object({ method: z.enum(METHODS), url: z.string() }).optional(),
        permissions,
        alternatives: permissions,
      }),
    )
    .optional(),
  divisions: z.array(
    z.discriminatedUnion("lookup", [
      z.object({ lookup: z.literal("home") }),
      z.object({ lookup: z.literal("named"), name: z.string() }),
      z.object({ lookup: z.literal("id"), id: z.string() }),
    ]),
  ),
  role: z.discriminatedUnion("lookup", [
    z.object({ lookup: z.literal("owned") }),
    z.object({ lookup: z.literal("named"), name: z.string(), because: z.string() }),
    z.object({ lookup: z.literal("id"), id: z.string(), because: z.string() }),
  ]),
});
const client = z.object({
  environment: z.string(),
  id: z.string(),
  grant: z.enum(USER_GRANTS),
  scopes: texts,
  secret: secret.optional(),
});
/** The constructs write each as JSON text. */
function asText<T extends z.ZodType>(schema: T) {
  return z.string().transform(parsedJson).pipe(schema);
}

/** cdktf writes a list; JSON that people write by hand may hold one block. */
const providers = z
  .union([z.array(z.looseObject({})), z.looseObject({}).transform((block) => [block])])
  .default([]);

const policy = z.object({ name: z.string(), policy: z.string(), namespace: z.string().optional() });

const stack = z.object({
  resource: z
    .object({ vault_policy: z.record(z.string(), z.unknown()).default({}) })
    .default({ vault_policy: {} }),
  provider: z.object({ vault: providers }).default({ vault: [] }),
  "//": z.object({
    scopelock: z.object({
      integrations: z.record(z.string(), asText(integration)).default({}),
      clients: z.record(z.string(), asText(client)).default({}),
    }),
  }),
});

/** What a stack deploys, with the text of its Vault policies. */
export interface SynthesizedDeployment extends ConnectedDeployment {
  /** But for those of which a part is known only when applied. */
  readonly policies: readonly DeclaredPolicy[];
}

function declaredPolicy(body: unknown): readonly DeclaredPolicy[] {
  const parsed = policy.safeParse(body);
  if (!parsed.success) return [];
  const { policy: text, ...place } = parsed.data;
  const isExpression = Object.values(parsed.data).some((each) => /(?<!\$)\$\{|(?<!%)%\{/.test(each ?? ""));
  return isExpression ? [] : [{ ...place, text: text.replace(/([$%])\1\{/g, "$1{") }];
}

/**
 * What a stack deploys, from what `cdktf synth` wrote: `<output>/stacks/<name>/cdk.tf.json`.
 * @throws {@link ScopelockError} `stack/not-synthesized` when the file is not there, `stack/no-integration` when neither a
 * data action integration nor a client is in it.
 */
export function synthesizedDeployment(output: string, name: string): SynthesizedDeployment {
  const file = join(output, "stacks", name, "cdk.tf.json");
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw isMissing(error) ? notSynthesized(output, name, file) : unreadable(error, file);
  }
  const parsed = stack.safeParse(parsedJson(text));
  if (!parsed.success)
    throw new ScopelockError({
      id: "stack/no-integration",
      what: `The stack "${name}" holds no data action integration and no client.`,
      where: file,
      why: "What is declared is read from those in it.",
      fix: "Add a DataActionIntegration to it. If it has one, another version of scopelock synthesized it: run npx cdktf synth again.",
    });
  const { integrations, clients } = parsed.data["//"].scopelock;
  // scopelock's resources name no other than the provider without an alias.
  const vault = parsed.data.provider.vault.find(({ alias }) => alias === undefined);
  return {
    integrations: Object.values(integrations),
    clients: Object.values(clients),
    policies: Object.values(parsed.data.resource.vault_policy).flatMap(declaredPolicy),
    // What is an expression may be false.
    makesChildToken: vault?.skip_child_token !== true,
  };
}

/**
 * The integrations that scopelock declared in a synthesized stack; none where it declared nothing.
 * @throws {@link ScopelockError} `stack/no-integration` when another version declared them
 */
export function synthesizedIntegrations(text: string, file: string): ConnectedDeployment["integrations"] {
  const content = record(parsedJson(text));
  if (record(record(content["//"]).scopelock).integrations === undefined) return [];
  const parsed = stack.safeParse(content);
  if (parsed.success) return Object.values(parsed.data["//"].scopelock.integrations);
  throw new ScopelockError({
    id: "stack/no-integration",
    what: "What the stack declares is not what this version of scopelock writes.",
    where: file,
    why: "The roles of its integrations, and their static actions, are read from it.",
    fix: "Run npx cdktf synth again.",
  });
}

function notSynthesized(output: string, name: string, file: string): ScopelockError {
  const others = namesIn(join(output, "stacks"));
  return new ScopelockError({
    id: "stack/not-synthesized",
    what: `The stack "${name}" is not synthesized${others.length > 0 ? `; there are ${others.join(", ")}` : ""}.`,
    where: file,
    why: "What is declared is read from what cdktf synth writes down.",
    fix: "Run npx cdktf synth first. If cdktf writes elsewhere, name that directory with --output.",
  });
}
