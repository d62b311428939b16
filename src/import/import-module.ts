/**
 * Imports a module that is known only now, whichever kind it is. In a file of its own: in the bundle of the command, which has a
 * cache of V8's, Node refuses `import()`.
 * @param from its `file:` URL, or the name of a package
 */
export function importModule(from: string): Promise<Record<string, unknown>> {
  return import(from);
}
