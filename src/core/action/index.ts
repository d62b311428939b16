export type { Call } from "./call";
export { checkDeclaration } from "./checks/action-checks";
export { formFindings } from "./checks/form";
export {
  DataAction,
  type DataActionResponse,
  type HttpMethod,
  type ImportedProps,
  type Json,
  METHODS,
  type StatedPermissions,
} from "./data-action";
export { looksExported, readExportedAction } from "./import/exported-action";
export { jsonValue } from "./import/fields";
export { DEEPEST, type ImportedAction, refuseDepth, type UnknownPart } from "./import/imported-action";
export { OTHER_ACTIONS } from "./import/other-actions";
export { readRequestTable } from "./import/request-table";
export { block, readTerraformAction } from "./import/terraform-action";
export {
  type Elsewhere,
  looksConfigured,
  readConfiguration,
  readResource,
  type TerraformFile,
  type TerraformResource,
} from "./import/terraform-file";
export {
  escapedValue,
  knownText,
  type Part,
  partsOf,
  readSource,
  written,
} from "./import/terraform-template";
export { isIncomplete, readValues, writtenByTerraform } from "./import/terraform-values";
export { checkKnown } from "./import/unknown-parts";
export { type AppliedOverride, overrideActions, refuseUnknown } from "./override-actions";
export { type Probe, probeOf } from "./probe";
export { type Branch, branchesOf } from "./rendering/render";
export { RenderError, type TemplatePosition } from "./rendering/render-error";
export { type RenderedRequest, renderRequest } from "./rendering/request";
export { renderOutput, translateResponse } from "./rendering/transform";
export { callOf, type StaticAction, staticActionProblem } from "./static-action";
export { terraformRequestProblems } from "./terraform-request";
