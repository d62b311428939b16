import { ScopelockError } from "../core/diagnostic";
import { type Method, startsDeprecated } from "./method";

/** A method as the SDK's generator writes it: decorator, name, docstring, body. */
const METHOD =
  /^(?<decorator> {4}@deprecated\(.*\)\n)? {4}def (?<name>\w+)\(self.*\n\s*"""(?<doc>[\s\S]*?)"""(?<body>[\s\S]*?)(?=^ {4}(?:@|def )|(?![\s\S]))/gm;
const CALL = /\.call_api\(/g;

/**
 * The calls of a file of the Python SDK, which is generated: each method has a path and a verb, written out.
 * @throws {@link ScopelockError} `sdk/source` when a call stands elsewhere than in a method with a docstring.
 */
export function pythonMethods(file: string, text: string): readonly Method[] {
  const found = [...text.matchAll(METHOD)].flatMap(({ groups = {} }) => {
    const { decorator, name = "", doc = "", body = "" } = groups;
    const calls = body.match(CALL) ?? [];
    const [, path] = /^\s*resource_path = '([^'\n]*)'\.replace\('\{format\}', 'json'\)$/m.exec(body) ?? [];
    const [, method] = /\.call_api\(resource_path, '(\w+)'/.exec(body) ?? [];
    // What follows is about threads and parameters, and the same for every method.
    const [prose = ""] = doc.split(/^\s*(?:This method makes a synchronous HTTP request|:param)/m);
    return calls.map(
      (): Method => ({
        name: camelCase(name),
        prose,
        isDeprecated: decorator !== undefined || startsDeprecated(prose),
        isPreview: doc.includes(`${name} is a preview method`),
        method,
        path,
      }),
    );
  });
  if (found.length === (text.match(CALL) ?? []).length) return found;
  throw new ScopelockError({
    id: "sdk/source",
    what: `${file} is not a file of the Python SDK: it calls the API outside of a method with a docstring.`,
    why: "Operations are read from the calls in its API files.",
    fix: "Give a release of the package as PyPI serves it.",
  });
}

/** `get_user`, as the reference has it: `getUser`. */
const camelCase = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
