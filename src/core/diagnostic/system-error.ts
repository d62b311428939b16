import { table } from "./table";

/** The system's names of errors that a path, or a program, of a user's can have. */
const REASONS = table({
  EACCES: "you have no permission",
  EPERM: "you have no permission",
  EROFS: "the file system is read-only",
  ENOENT: "it is not there",
  ENOTDIR: "a part of the path is not a directory",
  EISDIR: "it is a directory",
  ELOOP: "its symbolic links lead round in a circle",
  ENAMETOOLONG: "the path is longer than a path can be",
  ENOSPC: "the disk is full",
  EMFILE: "too many files are open",
});

/** Why the system refused, in words where it has a known name. */
export function systemReason(error: unknown): string {
  const { code, message } = error as { readonly code?: string; readonly message: string };
  return (code && REASONS[code]) ?? code ?? message;
}
