import type { Entries } from "./entry";

/** Found in catalogues of the API's operations, and in what they are made of. */
export const CATALOG = {
  "catalog/shape": {
    severity: "error",
    means: "The file does not have the form of a catalogue.",
    fix: "Make it again with scopelock catalog refresh.",
  },
  "catalog/openapi": {
    severity: "error",
    means: "The file is an OpenAPI document, not a catalogue.",
    fix: "Make a catalogue of it with scopelock catalog refresh.",
  },
  "catalog/invalid": {
    severity: "error",
    means: "The catalogue is wrong, so nothing is derived from it.",
    fix: "See scopelock catalog validate, and make the catalogue again.",
  },
  "catalog/source": {
    severity: "error",
    means: "The catalogue does not name its source.",
    fix: "Make it again with scopelock catalog refresh.",
  },
  "catalog/date": {
    severity: "error",
    means: "The catalogue's date is not a day of the calendar.",
    fix: "Make it again with scopelock catalog refresh.",
  },
  "catalog/hash": {
    severity: "error",
    means: "The catalogue's hash is not a SHA-256.",
    fix: "Make it again with scopelock catalog refresh.",
  },
  "catalog/method": {
    severity: "error",
    means: "An operation has a method that the API does not have.",
    fix: "Make the catalogue again with scopelock catalog refresh.",
  },
  "catalog/path": {
    severity: "error",
    means: "An operation's path is not a path template below /api/v2/.",
    fix: "Make the catalogue again with scopelock catalog refresh.",
  },
  "catalog/mode": {
    severity: "error",
    means: "An operation's mode does not go with its permissions.",
    fix: "Make the catalogue again with scopelock catalog refresh.",
  },
  "catalog/permission": {
    severity: "error",
    means: "An operation has a permission that does not have the form of one.",
    fix: "Make the catalogue again with scopelock catalog refresh.",
  },
  "catalog/flag": {
    severity: "error",
    means: "An operation has a flag that is not known, or that does not go with its permissions.",
    fix: "Make the catalogue again with scopelock catalog refresh.",
  },
  "catalog/scope": {
    severity: "error",
    means: "An operation has a scope that is not an OAuth scope.",
    fix: "Make the catalogue again with scopelock catalog refresh.",
  },
  "catalog/repeated": {
    severity: "error",
    means: "An operation lists a permission, a flag or a scope twice.",
    fix: "Make the catalogue again with scopelock catalog refresh.",
  },
  "catalog/operation-id": {
    severity: "error",
    means: "An operation's id is empty.",
    fix: "Make the catalogue again with scopelock catalog refresh.",
  },
  "catalog/duplicate": {
    severity: "error",
    means: "Two operations fit the same requests.",
    fix: "Make the catalogue again with scopelock catalog refresh.",
  },
  "catalog/override": {
    severity: ["warning", "note"],
    means: "A correction of the catalogue corrects nothing: its operation is gone, or the source now agrees.",
    fix: "Take the correction out, or give it the operation's new path.",
  },
  "catalog/old": {
    severity: "warning",
    means: "The catalogue is older than 180 days; what Genesys has changed since then is not in it.",
    fix: "Make a newer one of the OpenAPI document of your region: scopelock catalog refresh.",
  },
  "catalog/source-date": {
    severity: "error",
    means:
      "The date given for a source is not a day, is in the future, or is given for a source that has its own.",
    fix: "Give the day that the source is of, for example 2026-08-15.",
  },
  "catalog/no-catalog": {
    severity: "error",
    means: "The file is neither a catalogue nor an OpenAPI document.",
    fix: "Give a catalogue, the OpenAPI document, or a package of an SDK.",
  },
  "catalog/older": {
    severity: "error",
    means: "The catalogue to watch is older than the one that the project derives with.",
    fix: "Give a newer one; scopelock catalog diff compares any two.",
  },
  "catalog/fail-on": {
    severity: "error",
    means: "The option --fail-on is not a list of what catalog watch reports.",
    fix: "Give some of the names that scopelock catalog watch --help lists.",
  },
  "catalog/output": {
    severity: "error",
    means: "The catalogue would overwrite its own source.",
    fix: "Give another file to --output.",
  },
  "catalog/undated": {
    severity: "note",
    means: "The source has no date, so no command can warn when the catalogue gets old.",
    fix: "Give --date.",
  },
  "catalog/kept": {
    severity: "note",
    means: "The source does not list permissions; they are kept from the older catalogue.",
    fix: "Nothing; Genesys's OpenAPI document has all of it.",
  },
  "catalog/requirement-unknown": {
    severity: "note",
    means: "Neither the source nor the older catalogue lists what an operation requires.",
    fix: "State the permissions of an action that calls it.",
  },
  "catalog/operation-gone": {
    severity: "note",
    means: "An operation of the older catalogue is not in the source.",
    fix: "See whether an action calls it: scopelock catalog diff.",
  },
  "openapi/unknown": {
    severity: "error",
    means: "The document is not an OpenAPI document.",
    fix: "Give the file that GET /api/v2/docs/swagger answers with.",
  },
  "openapi/no-operations": {
    severity: "error",
    means: "The OpenAPI document has no operation that can be read.",
    fix: "Give the whole document, with its paths.",
  },
  "openapi/info": {
    severity: "warning",
    means: "The document has no title or no version.",
    fix: "Give it that, or rely on the hash.",
  },
  "openapi/foreign-path": {
    severity: "note",
    means: "A path is not below /api/v2/; it is left out.",
    fix: "Nothing, unless a data action calls it.",
  },
  "openapi/permissions": {
    severity: "note",
    means: "The permissions of an operation were tidied.",
    fix: "Nothing, when that is what is meant.",
  },
  "openapi/method": {
    severity: "error",
    means: "A path has a method that the API does not have; it is left out.",
    fix: "Correct the document.",
  },
  "openapi/path": {
    severity: "error",
    means: "A path of the document cannot be read; it is left out.",
    fix: "Correct the document.",
  },
  "openapi/operation": {
    severity: "error",
    means: "An operation of the document cannot be read; it is left out.",
    fix: "Correct the document.",
  },
  "sdk/archive": {
    severity: "error",
    means: "The package cannot be unpacked.",
    fix: "Give what npm pack or pip download writes, or a directory that it was unpacked into.",
  },
  "sdk/package": {
    severity: "error",
    means:
      "It is neither the npm package of Genesys's JavaScript SDK nor the PyPI package of its Python SDK.",
    fix: "Give what npm pack or pip download writes of that package.",
  },
  "sdk/source": {
    severity: "error",
    means: "A file of the package is not JavaScript, or not as the generator of the Python SDK writes it.",
    fix: "Give a release of the package as npm or PyPI serves it.",
  },
  "sdk/call": {
    severity: "error",
    means: "Path and method of a call are not written out; it is left out.",
    fix: "Nothing; report it when an operation is missing.",
  },
  "sdk/no-operations": {
    severity: "error",
    means: "The package calls no operation that can be read.",
    fix: "Give a release of the package as npm or PyPI serves it.",
  },
} as const satisfies Entries;
