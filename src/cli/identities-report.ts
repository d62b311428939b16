import type { Colors } from "picocolors/types";
import { count, ScopelockError } from "../core/diagnostic";
import { type HeldPermission, type Identity, type ReaderIdentity, renderPolicy } from "../core/stack";
import { columns } from "./text";

/** The three identities around one stack. */
export interface Identities {
  /** Name of the stack, which is its environment's. */
  readonly environment: string;
  /** Which catalogue said what each call requires. */
  readonly catalog: { readonly version: string; readonly sha256: string };
  readonly planner: Identity;
  readonly deployer: Identity;
  readonly readers: readonly ReaderIdentity[];
}

/** An identity with the words that introduce it. */
interface Section {
  readonly title: string;
  readonly duty: string;
  /** Who writes the Vault policy, and as what. */
  readonly policy: string;
  readonly identity: Identity;
}

function sections({ environment, planner, deployer, readers }: Identities): readonly Section[] {
  return [
    {
      title: `Planner of ${environment}`,
      duty: "Runs cdktf diff, for pull requests. Reads, and no secret among it.",
      policy: "yours to write",
      identity: planner,
    },
    {
      title: `Deployer of ${environment}`,
      duty: "Runs cdktf deploy and destroy. Holds what it hands on, and cannot read the secret back.",
      policy: "yours to write",
      identity: deployer,
    },
    ...readers.map((reader) => ({
      title: `Reader of ${environment}/${reader.integration}`,
      duty:
        reader.permissions.length > 0
          ? "Reads the secret and its manifest. With the secret it can do what the client can."
          : "Reads the secret. With it and a user's login it can do what the user may, within the client's scopes.",
      policy:
        reader.policies.length > 0
          ? `the stack writes it: ${reader.policies.join(", ")}`
          : "the stack writes none",
      identity: reader,
    })),
  ];
}

/** For people: an overview, then each identity whole. */
export function textReport(identities: Identities, colors: Colors): string {
  return [overview(identities, colors), ...wholeSections(identities, colors)].join("\n");
}

/** Who there is, how much each holds, and how to get its policy alone. */
function overview({ environment, planner, deployer, readers }: Identities, colors: Colors): string {
  const row = (who: string, { permissions, vault }: Identity, policy: string) => [
    who,
    count(permissions.length, "permission"),
    count(vault.length, "Vault path"),
    `scopelock identities ${environment} --policy ${policy}`,
  ];
  return [
    colors.bold(`Identities of ${environment}`),
    columns([
      row("planner", planner, "planner"),
      row("deployer", deployer, "deployer"),
      ...readers.map((reader) =>
        row(`reader of ${reader.integration}`, reader, `reader:${reader.integration}`),
      ),
    ]),
    "",
  ].join("\n");
}

/**
 * One policy alone, as `vault policy write` takes it.
 * @param of `planner`, `deployer`, `reader`, or `reader:<integration or client>`
 * @throws {@link ScopelockError} `identities/policy` when there is none of it, or several.
 */
export function policyText({ environment, planner, deployer, readers }: Identities, of: string): string {
  if (of === "planner") return renderPolicy(planner.vault);
  if (of === "deployer") return renderPolicy(deployer.vault);
  const [kind, name] = of.split(":", 2);
  const meant =
    kind !== "reader" ? [] : readers.filter(({ integration }) => name === undefined || integration === name);
  const [reader, another] = meant;
  if (reader && !another) return renderPolicy(reader.vault);
  const known = ["planner", "deployer", ...readers.map(({ integration }) => `reader:${integration}`)];
  throw new ScopelockError({
    id: "identities/policy",
    what: another ? `${environment} has several readers.` : `${environment} has no policy "${of}".`,
    where: "--policy",
    why: "Each identity has a policy of its own, and the one that is printed is to be written to Vault as it is.",
    fix: `Give one of ${known.join(", ")}.`,
  });
}

function wholeSections(identities: Identities, colors: Colors): readonly string[] {
  return sections(identities).map(({ title, duty, policy, identity }) =>
    [
      colors.bold(title),
      colors.dim(duty),
      "",
      `  Genesys Cloud permissions: ${identity.permissions.length}`,
      ...identity.permissions.flatMap((held) => [
        `    ${held.permission}`,
        ...reasons(held).map((reason) => colors.dim(`      ${reason}`)),
      ]),
      "",
      `  Vault policy (${policy})`,
      ...renderPolicy(identity.vault)
        .split("\n")
        .map((line) => (line === "" ? "" : `    ${line.startsWith("#") ? colors.dim(line) : line}`)),
    ].join("\n"),
  );
}

/** For a pull request or a wiki. */
export function markdownReport(identities: Identities): string {
  return sections(identities)
    .map(({ title, duty, policy, identity }) =>
      [
        `## ${title}`,
        "",
        duty,
        "",
        "| Genesys Cloud permission | because |",
        "| --- | --- |",
        ...identity.permissions.map((held) => `| \`${held.permission}\` | ${reasons(held).join("<br>")} |`),
        "",
        `Vault policy (${policy}):`,
        "",
        "```hcl",
        `${renderPolicy(identity.vault)}\`\`\``,
        "",
      ].join("\n"),
    )
    .join("\n");
}

/** For programs. Stable. */
export function jsonReport({ planner, deployer, readers, ...rest }: Identities): string {
  const told = ({ permissions, vault }: Identity) => ({
    permissions: permissions.map(({ permission }) => permission),
    evidence: permissions,
    vault: renderPolicy(vault),
  });
  const all = {
    ...rest,
    planner: told(planner),
    deployer: told(deployer),
    readers: readers.map((reader) => ({
      integration: reader.integration,
      policies: reader.policies,
      ...told(reader),
    })),
  };
  return `${JSON.stringify(all, null, 2)}\n`;
}

function reasons({ because, alternatives }: HeldPermission): readonly string[] {
  return alternatives.length === 0 ? because : [...because, `in place of ${alternatives.join(", ")}`];
}
