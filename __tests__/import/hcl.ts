/** How a text is written in HCL. */
export type Style = "quoted" | "heredoc" | "indented" | "encoded";

/** A value of JSON as an expression of HCL; texts are literal, whatever they look like. */
function expression(value: unknown, indent = ""): string {
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map((each) => expression(each, indent)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(
    ([key, each], at) => `${inner}${quoted(key)} ${at % 2 === 0 ? "=" : ":"} ${expression(each, inner)}`,
  );
  return `{ # a comment }\n${lines.join("\n")}\n${indent}}`;
}

/** A text in a style; a heredoc ends with a line's end, whether the text does or not. */
function textOf(text: string, style: Style): string {
  if (style === "heredoc") return `<<EOF\n${escaped(text)}\nEOF`;
  if (style === "indented")
    return `<<-EOF\n${escaped(text)
      .split("\n")
      .map((line) => `      ${line}`)
      .join("\n")}\n    EOF`;
  return quoted(text);
}

const escaped = (text: string) => text.replace(/[$%]\{/g, (mark) => `${mark[0]}${mark}`);

const ESCAPES: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  '"': '\\"',
  "\\": "\\\\",
};

/** A string of HCL. It knows no more short escapes than these. */
function quoted(text: string): string {
  const characters = escaped(text).replace(
    /[\p{Cc}"\\]/gu,
    (each) => ESCAPES[each] ?? `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `"${characters}"`;
}

/** An export's action as Terraform declares it. */
export interface Exported {
  readonly name: string;
  readonly config: {
    readonly request: {
      readonly requestUrlTemplate: string;
      readonly requestType: string;
      readonly requestTemplate: string;
      readonly headers: Readonly<Record<string, string>>;
    };
    readonly response: {
      readonly translationMap: Readonly<Record<string, string>>;
      readonly translationMapDefaults: Readonly<Record<string, string>>;
      readonly successTemplate: string;
    };
  };
  readonly contract: {
    readonly input: { readonly inputSchema: object };
    readonly output: { readonly successSchema: object };
  };
  readonly secure: boolean;
}

/** The block of an action, its texts in a style. */
export function actionBlock(
  { name, config, contract, secure }: Exported,
  label: string,
  style: Style,
): string {
  const { request, response } = config;
  const contractOf = (schema: object) =>
    style === "encoded"
      ? `jsonencode(${expression(schema, "  ")})`
      : textOf(JSON.stringify(schema, null, style === "quoted" ? 0 : 2), style);
  return `
/* "{ */
resource "genesyscloud_integration_action" ${JSON.stringify(label)} {
  name           = ${quoted(name)} // }
  category       = "Data Actions"
  integration_id = var.integration_id
  secure         = ${secure}
  contract_input  = ${contractOf(contract.input.inputSchema)}
  contract_output = ${contractOf(contract.output.successSchema)}
  config_request {
    request_type         = ${quoted(request.requestType)}
    request_url_template = ${quoted(request.requestUrlTemplate)}
    request_template     = ${textOf(request.requestTemplate, style)}
    headers = ${expression(request.headers, "    ")}
  }
  config_response {
    translation_map          = ${expression(response.translationMap, "    ")}
    translation_map_defaults = ${expression(response.translationMapDefaults, "    ")}
    success_template         = ${textOf(response.successTemplate, style)}
  }
}
`;
}
