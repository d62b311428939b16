import { DataAction } from "scopelock";

/** Finds external contacts by a phone number, in E.164 form such as +15550199. */
export const getExternalContact = DataAction.define({
  name: "Get external contact by phone",
  category: "External contacts",
  input: {
    type: "object",
    properties: { phoneNumber: { type: "string" } },
    required: ["phoneNumber"],
    additionalProperties: false,
  },
  output: {
    type: "object",
    properties: {
      found: { type: "integer" },
      contactId: { type: "string" },
      firstName: { type: "string" },
      lastName: { type: "string" },
    },
  },
  request: {
    method: "GET",
    url: "/api/v2/externalcontacts/reversewhitepageslookup?lookupVal=$esc.uriEncode(${input.phoneNumber})",
  },
  response: {
    translationMap: {
      found: "$.contacts.length()",
      ids: "$.contacts[*].id",
      firstNames: "$.contacts[*].firstName",
      lastNames: "$.contacts[*].lastName",
    },
    translationMapDefaults: { found: "0", ids: "[]", firstNames: "[]", lastNames: "[]" },
    successTemplate: [
      '{"found": ${found}',
      '"contactId": ${successTemplateUtils.firstFromArray("${ids}", "$esc.quote$esc.quote")}',
      '"firstName": ${successTemplateUtils.firstFromArray("${firstNames}", "$esc.quote$esc.quote")}',
      '"lastName": ${successTemplateUtils.firstFromArray("${lastNames}", "$esc.quote$esc.quote")}}',
    ].join(", "),
  },
  // A number reserved for fiction: whether it is found makes no difference.
  probe: { input: { phoneNumber: "+15550199" } },
});
