import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { createTar } from "nanotar";
import type { StoredOperation } from "../../src/core/catalog/data";

const APIS = "src/purecloud-platform-client-v2/api";

/** How the SDK's comments put what a flag says. */
const SAID: Readonly<Record<string, (name: string) => string>> = {
  deprecated: () => "@deprecated",
  preview: (name) => `${name} is a preview method and is subject to both breaking and non-breaking changes`,
};
const PROSE: Readonly<Record<string, string>> = {
  "current-user": "List what belongs to the logged-in user.",
  "no-client-credentials": "This is not valid when using the Client Credentials grant.",
  "client-credentials-only": "You will need an OAuth token generated using OAuth client credentials.",
};

/** A method of the SDK as its generator writes it. */
export function sdkMethod([method, path, , , flags, name]: StoredOperation): string {
  const comment = [
    "Does something. ",
    ...flags.flatMap((flag) => PROSE[flag] ?? []),
    '@param {Object} opts Optional parameters, "/api/v2/in/a/comment"',
    ...flags.flatMap((flag) => SAID[flag]?.(name) ?? []),
  ];
  return `
	/**
${comment.map((line) => `	 * ${line}`).join("\n")}
	 */
	${name}(opts) { 
		opts = opts || {};
		if (opts === null) {
			throw 'Missing the required parameter "callApi(" when calling ${name}';
		}

		return this.apiClient.callApi(
			'${path}', 
			'${method}', 
			{ },
			opts['customHeaders']
		);
	}
`;
}

/** A class of the SDK with some methods. */
export const sdkClass = (name: string, ...methods: readonly string[]) =>
  `import ApiClient from '../ApiClient.js';

class ${name} {
	/**
	 * Constructs a new ${name}. Deprecated.
	 */
	constructor(apiClient) {
		this.apiClient = apiClient || ApiClient.instance;
	}
${methods.join("\n")}}

export default ${name};
`;

/** The files of the SDK's npm package, by path in it. */
export const sdkFiles = (apis: Readonly<Record<string, string>>, about: object = {}) => ({
  "package.json": JSON.stringify({ name: "purecloud-platform-client-v2", version: "4.5.6", ...about }),
  "index.d.ts": "declare module 'platformClient' {}",
  "README.md": "# Platform API Client SDK",
  ...Object.fromEntries(Object.entries(apis).map(([name, text]) => [`${APIS}/${name}`, text])),
});

/** Writes a package as it is unpacked. */
export function writeUnpacked(directory: string, files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

/** Writes a package as `npm pack` does. */
export function writePacked(file: string, files: Readonly<Record<string, string>>): string {
  const entries = Object.entries(files).map(([name, data]) => ({ name: `package/${name}`, data }));
  writeFileSync(file, gzipSync(createTar(entries)));
  return file;
}
