import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServerCredentials } from "@grpc/grpc-js";
import { genesyscloudProvider } from "../../../packages/sandbox/src/providers/genesyscloud";
import { ProviderServer } from "../../../packages/sandbox/src/providers/plugin/server";
import { vaultProvider } from "../../../packages/sandbox/src/providers/vault";

/*
 * A stand-in as an executable that Terraform starts itself, as it starts a real provider: `plugin.ts <name> <directory>`, with a
 * key and a certificate in the directory. Source: hashicorp/go-plugin, docs/internals.md and client.go (`AutoMTLS`).
 */

const [name, directory = ""] = process.argv.slice(2);
const [key, certificate] = ["key.pem", "certificate.pem"].map((file) => readFileSync(join(directory, file)));
const place = mkdtempSync(join(tmpdir(), "plugin"));
const socket = join(place, "socket");
const server = new ProviderServer<never>(
  (name === "vault" ? vaultProvider(process.env) : genesyscloudProvider(process.env, process.cwd())) as never,
);
const credentials = ServerCredentials.createSsl(null, [
  { private_key: key as Buffer, cert_chain: certificate as Buffer },
]);

server
  .listen(socket, credentials, () => process.exit(0))
  .then(() => {
    const sent = new X509Certificate(certificate as Buffer).raw.toString("base64").replace(/=+$/, "");
    // Version of the handshake, version of Terraform's protocol, and where, how, and as whom it serves.
    process.stdout.write(`1|5|unix|${socket}|grpc|${sent}\n`);
  });
