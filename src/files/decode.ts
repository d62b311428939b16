/**
 * Text of a file's bytes. PowerShell's `>` writes UTF-16, and editors on Windows a byte order mark. Without a mark, UTF-16
 * is known by the zero beside the first character: what is read here begins in ASCII.
 */
export function decode(bytes: Buffer): string {
  const [first, second] = bytes;
  const text =
    (first === 0xff && second === 0xfe) || (first !== 0 && second === 0)
      ? bytes.toString("utf16le")
      : (first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && second !== undefined)
        ? Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
            .swap16()
            .toString("utf16le")
        : bytes.toString("utf8");
  return text.replace(/^\uFEFF/, "");
}
