export { enumeratedUrls } from "./enumerated";
export { matchRequest, pathOf, type RequestMatch, resolveAny, resolveRequest } from "./match";
export {
  type Endpoints,
  GATEWAY_HOST,
  type Gateway,
  gatewayEndpoints,
  PATH_PREFIX,
  REGION_DOMAINS,
  REGION_SINCE,
  type Region,
  regionEndpoints,
  regionFix,
  regionNamed,
  regionOfUrl,
} from "./region";
export { firstMustache, unclosedPart, withoutReferences } from "./template";
export { namesSecret, urlText, withoutSecrets } from "./url-text";
