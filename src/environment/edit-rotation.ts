import { applyEdits, type Edit, type Node, parseTree } from "jsonc-parser";
import type { Rotation } from "../core/rotation";
import { withoutBom } from "./file";

/**
 * The text of an environment file with its rotation changed, and every other byte kept: order, indentation, line
 * endings, byte order mark. The text is known to be an environment's, so no key stands in it twice.
 *
 * Edits of its own and not jsonc-parser's `modify`, which writes an array over several lines or without a blank.
 */
export function editRotation(text: string, { generations, rotatedOn }: Rotation): string {
  const json = withoutBom(text);
  const mark = text.slice(0, text.length - json.length);
  const properties = propertiesOf(propertiesOf(parseTree(json)).get("rotation")?.value);
  const live = properties.get("live") as Property;
  const current = properties.get("current") as Property;
  const date = properties.get("rotatedOn");
  const [first, second] = [...properties.values()] as [Property, Property];
  const comma = json.slice(end(first.value), second.key.offset);
  const colon = json.slice(end(current.key), current.value.offset);

  const edits = [
    replace(live.value, list(json, live.value, generations.live, comma === "," ? "," : ", ")),
    replace(current.value, String(generations.current)),
  ];
  if (rotatedOn !== undefined) {
    const day = JSON.stringify(rotatedOn);
    edits.push(
      date === undefined
        ? { offset: end(current.value), length: 0, content: `${comma}"rotatedOn"${colon}${day}` }
        : replace(date.value, day),
    );
  }
  return mark + applyEdits(json, edits);
}

interface Property {
  readonly key: Node;
  readonly value: Node;
}

function propertiesOf(object: Node | undefined): Map<string, Property> {
  return new Map(
    (object?.children ?? []).map(({ children }) => {
      const [key, value] = children as [Node, Node];
      return [key.value as string, { key, value }];
    }),
  );
}

/** A list written as it was: on one line or several. */
function list(json: string, node: Node, items: readonly number[], oneLine: string): string {
  const [head, next] = node.children as [Node, Node?];
  const last = node.children?.at(-1) as Node;
  const open = json.slice(node.offset, head.offset);
  const lone = open.includes("\n") ? `,${open.slice(1)}` : oneLine;
  const comma = next === undefined ? lone : json.slice(end(head), next.offset);
  return open + items.join(comma) + json.slice(end(last), end(node));
}

const end = (node: Node) => node.offset + node.length;

const replace = (node: Node, content: string): Edit => ({
  offset: node.offset,
  length: node.length,
  content,
});
