import type { RefusalAnywhere } from "../diagnostic";
import { LOOPBACK } from "./plain-http";

/**
 * What is wrong with a redirect URI; `undefined` when nothing is. Sources: RFC 6749, section 3.1.2 (absolute, no
 * fragment); RFC 9700, section 2.1 (compared exactly, TLS but for loopback).
 */
export function redirectUriRefusal(uri: string): RefusalAnywhere | undefined {
  const refuse = (what: string, fix: string): RefusalAnywhere => ({
    id: "client/redirect-uri",
    what: `The redirect URI "${uri}" ${what}.`,
    why: "An attacker who has the browser sent to another address gets the user's code or token.",
    fix,
  });
  if (uri.includes("*"))
    return refuse("holds a wildcard", "List each address; Genesys Cloud compares them exactly.");
  if (!URL.canParse(uri))
    return refuse("is not absolute", "Write it whole, for example https://app.example.com/callback.");
  const { protocol, hostname, username, password } = new URL(uri);
  if (uri.includes("#")) return refuse("has a fragment", "Leave out what begins with #.");
  if (username !== "" || password !== "")
    return refuse("holds credentials", "Leave out what stands before @.");
  if (protocol === "https:" || (protocol === "http:" && LOOPBACK.has(hostname))) return undefined;
  return refuse(
    protocol === "http:" ? "is not encrypted" : `has the scheme ${protocol}`,
    "Use https; http for localhost only.",
  );
}
