import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parseTar } from "nanotar";
import { isObject, ScopelockError } from "../core/diagnostic";
import { readBytes } from "../files";

/** The vendor's JavaScript SDK on npm. */
export const SDK = "purecloud-platform-client-v2";

const APIS = `src/${SDK}/api/`;

/** More than any release has unpacked (262.0.0: 26 MB); what is larger is none. */
const LARGEST = 1 << 28;

const FIX = `Give what npm pack ${SDK} writes, or a directory that it was unpacked into.`;

/** What of the SDK's npm package tells operations. */
export interface SdkPackage {
  readonly version: string;
  /** Of its API files; the same for the package as it comes and unpacked. */
  readonly sha256: string;
  /** Its API files by name, in order: JavaScript, as it was generated. */
  readonly apis: ReadonlyMap<string, string>;
}

/**
 * Reads the SDK's npm package, packed or unpacked. Nothing in it is run, and nothing is written.
 * @param path of the file or the directory
 * @param archive the file's bytes @default - it is a directory
 * @throws {@link ScopelockError} `sdk/archive` when it cannot be unpacked, `sdk/package` when it is another package,
 * and what reading files throws.
 */
export function readSdkPackage(path: string, archive?: Buffer): SdkPackage {
  const files = archive ? packed(archive, path) : unpacked(path);
  const packageJson = files.get("package.json");
  if (!packageJson)
    throw another(path, `it is ${archive ? "an archive" : "a directory"} without package.json`);
  const version = versionIn(packageJson, path);
  const apis = [...files].filter(([name]) => name.startsWith(APIS)).sort(([a], [b]) => (a < b ? -1 : 1));
  if (apis.length === 0) throw another(path, `there is no JavaScript file in ${APIS}`);
  const hash = createHash("sha256");
  for (const [name, bytes] of apis) hash.update(`${name} ${bytes.length}\n`).update(bytes);
  return {
    version,
    sha256: hash.digest("hex"),
    apis: new Map(apis.map(([name, bytes]) => [name.slice(APIS.length), bytes.toString("utf8")])),
  };
}

type Files = ReadonlyMap<string, Buffer>;

const isRead = (name: string) => name === "package.json" || (name.startsWith(APIS) && name.endsWith(".js"));

function unpacked(path: string): Files {
  // Archives of npm have one directory at their top.
  const directory = existsSync(join(path, "package", "package.json")) ? join(path, "package") : path;
  const apis = existsSync(join(directory, APIS)) ? readdirSync(join(directory, APIS)) : [];
  const names = ["package.json", ...apis.map((name) => APIS + name)].filter(isRead);
  return new Map(
    names
      .filter((name) => existsSync(join(directory, name)))
      .map((name) => [name, readBytes(join(directory, name))]),
  );
}

function packed(bytes: Buffer, file: string): Files {
  const inside = (name: string) => name.replace(/^(\.\/)?[^/]+\//, "");
  try {
    // A copy: the reader takes the whole memory behind a Buffer.
    const tar = new Uint8Array(gunzipSync(bytes, { maxOutputLength: LARGEST }));
    const entries = parseTar(tar, {
      filter: ({ name, type }) => type === "file" && isRead(inside(name)),
    });
    return new Map(entries.map(({ name, data }) => [inside(name), Buffer.from(data ?? [])]));
  } catch (error) {
    throw new ScopelockError({
      id: "sdk/archive",
      what: `The package cannot be unpacked: ${(error as Error).message}.`,
      where: file,
      fix: FIX,
    });
  }
}

function versionIn(file: Buffer, path: string): string {
  let read: unknown;
  try {
    read = JSON.parse(file.toString("utf8"));
  } catch {
    throw another(path, "its package.json is not JSON");
  }
  const { name, version } = isObject(read) ? read : {};
  if (name !== SDK) throw another(path, `its package.json names ${JSON.stringify(name) ?? "nothing"}`);
  if (typeof version !== "string" || version === "") throw another(path, "its package.json has no version");
  return version;
}

const another = (path: string, why: string) =>
  new ScopelockError({
    id: "sdk/package",
    what: `It is not the npm package ${SDK}: ${why}.`,
    where: path,
    fix: FIX,
  });
