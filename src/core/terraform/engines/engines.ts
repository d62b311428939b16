import { SemVer } from "semver";
import { VersionConstraint } from "../providers/constraint";

/** What plans and applies. */
export type EngineName = "Terraform" | "OpenTofu";

/** Releases of an engine that are refused. */
export interface RefusedReleases {
  readonly engine: EngineName;
  /** Which they are, in Terraform's constraint language. */
  readonly versions: `${"<" | "="} ${number}.${number}${`.${number}` | ""}`;
  /** `old`: it lacks what the constructs use. `broken`: it does not do what it plans. */
  readonly verdict: "old" | "broken";
  /** What goes wrong, as a sentence. */
  readonly why: string;
  readonly fix: string;
  /** Where that is known from. */
  readonly source: string;
}

const OLD = {
  versions: "< 1.11",
  verdict: "old",
  source: "the release notes of version 1.11 of both",
} as const;

/** The one table of the engines that are refused, by name and version. */
export const REFUSED_RELEASES: readonly RefusedReleases[] = [
  {
    ...OLD,
    engine: "Terraform",
    why: "Secrets pass by the state through write-only attributes, which came with Terraform 1.11.",
    fix: "Install Terraform 1.11 or later.",
  },
  {
    ...OLD,
    engine: "OpenTofu",
    why: "Secrets pass by the state through write-only attributes, which came with OpenTofu 1.11.",
    fix: "Install OpenTofu 1.11 or later.",
  },
  {
    engine: "Terraform",
    versions: "= 1.16.0",
    verdict: "broken",
    why: "Beside create_before_destroy with depends_on, it never runs the destroy of a planned replacement and takes the object out of the state: an OAuth client or a policy stays, and no plan mentions it.",
    fix: "Install Terraform 1.16.1 or later, or 1.15.",
    source: "github.com/hashicorp/terraform issue 39076: last good version 1.15.9, fixed in 1.16.1",
  },
];

/** Why an engine is refused, in the words of a diagnostic. */
export interface EngineRefusal extends Pick<RefusedReleases, "verdict" | "why" | "fix"> {
  readonly what: string;
}

/**
 * Why an engine is refused; `undefined` where the table does not name it. A pre-release counts as its release, as it does
 * for `required_version` (hashicorp/terraform 1.16, `version.SemVer`).
 */
export function engineRefusal(engine: EngineName, version: string): EngineRefusal | undefined {
  const { major, minor, patch } = new SemVer(version);
  const found = REFUSED_RELEASES.find(({ engine: refused, versions }) => {
    const constraint = VersionConstraint.parse(versions);
    return engine === refused && "admits" in constraint && constraint.admits(`${major}.${minor}.${patch}`);
  });
  if (found === undefined) return undefined;
  const { verdict, why, fix } = found;
  return { verdict, what: `${engine} ${version} is ${verdict === "old" ? "too old" : "refused"}.`, why, fix };
}

/**
 * `required_version` of a stack: the table in Terraform's words. It names no engine, so OpenTofu too would refuse a 1.16.0.
 */
export const REQUIRED_VERSION = [
  ...new Set(
    REFUSED_RELEASES.map(({ versions }) =>
      versions.startsWith("<") ? versions.replace("<", ">=") : versions.replace("=", "!="),
    ),
  ),
].join(", ");
