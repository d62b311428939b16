import {
  type GenesysOptions,
  type GenesysSandbox,
  startGenesys,
} from "../../../packages/sandbox/src/genesys";

/** An answer, read. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a body is looked into by the tests, each in its own way
  readonly body: any;
  readonly headers: Headers;
}

/** A stand-in, and what calls it as the provider does. */
export interface Harness extends GenesysSandbox {
  token(clientId?: string, clientSecret?: string): Promise<Answer>;
  /** Sends a request; as the deployer unless a token is given, without one for `null`. */
  call(method: string, path: string, body?: unknown, token?: string | null): Promise<Answer>;
}

/** Starts a stand-in with a caller. */
export async function start(options: GenesysOptions = {}): Promise<Harness> {
  const genesys = await startGenesys(options);
  let own: string | undefined;
  const read = async (response: Response): Promise<Answer> => {
    const text = await response.text();
    const json = response.headers.get("content-type")?.includes("json");
    return { status: response.status, body: json ? JSON.parse(text) : text, headers: response.headers };
  };
  const token: Harness["token"] = async (
    id = genesys.deployer.clientId,
    secret = genesys.deployer.clientSecret,
  ) =>
    read(
      await fetch(`${genesys.url}/oauth/token`, {
        method: "POST",
        headers: {
          Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
          "Content-Type": "application/x-www-form-urlencoded",
        },
        body: "grant_type=client_credentials",
      }),
    );
  const call: Harness["call"] = async (method, path, body, given) => {
    own ??= (await token()).body.access_token;
    const bearer = given === undefined ? own : given;
    return read(
      await fetch(`${genesys.url}${path}`, {
        method,
        headers: {
          "Content-Type": "application/json",
          Accept: "application/json",
          ...(bearer !== null && { Authorization: `Bearer ${bearer}` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
  };
  return Object.assign(Object.create(genesys) as GenesysSandbox, { token, call });
}

/** What the provider sends for a client-credentials client. */
export const clientBody = (name: string, roleDivisions: { roleId: string; divisionId: string }[]) => ({
  name,
  description: "",
  accessTokenValiditySeconds: 86_400,
  authorizedGrantType: "CLIENT-CREDENTIALS",
  state: "active",
  roleDivisions,
});

/** A role with these permissions, and a client that has it in the home division. */
export async function clientWith(harness: Harness, ...permissions: string[]) {
  const permissionPolicies = permissions.map((permission) => {
    const [domain, entityName, action] = permission.split(":");
    return { domain, entityName, actionSet: [action] };
  });
  const name = `role ${Math.random()}`;
  const role = await harness.call("POST", "/api/v2/authorization/roles", {
    name,
    description: "",
    permissionPolicies,
  });
  const home = await harness.call("GET", "/api/v2/authorization/divisions/home");
  const grants = [{ roleId: role.body.id, divisionId: home.body.id }];
  const client = await harness.call("POST", "/api/v2/oauth/clients", clientBody(name, grants));
  const token = (await harness.token(client.body.id, client.body.secret)).body.access_token as string;
  return { role: role.body, client: client.body, token };
}
