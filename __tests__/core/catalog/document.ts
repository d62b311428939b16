import type { CatalogData, StoredOperation } from "../../../src/core/catalog/data";

/** How a description puts what no key of the document says. */
const SAID: Readonly<Record<string, string>> = {
  "current-user": "List what belongs to the logged-in user.",
  "no-client-credentials": "This is not valid when using the Client Credentials grant.",
  "client-credentials-only": "You will need an OAuth token generated using OAuth client credentials.",
};

/** An operation as Genesys's OpenAPI document has it. */
function documentOperation([, , mode, permissions, flags, operationId, scopes]: StoredOperation) {
  const unlisted = flags.includes("permissions-not-listed");
  return {
    tags: ["Anything"],
    summary: operationId,
    description: flags.map((flag) => SAID[flag] ?? "").join(" "),
    operationId: `${operationId}ByItsLongName`,
    parameters: [],
    responses: {},
    "x-purecloud-method-name": operationId,
    ...(scopes && { security: [{ "PureCloud OAuth": scopes }, { "Guest Chat JWT": [] }] }),
    ...((mode !== "none" || unlisted) && {
      "x-inin-requires-permissions": { type: unlisted ? "ANY" : mode.toUpperCase(), permissions },
    }),
    ...(flags.includes("deprecated") && { deprecated: true }),
    ...(flags.includes("preview") && { "x-genesys-preview": true }),
  };
}

/** A catalogue as the OpenAPI document that it might have been made of. */
export function documentOf({ source, version, operations }: Omit<CatalogData, "date" | "sha256">) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const [method, path] = operation;
    paths[path] = { ...paths[path], [method.toLowerCase()]: documentOperation(operation) };
  }
  return { swagger: "2.0", info: { title: source, version }, paths, definitions: {} };
}
