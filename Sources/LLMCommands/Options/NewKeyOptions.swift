package import ArgumentParser

/// Flags that say where a new key comes from and whether it is tried before it is stored.
package struct NewKeyOptions: ParsableArguments, Sendable {
  @Flag(name: .customLong("with-token"), help: "Read the key from standard input.")
  package var withToken = false

  @Flag(
    name: .long, inversion: .prefixedNo,
    help: "Ask the provider whether it takes the key, before it is stored (default: asks you).")
  package var test: Bool?

  package init() {}
}
