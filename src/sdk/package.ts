import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { unzipSync } from "fflate";
import { parseTar } from "nanotar";
import { isObject, ScopelockError } from "../core/diagnostic";
import { namesIn, readBytes } from "../files";

/** The vendor's JavaScript SDK on npm. */
const SDK = "purecloud-platform-client-v2";
/** The vendor's Python SDK on PyPI. */
const PYTHON_SDK = "purecloudplatformclientv2";

/** Languages of the vendor's SDKs whose packages are read, as a catalogue names them for its source. */
export const SDK_SOURCES = {
  javascript: `JavaScript SDK, npm package ${SDK}`,
  python: `Python SDK, PyPI package ${PYTHON_SDK}`,
} as const;

/** Where the API files are. */
const APIS = { javascript: `src/${SDK}/api/`, python: "PureCloudPlatformClientV2/apis/" } as const;
/** Source: names that wheels give their metadata. */
const METADATA = /^(?:PKG-INFO|purecloudplatformclientv2-[^/]+\.dist-info\/METADATA)$/i;

/** More than any release has unpacked (262.0.0: 26 MB; of the Python SDK 269.0.0: 67 MB); what is larger is none. */
const LARGEST = 1 << 28;

const WHY = "Operations are read from the API files of the package.";
const FIX = `Give what npm pack ${SDK} or pip download --no-deps ${PYTHON_SDK} writes, or a directory that it was unpacked into.`;

/** What of an SDK's package names operations. */
export interface SdkPackage {
  readonly language: keyof typeof SDK_SOURCES;
  readonly version: string;
  /** Of its API files; the same for the package as it comes and unpacked. */
  readonly sha256: string;
  /** Its API files by name, in order: sources, as they were generated. */
  readonly apis: ReadonlyMap<string, string>;
}

/**
 * Reads the package of an SDK: of npm, packed or unpacked; of PyPI as sdist, wheel, or unpacked. Nothing in it is run,
 * and nothing is written.
 * @param path of the file or the directory
 * @param archive the file's bytes @default - it is a directory
 * @throws {@link ScopelockError} `sdk/archive` when it cannot be unpacked, `sdk/package` when it is another package,
 * and what reading files throws.
 */
export function readSdkPackage(path: string, archive?: Buffer): SdkPackage {
  const files = archive ? packed(archive, path) : unpacked(path);
  const { language, version } = identified(files, path, archive ? "an archive" : "a directory");
  const folder = APIS[language];
  const apis = [...files].filter(([name]) => name.startsWith(folder)).sort(([a], [b]) => (a < b ? -1 : 1));
  if (apis.length === 0) throw another(path, `it has no API file in ${folder}`);
  const hash = createHash("sha256");
  for (const [name, bytes] of apis) hash.update(`${name} ${bytes.length}\n`).update(bytes);
  return {
    language,
    version,
    sha256: hash.digest("hex"),
    apis: new Map(apis.map(([name, bytes]) => [name.slice(folder.length), bytes.toString("utf8")])),
  };
}

type Files = ReadonlyMap<string, Buffer>;

const isRead = (name: string) =>
  name === "package.json" ||
  METADATA.test(name) ||
  (name.startsWith(APIS.javascript) && name.endsWith(".js")) ||
  (name.startsWith(APIS.python) && name.endsWith("_api.py"));

function unpacked(path: string): Files {
  // Archives of npm have one directory at their top.
  const directory = existsSync(join(path, "package", "package.json")) ? join(path, "package") : path;
  const below = (folder: string) => namesIn(join(directory, folder)).map((name) => folder + name);
  const top = namesIn(directory).map((name) => (name.endsWith(".dist-info") ? `${name}/METADATA` : name));
  const names = [...top, ...below(APIS.javascript), ...below(APIS.python)].filter(isRead);
  return new Map(
    names
      .filter((name) => existsSync(join(directory, name)))
      .map((name) => [name, readBytes(join(directory, name))]),
  );
}

function packed(bytes: Buffer, file: string): Files {
  try {
    return isZip(bytes) ? unzipped(bytes) : untarred(bytes);
  } catch (error) {
    throw new ScopelockError({
      id: "sdk/archive",
      what: `The package cannot be unpacked: ${(error as Error).message}.`,
      where: file,
      why: WHY,
      fix: FIX,
    });
  }
}

function untarred(bytes: Buffer): Files {
  const inside = (name: string) => name.replace(/^(\.\/)?[^/]+\//, "");
  // A copy: the reader takes the whole memory behind a Buffer.
  const tar = new Uint8Array(gunzipSync(bytes, { maxOutputLength: LARGEST }));
  const entries = parseTar(tar, {
    filter: ({ name, type }) => type === "file" && isRead(inside(name)),
  });
  return new Map(entries.map(({ name, data }) => [inside(name), Buffer.from(data ?? [])]));
}

/** A wheel. Source: PyPA's specification of the binary distribution format. */
function unzipped(bytes: Buffer): Files {
  let total = 0;
  const entries = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!isRead(name)) return false;
      total += originalSize;
      if (total > LARGEST) throw new Error("it is too large");
      return true;
    },
  });
  return new Map(Object.entries(entries).map(([name, data]) => [name, Buffer.from(data)]));
}

const isZip = (bytes: Buffer) => bytes.subarray(0, 2).toString("latin1") === "PK";

function identified(files: Files, path: string, form: string): Pick<SdkPackage, "language" | "version"> {
  const packageJson = files.get("package.json");
  if (packageJson)
    return { language: "javascript", version: versionIn(aboutJson(packageJson, path), SDK, path) };
  const [, metadata] = [...files].find(([name]) => METADATA.test(name)) ?? [];
  if (metadata) return { language: "python", version: versionIn(aboutMetadata(metadata), PYTHON_SDK, path) };
  throw another(path, `it is ${form} without package.json, PKG-INFO or the metadata of a wheel`);
}

/** What a package states about itself. */
interface About {
  readonly file: string;
  readonly name: unknown;
  readonly version: unknown;
}

function aboutJson(bytes: Buffer, path: string): About {
  const file = "package.json";
  try {
    const read: unknown = JSON.parse(bytes.toString("utf8"));
    return {
      file,
      ...(isObject(read)
        ? { name: read.name, version: read.version }
        : { name: undefined, version: undefined }),
    };
  } catch {
    throw another(path, "its package.json is not JSON");
  }
}

/** Source: PyPA's specification of core metadata: headers as of mail. */
function aboutMetadata(bytes: Buffer): About {
  const [headers = ""] = bytes.toString("utf8").split(/\r?\n\r?\n/);
  const header = (name: string) => new RegExp(`^${name}: *(.*?)\\s*$`, "m").exec(headers)?.[1];
  return { file: "metadata", name: header("Name")?.toLowerCase(), version: header("Version") };
}

function versionIn({ file, name, version }: About, expected: string, path: string): string {
  if (name !== expected) throw another(path, `its ${file} names ${JSON.stringify(name) ?? "nothing"}`);
  if (typeof version !== "string" || version === "") throw another(path, `its ${file} has no version`);
  return version;
}

const another = (path: string, why: string) =>
  new ScopelockError({
    id: "sdk/package",
    what: `It is not a package of Genesys's SDK, npm's ${SDK} or PyPI's ${PYTHON_SDK}: ${why}.`,
    where: path,
    why: WHY,
    fix: FIX,
  });
