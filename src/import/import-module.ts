/**
 * Imports a module of the user's, whichever kind it is. In a file of its own: in the bundle of the command, which has a
 * cache of V8's, Node refuses `import()`.
 * @param url where it is, as a `file:` URL
 */
export function importModule(url: string): Promise<Record<string, unknown>> {
  return import(url);
}
