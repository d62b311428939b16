import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rotation, type RotationProps } from "../../src/core/rotation";
import { editRotation } from "../../src/environment/edit-rotation";

const TODAY = "2026-11-25";
/** The file's own keys do not matter here: only that they stay. */
const edit = (text: string, rotation: RotationProps) => editRotation(text, Rotation.of(rotation));

describe("an edit of the rotation", () => {
  it.each([
    [
      "on one line",
      '{ "a": 1, "rotation": { "live": [1], "current": 1 } }\n',
      '{ "a": 1, "rotation": { "live": [1, 2], "current": 2, "rotatedOn": "2026-11-25" } }\n',
    ],
    [
      "compact, without a last newline",
      '{"rotation":{"live":[1],"current":1},"z":1}',
      '{"rotation":{"live":[1,2],"current":2,"rotatedOn":"2026-11-25"},"z":1}',
    ],
    [
      "over several lines, the list on one",
      '{\n    "rotation": {\n        "live": [ 1 ],\n        "current": 1\n    }\n}\n',
      '{\n    "rotation": {\n        "live": [ 1, 2 ],\n        "current": 2,\n        "rotatedOn": "2026-11-25"\n    }\n}\n',
    ],
    [
      "with blank lines, tabs and CRLF",
      '{\r\n\r\n\t"rotation": {\r\n\t\t"current": 1,\r\n\r\n\t\t"live": [\r\n\t\t\t1\r\n\t\t]\r\n\t}\r\n}\r\n',
      '{\r\n\r\n\t"rotation": {\r\n\t\t"current": 2,\r\n\r\n\t\t"rotatedOn": "2026-11-25",\r\n\r\n\t\t"live": [\r\n\t\t\t1,\r\n\t\t\t2\r\n\t\t]\r\n\t}\r\n}\r\n',
    ],
    [
      "odd, with a date that is there already",
      '{"rotation" : {"rotatedOn" :"2026-01-01" ,"everyDays": 90 , "live":[1 ],  "current" : 1}}',
      '{"rotation" : {"rotatedOn" :"2026-11-25" ,"everyDays": 90 , "live":[1, 2 ],  "current" : 2}}',
    ],
    [
      "with a byte order mark, and a string that looks like a rotation",
      '\uFEFF{ "x": "\\"rotation\\": { \\"live\\": [1] }", "rotation": { "live": [1], "current": 1 } }',
      '\uFEFF{ "x": "\\"rotation\\": { \\"live\\": [1] }", "rotation": { "live": [1, 2], "current": 2, "rotatedOn": "2026-11-25" } }',
    ],
  ])("keeps every other byte of a file that is %s", (_, before, after) => {
    expect(edit(before, { live: [1, 2], current: 2, rotatedOn: TODAY })).toBe(after);
  });

  it("adds no day when there is none to say", () => {
    const text = '{ "rotation": { "live": [1, 2], "current": 2 } }';
    expect(edit(text, { live: [2], current: 2 })).toBe('{ "rotation": { "live": [2], "current": 2 } }');
  });

  it("writes what the same style would have written, whatever style and order", () => {
    const generations = fc
      .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 3 })
      .map((live) => ({ live: live.sort((a, b) => a - b), current: Math.max(...live) }));
    const style = fc.record({
      indent: fc.constantFrom(undefined, 2, 4, "\t"),
      eol: fc.constantFrom("\n", "\r\n"),
      mark: fc.constantFrom("", "\uFEFF"),
      end: fc.constantFrom("", "\n", "\r\n\r\n"),
    });
    fc.assert(
      fc.property(
        generations,
        generations,
        style,
        fc.dictionary(
          fc.string().filter((key) => key !== "rotation" && key !== "__proto__"),
          fc.jsonValue(),
        ),
        fc.dictionary(fc.constantFrom("everyDays", "overlapHours"), fc.integer()),
        fc.boolean(),
        (old, next, { indent, eol, mark, end }, around, beside, dated) => {
          const render = (rotation: object) =>
            mark + JSON.stringify({ ...around, rotation }, null, indent).replaceAll("\n", eol) + end;
          const before = { ...old, ...(dated && { rotatedOn: "2026-01-01" }), ...beside };
          const after = { ...next, rotatedOn: TODAY, ...beside };
          expect(edit(render(before), { ...next, rotatedOn: TODAY })).toBe(render(after));
        },
      ),
    );
  });
});
