import { join } from "node:path";
import { DataAction, type JsonSchema } from "scopelock";

/** What is answered, as it is: an object, whose properties the flow picks. */
const output: JsonSchema = { type: "object", properties: {}, additionalProperties: true };
/** Texts that a flow must give. */
const texts = (...names: string[]): JsonSchema => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
  required: names,
  additionalProperties: false,
});
const get = (name: string, url: string, ...inputs: string[]) =>
  DataAction.define({ name, input: texts(...inputs), output, request: { method: "GET", url } });

/** What the flows of customer service look up and do. */
export const actions = [
  get(
    "Find contact by phone",
    "/api/v2/externalcontacts/reversewhitepageslookup?lookupVal=$esc.uriEncode(${input.phone})",
    "phone",
  ),
  get("Get contact", "/api/v2/externalcontacts/contacts/${input.contactId}", "contactId"),
  get("Get contact notes", "/api/v2/externalcontacts/contacts/${input.contactId}/notes", "contactId"),
  get("Get queue", "/api/v2/routing/queues/${input.queueId}", "queueId"),
  get("List wrap-up codes of queue", "/api/v2/routing/queues/${input.queueId}/wrapupcodes", "queueId"),
  get("Get schedule group", "/api/v2/architect/schedulegroups/${input.groupId}", "groupId"),
  get(
    "Look up data table row",
    "/api/v2/flows/datatables/${input.tableId}/rows/${input.key}",
    "tableId",
    "key",
  ),
  DataAction.define({
    name: "Send text message",
    input: texts("from", "to", "text"),
    output,
    request: {
      method: "POST",
      url: "/api/v2/conversations/messages/agentless",
      body: '{"fromAddress": "$esc.jsonString(${input.from})", "toAddress": "$esc.jsonString(${input.to})", "toAddressMessengerType": "sms", "textBody": "$esc.jsonString(${input.text})"}',
    },
    timeoutSeconds: 20,
  }),
  // Made in Genesys Cloud, exported there, and kept as files.
  DataAction.fromExport(join(__dirname, "exports/Get-Estimated-Wait-Time.custom.json")),
  DataAction.fromExport(join(__dirname, "exports/Request-Callback.custom.json")),
] as const;
