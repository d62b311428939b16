import type { Rule } from "./rule";
import { ruleThrew } from "./sl000-rule-threw";
import { unusedAcknowledgement } from "./sl001-unused-acknowledgement";
import { userContext } from "./sl002-user-context";
import { clientOnly } from "./sl003-client-only";
import { division } from "./sl004-division";
import { scope } from "./sl005-scope";
import { permissionName } from "./sl006-permission-name";
import { statedPermission } from "./sl007-stated-permission";
import { permissionChoice } from "./sl008-permission-choice";
import { broadPermission } from "./sl009-broad-permission";
import { ownOnly } from "./sl010-own-only";
import { unlistedPermission } from "./sl011-unlisted-permission";
import { unknownOperation } from "./sl012-unknown-operation";
import { deprecatedOperation } from "./sl013-deprecated-operation";
import { templateSyntax } from "./sl014-template-syntax";
import { templateReference } from "./sl015-template-reference";
import { authorizationHeader } from "./sl016-authorization-header";
import { contract } from "./sl017-contract";
import { output } from "./sl018-output";
import { defaultValue } from "./sl019-default";
import { timeout } from "./sl020-timeout";
import { actionSetting } from "./sl021-action-setting";
import { importedAction } from "./sl022-imported-action";
import { adoptedAction } from "./sl023-adopted-action";
import { existingRole } from "./sl024-existing-role";
import { ownClient } from "./sl025-own-client";
import { ephemeralValue } from "./sl026-ephemeral-value";
import { tokenOverlap } from "./sl027-token-overlap";
import { generation } from "./sl028-generation";
import { generationLifecycle } from "./sl029-generation-lifecycle";
import { deleteVersionAfter } from "./sl030-delete-version-after";
import { secretInState } from "./sl031-secret-in-state";
import { exposedSecret } from "./sl032-exposed-secret";
import { handoffDirectory } from "./sl033-handoff-directory";
import { terraformLog } from "./sl034-terraform-log";
import { sharedName } from "./sl035-shared-name";
import { customMetadata } from "./sl036-custom-metadata";
import { secretWrite } from "./sl037-secret-write";
import { wildcard } from "./sl038-wildcard";
import { readerPolicy } from "./sl039-reader-policy";
import { literalSecret } from "./sl040-literal-secret";
import { roleDrift } from "./sl041-role-drift";
import { providerCredential } from "./sl042-provider-credential";
import { clientRole } from "./sl043-client-role";
import { endpoints } from "./sl044-endpoints";
import { plainHttp } from "./sl045-plain-http";
import { vaultAddress } from "./sl046-vault-address";

/** Every rule, in the order of the ids. */
export const RULES: readonly Rule[] = [
  ruleThrew,
  unusedAcknowledgement,
  userContext,
  clientOnly,
  division,
  scope,
  permissionName,
  statedPermission,
  permissionChoice,
  broadPermission,
  ownOnly,
  unlistedPermission,
  unknownOperation,
  deprecatedOperation,
  templateSyntax,
  templateReference,
  authorizationHeader,
  contract,
  output,
  defaultValue,
  timeout,
  actionSetting,
  importedAction,
  adoptedAction,
  existingRole,
  ownClient,
  ephemeralValue,
  tokenOverlap,
  generation,
  generationLifecycle,
  deleteVersionAfter,
  secretInState,
  exposedSecret,
  handoffDirectory,
  terraformLog,
  sharedName,
  customMetadata,
  secretWrite,
  wildcard,
  readerPolicy,
  literalSecret,
  roleDrift,
  providerCredential,
  clientRole,
  endpoints,
  plainHttp,
  vaultAddress,
];
export { type Acknowledgement, acknowledgeable, type RuleFinding, runRules } from "./run";
export type { GrantedRole, Owner, Said, Subject } from "./subject";
