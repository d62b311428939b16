import { Construct } from "constructs";
import type { DataAction as Declaration } from "../core/action";
import { literal, literals } from "../terraform";
import { IntegrationAction } from "./bindings/integration-action";

/** Properties of a {@link PublishedAction}. */
export interface PublishedActionProps {
  readonly declaration: Declaration;
  /** Where Architect lists the action, unless the declaration says. */
  readonly category: string;
  readonly integrationId: string;
  /** Id of an action that exists already, and is taken over. @default - a new one is made */
  readonly adoptId?: string | undefined;
}

/** A published data action of an integration. */
export class PublishedAction extends Construct {
  /** The resource itself, for what scopelock does not say. */
  readonly resource: IntegrationAction;

  constructor(
    scope: Construct,
    id: string,
    { declaration, category, integrationId, adoptId }: PublishedActionProps,
  ) {
    super(scope, id);
    const { request, response, timeoutSeconds } = declaration;
    this.resource = new IntegrationAction(this, "action", {
      name: literal(declaration.name),
      category: literal(declaration.category ?? category),
      integrationId,
      secure: declaration.secure,
      ...(timeoutSeconds !== undefined && { configTimeoutSeconds: timeoutSeconds }),
      contractInput: literal(JSON.stringify(declaration.input)),
      contractOutput: literal(JSON.stringify(declaration.output)),
      configRequest: {
        requestType: request.method,
        requestUrlTemplate: literal(request.url),
        requestTemplate: literal(request.body ?? "${input.rawRequest}"),
        ...(request.headers && { headers: literals(request.headers) }),
      },
      configResponse: {
        ...(response.translationMap && { translationMap: literals(response.translationMap) }),
        ...(response.translationMapDefaults && {
          translationMapDefaults: literals(response.translationMapDefaults),
        }),
        successTemplate: literal(response.successTemplate ?? "${rawResult}"),
      },
      // Another contract, integration or "secure" would replace the action, and flows would lose it: the plan is refused.
      ...(adoptId !== undefined && { lifecycle: { preventDestroy: true } }),
    });
    if (adoptId !== undefined) this.resource.importFrom(adoptId);
  }

  /** Id of the action in Genesys Cloud, which Architect flows refer to. Made when asked for: a token costs cdktf time. */
  get actionId(): string {
    return this.resource.id;
  }
}
