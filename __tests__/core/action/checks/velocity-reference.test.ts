import { expect, it } from "vitest";
import { velocityReferences, velocityVariables } from "../../../../src/core/action/checks/velocity-reference";

const written = (template: string) =>
  velocityReferences(template).map(({ root, property, quiet, conditional }) =>
    [quiet ? "quiet" : "", conditional ? "if" : "", property === undefined ? root : `${root}.${property}`]
      .filter(Boolean)
      .join(" "),
  );

it.each<[string, string[]]>([
  ["${a} $b $!c $!{d.e}", ["a", "b", "quiet c", "quiet d.e"]],
  ["${a.b.c('x')} $a.b()", ["a.b", "a"]],
  ['$esc.url("${input.x}")', ["esc", "input.x"]],
  ["\\$a \\\\$b \\\\\\$c", ["b"]],
  ["$a ## $b\n$c", ["a", "c"]],
  ["${a|'x'} ${a.b|'x'} $a|", ["quiet a", "quiet a.b", "a"]],
  ["$1 $ $$a ${} $_", ["a"]],
  ["#if($a)$b#elseif($c.d == 'x')$e#end", ["if a", "b", "if c.d", "e"]],
  ["#if($a.b('x') && $c)$d#{else}$e#end", ["if a", "if c", "d", "e"]],
])("the references of %s", (template, expected) => {
  expect(written(template)).toEqual(expected);
});

it("variables are set by #set and #foreach", () => {
  expect(velocityVariables("#set($a = 1) #set( $!{b}= 2) #foreach($c in $d)#end")).toEqual(
    expect.arrayContaining(["a", "b", "c", "foreach"]),
  );
  expect(velocityVariables("$a")).toEqual([]);
});
