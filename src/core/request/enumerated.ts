import { record, texts } from "../diagnostic";
import { withoutReferences } from "./template";

/** How many URLs one template may become. */
const MOST_URLS = 32;

/** A reference to an input, alone or escaped: `${input.media}`, `$esc.url($!input.media)`. */
const REFERENCE = /\$esc\.\w+\(\s*"?(\$!?\{?input\.([\w-]+)\}?)"?\s*\)|\$!?\{?input\.([\w-]+)\}?/g;

/**
 * The URLs that a template becomes when each input that its contract lists the values of (`enum`, `const`) takes each of
 * them; other references stay. `undefined` where no input in the path has such a list, or there are too many to tell.
 * @param input the input contract
 */
export function enumeratedUrls(template: string, input: unknown): readonly string[] | undefined {
  const properties = record(record(input).properties);
  let urls: readonly string[] = [""];
  let end = 0;
  let found = false;
  for (const match of template.matchAll(REFERENCE)) {
    const [written, , escaped, plain] = match;
    const values = valuesOf(properties[escaped ?? plain ?? ""]);
    // What is behind the ? plays no part.
    if (values.length === 0 || withoutReferences(template.slice(0, match.index)).includes("?")) continue;
    const before = template.slice(end, match.index);
    urls = urls.flatMap((url) => values.map((value) => `${url}${before}${value}`));
    if (urls.length > MOST_URLS) return undefined;
    end = match.index + written.length;
    found = true;
  }
  return found ? urls.map((url) => url + template.slice(end)) : undefined;
}

function valuesOf(property: unknown): readonly string[] {
  const { enum: listed, const: only } = record(property);
  return [...texts(listed), ...texts([only])].filter((value) => value !== "" && !/[/?#]/.test(value));
}
