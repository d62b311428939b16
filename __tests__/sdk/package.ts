import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
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

const snakeCase = (name: string) => name.replace(/[A-Z0-9]/g, (letter) => `_${letter.toLowerCase()}`);

/** A method of the Python SDK as its generator writes it. */
export function pythonMethod([method, path, , , flags, operationId]: StoredOperation): string {
  const name = snakeCase(operationId);
  const said = [
    "Does something. ",
    ...flags.flatMap((flag) => PROSE[flag] ?? []),
    ...(flags.includes("preview")
      ? [`${name} is a preview method and is subject to both breaking and non-breaking changes`]
      : []),
  ];
  return `${flags.includes("deprecated") ? `    @deprecated("${name} is deprecated")\n` : ""}    def ${name}(self, body: 'Anything', **kwargs) -> List[str]:
        """
${said.map((line) => `        ${line}`).join("\n")}

        This method makes a synchronous HTTP request by default. To make an
        asynchronous HTTP request, please define a \`callback\` function
        >>> thread = self.api_client.call(callback=callback_function)

        :param str old: Deprecated; of the current user
        """

        resource_path = '${path}'.replace('{format}', 'json')
        path_params = {}
        if 'user_id' in params:
            path_params['userId'] = params['user_id']

        response = self.api_client.call_api(resource_path, '${method}',
                                            path_params,
                                            callback=params.get('callback'))
        return response

`;
}

/** A class of the Python SDK with some methods. */
export const pythonClass = (name: string, ...methods: readonly string[]) =>
  `# coding: utf-8

"""
${name}.py
"""
from ..utils import deprecated

class ${name}(object):
    """
    Do not edit.
    """

    def __init__(self, api_client=None):
        self.api_client = api_client

${methods.join("")}`;

/** The files of the Python SDK's package as in a wheel, by path in it. */
export const pythonFiles = (apis: Readonly<Record<string, string>>, about = ABOUT) => ({
  "purecloudplatformclientv2-4.5.6.dist-info/METADATA": about,
  "PureCloudPlatformClientV2/apis/__init__.py": "from .users_api import UsersApi",
  "PureCloudPlatformClientV2/models/user.py": "class User(object): pass",
  ...Object.fromEntries(
    Object.entries(apis).map(([name, text]) => [`PureCloudPlatformClientV2/apis/${name}`, text]),
  ),
});
const ABOUT =
  "Metadata-Version: 2.4\nName: PureCloudPlatformClientV2\nVersion: 4.5.6\n\nVersion: of the text\n";

/** Writes a wheel. */
export function writeWheel(file: string, files: Readonly<Record<string, string>>): string {
  writeFileSync(
    file,
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))),
  );
  return file;
}

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
export function writePacked(
  file: string,
  files: Readonly<Record<string, string>>,
  directory = "package",
): string {
  const entries = Object.entries(files).map(([name, data]) => ({ name: `${directory}/${name}`, data }));
  writeFileSync(file, gzipSync(createTar(entries)));
  return file;
}
