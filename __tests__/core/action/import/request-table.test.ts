import { expect, it } from "vitest";
import { readRequestTable } from "../../../../src/core/action/import/request-table";
import { refusal } from "../../errors";

it("a table gives a request a line, whatever the columns' order and the line endings", () => {
  const { calls, unusable } = readRequestTable(
    "note\tURL\tMethod\r\nx\t/api/v2/users\tget\r\n\r\ny\t\tPOST\r\nz\t/api/v2/x\t\r\n",
    "calls.tsv",
  );
  expect(calls).toEqual([
    {
      name: "GET /api/v2/users",
      source: "calls.tsv:2",
      request: { method: "GET", url: "/api/v2/users" },
    },
  ]);
  expect(unusable.map(({ where, what }) => [where, what])).toEqual([
    ["calls.tsv:4", "The line has no url."],
    ["calls.tsv:5", "The line has no method."],
  ]);
});

it("names are taken from their column", () => {
  expect(readRequestTable("name\tmethod\turl\nUsers\tGET\t/api/v2/users", "x").calls[0]?.name).toBe("Users");
});

it("a table without one of its columns is refused, with the nearest", () => {
  const error = refusal(() => readRequestTable("metod,url\nGET,/api/v2/users", "calls.csv"));
  expect(error).toMatchObject({ id: "import/table", where: "calls.csv" });
  expect(refusal(() => readRequestTable("methd\turl\n", "x")).fix).toContain('"methd"');
});

it("a table may have line ends of any kind, and secrets in a URL are no part of a name", () => {
  const { calls } = readRequestTable(
    "method\turl\rGET\thttps://me:pw@example.com/x?y=z\rGET\t/api/v2/users\r",
    "x",
  );
  expect(calls.map(({ name, source }) => [name, source])).toEqual([
    ["GET https://example.com/x?...", "x:2"],
    ["GET /api/v2/users", "x:3"],
  ]);
});

it("a table without a header line is refused without a suggestion", () => {
  const error = refusal(() => readRequestTable("", "x"));
  expect(error.message).toContain("no header line");
  expect(error.message).not.toContain("Did you mean");
});
