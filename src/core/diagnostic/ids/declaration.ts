import type { Entries } from "./entry";

/** Found in the declaration of a data action. */
export const DECLARATION = {
  "action/type": {
    severity: "error",
    means: "A value of the declaration is of another type than it must be.",
    fix: "Give a value of the type that is named.",
  },
  "action/unknown-key": {
    severity: "error",
    means: "The declaration has a property that data actions do not have.",
    fix: "Correct its name, or remove it.",
  },
  "action/scopes": {
    severity: "error",
    means: 'The declaration has "scopes", which client credentials never carry.',
    fix: "Remove them: permissions are derived from the request.",
  },
  "action/name": {
    severity: "error",
    means: "The name or the category is empty or too long.",
    fix: "Use 1 to 256 characters.",
  },
  "action/function": {
    severity: "error",
    means: "The category makes the action a function data action.",
    fix: 'Choose a category without "function data action".',
  },
  "action/timeout": {
    severity: "error",
    means: "The timeout is not a whole number of seconds from 1 to 60.",
    fix: "Choose one of these, or leave it out.",
  },
  "action/method": {
    severity: "error",
    means: "The request has no method, or one that data actions do not send.",
    fix: "Use GET, PUT, POST, PATCH or DELETE.",
  },
  "action/url": {
    severity: "error",
    means: "The URL is not one of the Genesys Cloud API.",
    fix: "Write a path that begins with /api/v2/.",
  },
  "action/authorization-header": {
    severity: "error",
    means: "The action sends an Authorization header of its own.",
    fix: "Remove the header: Genesys Cloud adds the token.",
  },
  "action/accept-header": {
    severity: "warning",
    means: "The action accepts another format than JSON.",
    fix: 'Write "application/json", or leave the header out.',
  },
  "action/input-contract": {
    severity: "error",
    means: "The input contract is not an object of properties.",
    fix: 'Write { type: "object", properties: { ... } }.',
  },
  "action/output-contract": {
    severity: "error",
    means: "The output contract is neither an object nor an array.",
    fix: 'Write { type: "object", properties: { ... } }.',
  },
  "contract/invalid-schema": {
    severity: "error",
    means: "A contract is not a JSON Schema of draft 4.",
    fix: "Correct the keyword that is named.",
  },
  "contract/ref": {
    severity: "error",
    means: "A contract has a $ref, which Genesys Cloud does not resolve.",
    fix: "Write the schema itself in its place.",
  },
  "contract/pattern": {
    severity: "warning",
    means: "A pattern of a contract is not a regular expression.",
    fix: "Correct the pattern, or leave it out.",
  },
  "contract/input-name": {
    severity: "error",
    means: "An input has a name that Genesys Cloud refuses.",
    fix: "Use letters, digits, hyphens and underscores.",
  },
  "contract/reserved-input": {
    severity: "error",
    means: "An input has a reserved name.",
    fix: "Choose another name.",
  },
  "contract/nested-input": {
    severity: "error",
    means: "An input is an object or an array; flows hand over flat values.",
    fix: "Make one input of each value, or take JSON text as a string.",
  },
  "contract/input-type-list": {
    severity: "warning",
    means: "An input has a list of types.",
    fix: "Choose one type.",
  },
  "contract/required-unknown": {
    severity: "error",
    means: '"required" names a property that the input contract does not have.',
    fix: 'Add the property, or take the name out of "required".',
  },
  "contract/default": {
    severity: "note",
    means: "The input contract has a default, which Genesys Cloud does not apply.",
    fix: "Make the input required, or handle its absence in the template.",
  },
  "contract/nested-array": {
    severity: "error",
    means: "The output contract has arrays of arrays.",
    fix: "Have the translation map flatten them.",
  },
  "contract/unused-input": {
    severity: ["note", "warning"],
    means: "An input is in the contract and used nowhere.",
    fix: "Use it, or take it out of the contract.",
  },
  "template/mustache": {
    severity: ["error", "warning"],
    means: "Double braces are sent as they are: templates are Velocity.",
    fix: "Write ${...}.",
  },
  "template/missing-dollar": {
    severity: "error",
    means: "A reference without its dollar sign is sent as it is.",
    fix: "Write the dollar sign.",
  },
  "template/placeholder": {
    severity: "error",
    means: "A parameter as the API reference prints it is sent as it is.",
    fix: "Write ${input.name}.",
  },
  "template/blank-in-reference": {
    severity: ["error", "warning"],
    means: "A reference with blanks in it is sent as it is.",
    fix: "Remove the blanks.",
  },
  "template/foreign-letter": {
    severity: ["error", "warning"],
    means: "A reference with a letter that Velocity does not take is sent as it is.",
    fix: "Write the name in letters from a to z, digits, hyphens and underscores.",
  },
  "template/unclosed": {
    severity: "error",
    means: "A reference is never closed.",
    fix: "Close every brace, parenthesis and quote of it.",
  },
  "template/syntax": {
    severity: "warning",
    means: "The Velocity parser cannot read the template.",
    fix: "Look for a reference, a directive or a call that is not Velocity.",
  },
  "template/directive": {
    severity: ["error", "warning"],
    means: "The template has a directive that data actions do not have.",
    fix: "Have the flow make the text, and write a reference to it.",
  },
  "template/argument": {
    severity: "error",
    means: "The argument of a helper is not a reference.",
    fix: "Write the argument as ${...}.",
  },
  "template/unknown-helper": {
    severity: "error",
    means: "The template calls a helper that does not exist.",
    fix: "Use one of the helpers that are named.",
  },
  "template/not-called": {
    severity: "error",
    means: "The template names a helper's method without calling it.",
    fix: "Call it with its argument.",
  },
  "template/not-parsed": {
    severity: "note",
    means: "The template is too long to be parsed.",
    fix: "See that it works, or make it shorter.",
  },
  "template/input-letters": {
    severity: "warning",
    means: 'The template writes "input" in other letters.',
    fix: "Write ${input...}.",
  },
  "template/unknown-input": {
    severity: "error",
    means: "The template refers to an input that is not in the contract.",
    fix: "Correct the name, or add the input to the contract.",
  },
  "template/unknown-variable": {
    severity: "error",
    means: "The template refers to a variable that data actions do not have.",
    fix: "Inputs are ${input.name}.",
  },
  "template/optional-input": {
    severity: "note",
    means:
      'An optional input is used without "$!": a call that leaves it out fails, or sends the reference as it is written.',
    fix: "Make it required, or write $!{input.name}.",
  },
  "request/body-not-json": {
    severity: ["error", "warning"],
    means: "The body is not JSON.",
    fix: "Look for a missing or surplus comma, brace or quote; another format needs a Content-Type header.",
  },
  "request/body-surplus": {
    severity: "warning",
    means: "The body goes on after its JSON has ended.",
    fix: "Remove the rest.",
  },
  "request/body-without-input": {
    severity: "note",
    means: "The body is not JSON when a flow leaves an input out.",
    fix: "Require the input, or write a value for it with #if.",
  },
  "response/path": {
    severity: "warning",
    means: "A path of the translation map is not JSONPath.",
    fix: "Close every bracket and quote.",
  },
  "response/path-reference": {
    severity: "warning",
    means: "A path of the translation map has a reference; it is not rendered.",
    fix: "Filter by a constant, or have the request ask for less.",
  },
  "response/default-without-path": {
    severity: "warning",
    means: "A variable has a default, but no path.",
    fix: "Give it a path, or remove the default.",
  },
  "response/default-not-json": {
    severity: "warning",
    means: "A default of the translation map is not JSON text.",
    fix: "Write a text with its quotes.",
  },
  "response/default-of-many": {
    severity: "note",
    means: "A variable whose path may find any number of values has a default, which is never used.",
    fix: "Give the default where one element is taken.",
  },
  "response/default-for-null": {
    severity: "warning",
    means: "An output that may be null has a default, which null does not trigger.",
    fix: "Have the flow handle null, or filter it out in the path.",
  },
  "response/many-for-one": {
    severity: "warning",
    means: "A path may find any number of values, and the output is one value.",
    fix: "Take the first with successTemplateUtils.firstFromArray, or make the output an array.",
  },
  "response/quoted-text": {
    severity: "warning",
    means: "The success template puts quotes around a value that has its own.",
    fix: "Write the reference without quotes.",
  },
  "response/missing-dollar": {
    severity: "warning",
    means: "The success template has a reference without its dollar sign.",
    fix: "Write the dollar sign.",
  },
  "response/surplus-text": {
    severity: "warning",
    means: "The success template goes on after its JSON has ended.",
    fix: "Remove the rest.",
  },
  "response/template-not-json": {
    severity: "error",
    means: "The success template does not make JSON, whatever its references hold.",
    fix: "Look for a missing or surplus comma, brace or quote.",
  },
  "response/output-not-produced": {
    severity: ["warning", "note"],
    means: "The success template never makes an output of the contract.",
    fix: "Add it to the template, or take it out of the contract.",
  },
  "response/unknown-output": {
    severity: "warning",
    means: "The success template makes an output that the contract does not have.",
    fix: "Add it to the contract, or take it out of the template.",
  },
  "response/unknown-variable": {
    severity: "error",
    means: "The success template refers to a variable that the translation map does not have.",
    fix: "Correct the name, or add it to the translation map.",
  },
  "response/unused-variable": {
    severity: "note",
    means: "An entry of the translation map is used nowhere.",
    fix: "Use it in the success template, or remove it.",
  },
  "response/syntax": {
    severity: "warning",
    means: "The Velocity parser cannot read the success template.",
    fix: "Look for a reference, a directive or a call that is not Velocity.",
  },
  "response/directive": {
    severity: ["error", "warning"],
    means: "The success template has a directive that data actions do not have.",
    fix: "Have the flow make the text.",
  },
  "response/argument": {
    severity: "error",
    means: "The argument of a helper in the success template is not a reference.",
    fix: "Write the argument as ${...}.",
  },
  "response/unknown-helper": {
    severity: "error",
    means: "The success template calls a helper that does not exist.",
    fix: "Use one of the helpers that are named.",
  },
  "response/not-called": {
    severity: "error",
    means: "The success template names a helper's method without calling it.",
    fix: "Call it with its argument.",
  },
  "response/not-parsed": {
    severity: "note",
    means: "The success template is too long to be parsed.",
    fix: "See that it works, or make it shorter.",
  },
  "permission/not-stated": {
    severity: "error",
    means: '"permissions" states no permission, or both anyOf and allOf.',
    fix: 'List permissions in one of anyOf and allOf, or leave "permissions" out.',
  },
  "permission/because": {
    severity: "error",
    means: "Permissions are stated by hand without a reason.",
    fix: 'Add because: "...", or leave "permissions" out.',
  },
  "probe/input": {
    severity: "error",
    means: "The input of the probe is not one that the input contract takes.",
    fix: "Give the inputs of the contract, and no others.",
  },
  "probe/harmless": {
    severity: "error",
    means: "The probe is not a GET, and does not state why it is harmless.",
    fix: 'Add harmlessBecause: "...", or remove the probe.',
  },
  "override/unknown-action": {
    severity: "error",
    means: "An environment overrides an action that is not declared.",
    fix: "Correct the name; it is the one of the declaration.",
  },
  "override/no-action": {
    severity: "error",
    means: "An environment leaves out every action of the integration.",
    fix: "Keep at least one, or leave the integration out of the stack.",
  },
} as const satisfies Entries;
