/**
 * What a child of the sandbox may inherit: what programs need to run, and nothing that names a Vault, an organization
 * or a Terraform setting of the user's. An allow-list, because a deny-list forgets the variable that does the harm.
 */
const INHERITED = [
  "PATH",
  "LANG",
  "LC_ALL",
  "TERM",
  "TZ",
  "CI",
  "NO_COLOR",
  "SystemRoot",
  "ComSpec",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "NODE_EXTRA_CA_CERTS",
  "TERRAFORM_BINARY_NAME",
] as const;

/** The environment of a child: the allow-list, a home without anybody's settings, and what is given. */
export function cleanEnvironment(
  home: string,
  given: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const inherited = INHERITED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    USERPROFILE: home,
    TMPDIR: home,
    // tsx writes its cache late, and would make the directory again after it was removed.
    TSX_DISABLE_CACHE: "1",
    CHECKPOINT_DISABLE: "1",
    DISABLE_VERSION_CHECK: "1",
    ...given,
  };
}
