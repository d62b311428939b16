#!/usr/bin/env node
/*
 * Stands for `vault server -dev` in the official image: a real Vault, with the root token that its environment names, at
 * a socket in the place of the port that it is told to listen at.
 */
import { spawn } from "node:child_process";
import { createServer, request } from "node:http";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

const args = process.argv.slice(2);
const { TEST_SOCKET: socket = "", VAULT_DEV_ROOT_TOKEN_ID: token } = process.env;
const [, port] = /^-dev-listen-address=0\.0\.0\.0:(\d+)$/.exec(args.at(-1) ?? "") ?? [];
if (args[0] !== "server" || !args.includes("-dev") || !token || !socket.endsWith(`-${port}.sock`))
  throw new Error("not as vault would have it");

const server = spawn(join(dirname(process.argv[1]), "server"), [], {
  stdio: ["pipe", "pipe", "ignore"],
  env: {},
});
createInterface({ input: server.stdout }).once("line", (line) => {
  const vault = JSON.parse(line);
  createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers };
    if (headers["x-vault-token"] === token) headers["x-vault-token"] = vault.rootToken;
    const forwarded = request(
      `${vault.address}${incoming.url}`,
      { method: incoming.method, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode, answer.headers);
        answer.pipe(outgoing);
      },
    );
    incoming.pipe(forwarded);
  }).listen(socket);
});
