/**
 * Text that Terraform must not evaluate: a data action's `${input.x}` is for Genesys Cloud. Terraform reads `$${`
 * and `%%{` as the literal, and cdktf passes text through as it is, so this is the one place that escapes.
 */
export function literal(text: string): string {
  return text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}

/** {@link literal} over the values of a map. */
export function literals(map: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [literal(key), literal(value)]));
}
