import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";

/** Where a secret was found: a file, or a file's entry. Never the secret. */
export type Find = string;

/**
 * Every file below a directory, also while files and directories come and go there.
 * @throws when the directory itself is not there: what is looked for elsewhere is not found
 */
export function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return unlessGone(() => filesBelow(path)) ?? [];
    return entry.isFile() ? [path] : [];
  });
}

/** What is read of a path; `undefined` when somebody has removed it since it was listed. */
function unlessGone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Looks for secrets in files, as they are and in the encodings they travel in. Plan files are archives: opened. A file
 * that is gone by now holds nothing.
 */
export function searchFiles(secrets: readonly string[], files: readonly string[]): Find[] {
  return files.flatMap((file) => {
    const content = unlessGone(() => readFileSync(file));
    if (!content) return [];
    const isArchive = content.subarray(0, 4).toString("latin1") === "PK\u0003\u0004";
    const parts: [string, Uint8Array][] = isArchive
      ? Object.entries(unzipSync(content)).map(([entry, bytes]) => [`${file}!${entry}`, bytes])
      : [[file, content]];
    return parts
      .filter(([, bytes]) => holds(secrets, Buffer.from(bytes).toString("latin1")))
      .map(([name]) => name);
  });
}

/** Whether a text holds one of the secrets. */
export function holds(secrets: readonly string[], text: string): boolean {
  return secrets.flatMap(disguises).some((disguise) => text.includes(disguise));
}

/** A secret as text, in base64 at each of the three alignments (as in `Basic`), in hex, and percent-encoded. */
function disguises(secret: string): string[] {
  const base64 = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]).toString("base64");
    // The first and last group mix with what stands around the secret.
    return encoded.slice(shift === 0 ? 0 : 4, -4);
  });
  return [secret, ...base64, Buffer.from(secret).toString("hex"), encodeURIComponent(secret)];
}
