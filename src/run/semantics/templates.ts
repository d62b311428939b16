import type { Behaviour } from "./behaviour";

const VELOCITY = "src/core/action/rendering/velocity.ts";
const DIRECTIVES = "src/core/action/rendering/directives.ts";
const REQUEST = "src/core/action/rendering/request.ts";
const given = { name: "a b", count: 3, yes: true, none: null, rate: 1.5 };
const url = (template: string) => ({ request: { url: `/api/v2/users?q=${template}` }, given });
const body = (template: string) => ({ request: { method: "POST", body: template }, given });

/** References, directives and numbers in templates. */
export const TEMPLATES: readonly Behaviour[] = [
  {
    when: "`${x}`, and `x` is not set",
    here: "fails: `Variable $x has not been set`",
    source: "organization",
    evidence: "a workshop shows the error of a success template",
    code: VELOCITY,
    example: {
      response: { successTemplate: '{"a": $Presences}' },
      gives: {
        fails: [
          "success template",
          "Variable $Presences has not been set at successTemplate[line 1, column 7]",
        ],
      },
    },
  },
  {
    when: "`${input.x}`, and the input is missing or `null`",
    here: "fails: `Reference ${input.x} evaluated to null`",
    source: "unverified",
    evidence:
      "the vendor's page prints the text of the reference; strict Velocity, which the error above points to, fails",
    code: VELOCITY,
    example: {
      ...url("${input.gone}"),
      gives: { fails: ["request templates", "Reference ${input.gone} evaluated to null"] },
    },
  },
  {
    when: "`$!{input.x}`, and the input is missing or `null`",
    here: "empty text",
    source: "document",
    code: VELOCITY,
    example: { ...body("[$!{input.gone}$!{input.none}]"), gives: { body: "[]" } },
  },
  {
    when: "`#if($x)`, and `x` is not set",
    here: "false; `$x.y` and `$x == 1` fail",
    source: "unverified",
    evidence: "Apache Velocity in strict mode",
    code: VELOCITY,
    example: { ...body('#if($gone){"a": 1}#else{"a": 2}#end'), gives: { body: '{"a": 2}' } },
  },
  {
    when: '`#if` of `""`, `0`, an empty list',
    here: "false",
    source: "unverified",
    evidence: "Apache Velocity 2; in 1.7 each of them is true",
    code: VELOCITY,
    example: {
      ...body("#if('')1#{else}2#end#if(0)1#{else}2#end#if([])1#{else}2#end"),
      gives: { body: "222" },
    },
  },
  {
    when: '`"${a}" == "b"`',
    here: "compares texts; a number and a text are equal when they print alike",
    source: "exports",
    evidence: "with texts on both sides; the rest is Apache Velocity",
    code: VELOCITY,
    example: { ...body("#if($input.count == '3')same#end"), gives: { body: "same" } },
  },
  {
    when: "quoting: `\"a $input.x\"` and `'a $input.x'` as an argument",
    here: "rendered in double quotes, as it is in single quotes",
    source: "exports",
    evidence: "double quotes; single quotes are Apache Velocity",
    code: VELOCITY,
    example: {
      ...body("#set($a = \"$input.count\")#set($b = '$input.count')$a $b"),
      gives: { body: "3 $input.count" },
    },
  },
  {
    when: "`$5`, `$$`, `#1`, a dollar sign or a hash alone",
    here: "as it is written",
    source: "unverified",
    evidence: "Apache Velocity",
    code: VELOCITY,
    example: { ...body("$5 $ #1 $${input.count}"), gives: { body: "$5 $ #1 $3" } },
  },
  {
    when: "numbers and booleans",
    here: "their literal: `3`, `1.5`, `true`; `1.0` prints as `1`, and an integer of more than 15 digits may be rounded",
    source: "exports",
    evidence: "literals; the rest is this machine's numbers, where Java's would print `1.0`",
    code: VELOCITY,
    example: { ...body("${input.count} ${input.rate} ${input.yes}"), gives: { body: "3 1.5 true" } },
  },
  {
    when: "`#set($n = 5 / 2)`",
    here: "`2`: of two integers the quotient is one; `$math.div(5, 2)` is `2.5`",
    source: "unverified",
    evidence: "Apache Velocity, Velocity Tools",
    code: VELOCITY,
    example: { ...body("#set($n = 5 / 2)$n $math.div(5, 2)"), gives: { body: "2 2.5" } },
  },
  {
    when: "dates",
    here: "texts like any other; there is no `$date`",
    source: "document",
    evidence: "the vendor's list of macros has no date tool",
    code: "src/core/action/rendering/tools.ts",
    example: {
      ...body("$date"),
      gives: { fails: ["request templates", "Variable $date has not been set"] },
    },
  },
  {
    when: "`$rootQuery`",
    here: "a variable that is not set: fails",
    source: "unverified",
    evidence: "neither a vendor document nor a public export has it",
    code: VELOCITY,
    example: {
      ...body("$rootQuery"),
      gives: { fails: ["request templates", "Variable $rootQuery has not been set"] },
    },
  },
  {
    when: "`$Input.x`",
    here: "a variable that is not set: names are case-sensitive",
    source: "unverified",
    evidence: "a few public exports have it; strict Velocity refuses it",
    code: VELOCITY,
    example: {
      ...body("$Input.count"),
      gives: { fails: ["request templates", "Variable $Input has not been set"] },
    },
  },
  {
    when: "`#foreach`, `#macro`, `#parse`, `#include`, `#evaluate`, `#define`",
    here: "fails",
    source: "unverified",
    evidence: "one author reports of an organization that `#foreach` is switched off",
    code: DIRECTIVES,
    example: {
      ...body("#foreach($a in [1])$a#end"),
      gives: { fails: ["request templates", "#foreach is not available in data actions"] },
    },
  },
  {
    when: "`#if` without `#end`",
    here: "fails, with the place of the `#if`",
    source: "unverified",
    evidence: "Apache Velocity",
    code: DIRECTIVES,
    example: {
      ...body("a\n#if($input.yes)b"),
      gives: { fails: ["request templates", "#if has no #end at requestTemplate[line 2, column 1]"] },
    },
  },
  {
    when: "methods of Java's String, such as `$input.name.replace(' ', '%20')`",
    here: "called, without those that need another class of Java's",
    source: "document",
    code: "src/core/action/rendering/java-methods.ts",
    example: {
      ...url("${input.name.replace(' ', '%20').toUpperCase()}"),
      gives: { url: "/api/v2/users?q=A%20B" },
    },
  },
  {
    when: "body of a GET",
    here: "none",
    source: "document",
    code: REQUEST,
    example: { request: { body: "${input.rawRequest}" }, gives: { body: null } },
  },
  {
    when: "no body template",
    here: "`${input.rawRequest}`, the input as it was given",
    source: "document",
    evidence: "as what is shown; what is sent is not verified",
    code: REQUEST,
    example: { request: { method: "POST" }, given: { a: 1 }, gives: { body: '{"a":1}' } },
  },
  {
    when: "a blank or another character that a URL cannot hold",
    here: "fails: nothing is escaped by itself",
    source: "document",
    evidence: "that nothing is escaped; that it fails is concluded",
    code: REQUEST,
    example: {
      ...url("${input.name}"),
      gives: { fails: ["request templates", 'The URL holds " ", which must be escaped'] },
    },
  },
];
