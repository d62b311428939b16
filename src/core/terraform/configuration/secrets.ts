import { text } from "../../diagnostic";
import type { Block } from "./blocks";
import { stringsIn } from "./strings";

/** A secret that an expression may hold: a client secret, an ephemeral value, one that is marked as sensitive. The worst first. */
const KINDS = ["expression", "ephemeral", "sensitive"] as const;
/** What kind of secret an expression holds. */
export type SecretKind = (typeof KINDS)[number];

/** What a configuration's expressions take secrets from: clients, hand-off files, ephemeral resources, variables, and local values of those. */
export class Secrets {
  /** What the reading of a hand-off file looks like. */
  private readonly reads: readonly RegExp[];
  /** Variables and local values that hold a secret, as they are referred to. */
  private readonly held = new Map<string, SecretKind>();

  constructor(blocks: readonly Block[]) {
    const directories = new Set(blocks.flatMap(({ body }) => text(body.directory_client_secret) || []));
    this.reads = [...directories].map((directory) => new RegExp(`\\bfile(base64)?\\("${escaped(directory)}`));
    for (const { type, address, body } of blocks)
      if (type === "var") {
        if (body.ephemeral === true) this.held.set(address, "ephemeral");
        else if (body.sensitive === true) this.held.set(address, "sensitive");
      }
    this.followLocals(blocks.filter(({ type }) => type === "local"));
  }

  /** What a text of the configuration holds; `undefined` where it holds no secret. */
  kindIn(text: string): SecretKind | undefined {
    if (!text.includes("{") && !text.includes("file")) return undefined;
    const kinds = [...this.kindsIn(text)];
    return KINDS.find((kind) => kinds.includes(kind));
  }

  private *kindsIn(text: string): Iterable<SecretKind> {
    if (this.reads.some((read) => read.test(text))) yield "expression";
    if (!/[$%]\{/.test(text)) return;
    if (/[$%]\{.*\.client_secret\b/s.test(text)) yield "expression";
    if (/[$%]\{.*(?<![\w.-])ephemeral\./s.test(text)) yield "ephemeral";
    for (const [name] of text.matchAll(/(?<![\w.-])(var|local)\.[\w-]+/g)) {
      const kind = this.held.get(name);
      if (kind !== undefined) yield kind;
    }
  }

  /** Local values may be of others, in any order. */
  private followLocals(locals: readonly Block[]): void {
    const open = new Set(locals);
    for (let size = -1; size !== open.size; ) {
      size = open.size;
      for (const block of open) {
        const kinds = stringsIn(block.body, () => true).flatMap((found) => this.kindIn(found.text) ?? []);
        const kind = KINDS.find((each) => kinds.includes(each));
        if (kind === undefined) continue;
        this.held.set(block.address, kind);
        open.delete(block);
      }
    }
  }
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
