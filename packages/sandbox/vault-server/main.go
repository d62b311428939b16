// Command server runs a real HashiCorp Vault for the sandbox: Vault's own core
// and HTTP handler over in-memory storage, initialized and unsealed, on a
// loopback port the kernel chooses. Nothing here imitates Vault.
//
// One JSON line on standard output tells the parent the address, the root
// token and the unseal key. The server ends when its standard input closes, so
// it never outlives the sandbox that started it, however that one dies.
package main

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	log "github.com/hashicorp/go-hclog"
	kv "github.com/hashicorp/vault-plugin-secrets-kv"
	"github.com/hashicorp/vault/builtin/credential/approle"
	vaulthttp "github.com/hashicorp/vault/http"
	"github.com/hashicorp/vault/internalshared/configutil"
	"github.com/hashicorp/vault/sdk/helper/consts"
	"github.com/hashicorp/vault/sdk/logical"
	"github.com/hashicorp/vault/sdk/physical/inmem"
	"github.com/hashicorp/vault/vault"
)

// ready is the line the parent reads.
type ready struct {
	Address   string `json:"address"`
	RootToken string `json:"rootToken"`
	UnsealKey string `json:"unsealKey"`
}

// plugins is Vault's built-in registry cut down to what scopelock's resources
// mount: the KV secrets engine and the AppRole auth method.
type plugins struct{}

var backends = map[consts.PluginType]map[string]logical.Factory{
	consts.PluginTypeSecrets:    {"kv": kv.Factory},
	consts.PluginTypeCredential: {"approle": approle.Factory},
}

func (plugins) Contains(name string, kind consts.PluginType) bool {
	_, ok := backends[kind][name]
	return ok
}

func (plugins) Get(name string, kind consts.PluginType) (func() (interface{}, error), bool) {
	factory, ok := backends[kind][name]
	return func() (interface{}, error) { return factory, nil }, ok
}

func (plugins) Keys(kind consts.PluginType) []string {
	names := []string{}
	for name := range backends[kind] {
		names = append(names, name)
	}
	return names
}

func (p plugins) DeprecationStatus(name string, kind consts.PluginType) (consts.DeprecationStatus, bool) {
	return consts.Supported, p.Contains(name, kind)
}

func (plugins) IsBuiltinEntPlugin(string, consts.PluginType) bool { return false }

func serve() error {
	logger := log.New(&log.LoggerOptions{Name: "vault", Level: log.Error, Output: os.Stderr})
	storage, err := inmem.NewInmem(nil, logger)
	if err != nil {
		return fmt.Errorf("in-memory storage: %w", err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listen on loopback: %w", err)
	}
	address := "http://" + listener.Addr().String()

	core, err := vault.NewCore(&vault.CoreConfig{
		Physical:           storage,
		Logger:             logger,
		DisableMlock:       true, // a sandbox holds nothing worth locking in memory, and needs no privilege
		RedirectAddr:       address,
		LogicalBackends:    backends[consts.PluginTypeSecrets],
		CredentialBackends: backends[consts.PluginTypeCredential],
		BuiltinRegistry:    plugins{},
	})
	if err != nil {
		return fmt.Errorf("core: %w", err)
	}
	initialized, err := core.Initialize(context.Background(), &vault.InitParams{
		BarrierConfig:  &vault.SealConfig{SecretShares: 1, SecretThreshold: 1},
		RecoveryConfig: &vault.SealConfig{},
	})
	if err != nil {
		return fmt.Errorf("initialize: %w", err)
	}
	for _, share := range initialized.SecretShares {
		if _, err := core.Unseal(append([]byte(nil), share...)); err != nil {
			return fmt.Errorf("unseal: %w", err)
		}
	}

	server := &http.Server{
		// The handler dereferences the listener configuration: it must not be nil.
		Handler: vaulthttp.Handler.Handler(&vault.HandlerProperties{
			Core:           core,
			ListenerConfig: &configutil.Listener{Type: "tcp", Address: listener.Addr().String()},
		}),
		ReadHeaderTimeout: 10 * time.Second,
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		_ = server.Close()
	}()
	if err := json.NewEncoder(os.Stdout).Encode(ready{
		Address:   address,
		RootToken: initialized.RootToken,
		UnsealKey: hex.EncodeToString(initialized.SecretShares[0]),
	}); err != nil {
		return fmt.Errorf("report readiness: %w", err)
	}
	if err := server.Serve(listener); err != http.ErrServerClosed {
		return err
	}
	return nil
}

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, "vault:", err)
		os.Exit(1)
	}
}
