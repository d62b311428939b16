import { namesSecret, withoutSecrets } from "../core/request";
import { rule } from "./rule";

export const literalSecret = rule(
  {
    id: "SL040",
    severity: "warning",
    what: "Something that looks like a secret stands in an action.",
    why: "Everyone who may see the action reads it, and the state holds it.",
    fix: "Take it from an input: ${input.x}. What the Genesys Cloud API needs, the connection adds by itself.",
  },
  function* ({ owners }) {
    for (const { path, integration } of owners)
      for (const { name, request } of integration?.actions ?? []) {
        const { url, headers = {}, body = "" } = request;
        const places = [
          ...(withoutSecrets(url) === url ? [] : ["its URL"]),
          ...Object.entries(headers).flatMap(([header, value]) =>
            namesSecret(header) && !value.includes("$") ? [`the header ${header}`] : [],
          ),
          ...literalsIn(body).map((key) => `"${key}" of its body`),
        ];
        for (const place of places) yield { path, what: `"${name}" has a literal value in ${place}.` };
      }
  },
);

/** Keys of a JSON template that are named like a secret, and have a text without a reference. */
const literalsIn = (body: string) =>
  [...body.matchAll(/"([^"]+)"\s*:\s*"([^"$#]+)"/g)]
    .map(([, key = ""]) => key)
    .filter((key) => /secret|passw|pwd|api[_-]?key|credential|(access|auth|bearer)[_-]?token/i.test(key));
