import { cut } from "../diagnostic";
import { pathOf } from "./match";

/** How much of a URL a message shows. */
const LONGEST = 200;

/** Names of query parameters whose value nobody should read. */
const SECRET = /key(?!word)|token|secret|passw|pwd|signature|credential|auth(?!or)|authori[sz]ation|^sig$/i;

/** Whether a name is that of a secret, as far as names tell. */
export function namesSecret(name: string): boolean {
  return SECRET.test(name);
}

/**
 * A URL without the secrets that people leave in it: user and password, and literal values of parameters that are named
 * like a secret. References stay.
 */
export function withoutSecrets(url: string): string {
  const [address = "", ...query] = withoutUser(url).split("?");
  if (query.length === 0) return address;
  return `${address}?${query.join("?").split("&").map(hideValue).join("&")}`;
}

function hideValue(parameter: string): string {
  const [name = "", ...value] = parameter.split("=");
  const literal = value.length > 0 && !parameter.includes("$");
  return literal && namesSecret(name) ? `${name}=***` : parameter;
}

/** A URL for a message: without secrets, that of another service without its query, and never long. */
export function urlText(url: string): string {
  const safe = withoutSecrets(url);
  return cut(pathOf(url) === undefined ? safe.replace(/\?.*$/s, "?...") : safe, LONGEST);
}

/** What stands before `@` in a host, whatever the scheme, or without one. */
function withoutUser(url: string): string {
  return url.replace(/^(\s*(?:(?:[a-z][a-z0-9+.-]*:)?\/\/)?)[^/?#]*@/i, "$1");
}
