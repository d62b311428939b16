/**
 * Imports a module of the user's or a package, whichever kind it is. In a file of its own: in the bundle of the command, which has a
 * cache of V8's, Node refuses `import()`.
 * @param specifier where it is, as a `file:` URL; or the name of a package
 */
export async function importModule<Exports extends object = Readonly<Record<string, unknown>>>(
  specifier: string,
): Promise<Exports> {
  return import(specifier);
}
