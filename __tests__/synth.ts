import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { TerraformStack, Testing } from "cdktf";
import { DataAction } from "../src/core/action/data-action";
import { Generations } from "../src/core/rotation";
import { GenesyscloudProvider } from "../src/genesys/bindings/provider";
import { VaultMount } from "../src/vault/mount";

/** A synthesized block: its attributes, in Terraform's words. */
export type Block = Record<string, unknown>;

/** A synthesized stack. */
export interface Synthesized {
  readonly resource: Record<string, Record<string, Block>>;
  readonly data: Record<string, Record<string, Block>>;
  readonly output: Record<string, { readonly value: unknown }>;
  readonly import?: readonly Block[];
  readonly moved?: readonly Block[];
  readonly removed?: readonly Block[];
}

const outdir = mkdtempSync(join(tmpdir(), "scopelock-synth-"));
process.once("exit", () => rmSync(outdir, { recursive: true, force: true }));

/** A stack with both providers, into which a test builds. */
export class TestStack extends TerraformStack {
  constructor(name = "dev") {
    super(Testing.app({ outdir }), name);
    new VaultProvider(this, "vault", {});
    new GenesyscloudProvider(this, "genesyscloud", {});
  }

  /** What Terraform is given. @param validations run too, which takes much longer @default true */
  synth(validations = true): Synthesized {
    return JSON.parse(Testing.synth(this, validations));
  }

  /** The warnings of the constructs in it, and of the rules. */
  warnings(): readonly string[] {
    this.node.validate();
    return this.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === "@cdktf/warn")
      .map(({ data }) => String(data));
  }
}

/** The blocks of a type, by their ids. */
export function blocks(synthesized: Synthesized, type: string): readonly Block[] {
  return Object.values(synthesized.resource[type] ?? synthesized.data?.[type] ?? {});
}

/** The one block of a type. @throws Error when there is another number of them */
export function only(synthesized: Synthesized, type: string): Block {
  const found = blocks(synthesized, type);
  if (found.length !== 1) throw new Error(`${found.length} of ${type}`);
  return found[0] as Block;
}

/** Data actions that look at one thing each. */
export function actionOf(name: string, url: string, more: object = {}): DataAction {
  return DataAction.define({
    name,
    input: { type: "object", properties: {} },
    output: { type: "object", properties: {} },
    request: { method: "GET", url },
    ...more,
  });
}

/** What an integration needs beside its actions. */
export const around = {
  environment: "dev",
  generations: Generations.of({ live: [1], current: 1 }),
  mount: VaultMount.existing("kv"),
  endpoints: { tokenUrl: "https://login.example.com/oauth/token", apiUrl: "https://api.example.com" },
};
