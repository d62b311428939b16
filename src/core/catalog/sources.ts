/** Where facts about the Genesys Cloud API are known from, besides the catalogue's own table. */

/**
 * The vendor's OpenAPI document: `security."PureCloud OAuth"` has the scopes, `x-inin-error-codes` the errors of each
 * operation, and its summaries say whom an operation acts for.
 */
export const OPENAPI_DOCUMENT =
  "Genesys Cloud Platform API, OpenAPI document v2 (as mirrored by api-evangelist/genesys, 2026-07-23)";
