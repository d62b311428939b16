import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";

/** Where a secret was found: a file, or a file's entry. Never the secret. */
export type Find = string;

/** Every file below a directory. */
export function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Looks for secrets in files, as they are and in the encodings they travel in. Plan files are archives: opened. */
export function searchFiles(secrets: readonly string[], files: readonly string[]): Find[] {
  return files.flatMap((file) => {
    const content = readFileSync(file);
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
