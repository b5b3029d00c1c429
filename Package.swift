// swift-tools-version: 6.2
import PackageDescription

// `llmctl --version` names the commit it was built from. The Makefile sets this variable; a bare `swift build`
// leaves it out, because SwiftPM caches manifests and would go on naming an old commit.
let commit = Context.environment["LLMCTL_COMMIT"] ?? "unknown"

let package = Package(
  name: "llmctl",
  products: [
    .executable(name: "llmctl", targets: ["llmctl"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
  ],
  targets: [
    .executableTarget(
      name: "llmctl",
      dependencies: [
        "CBuildInfo", "CNoICUData", "LLMCommands", "LLMCore", "LLMHTTP", "LLMStore", "LLMSystem", "LLMTerminal",
      ],
      linkerSettings: [
        // Start-up is mostly relocation: RELR packs the relative relocations of a position-independent executable into
        // bitmaps, and symbols nobody outside asks for need no entry in the dynamic table. ARCHITECTURE.md has the figures.
        .unsafeFlags(
          [
            "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs", "-Xlinker", "--exclude-libs=ALL",
            "-Xlinker", "--no-export-dynamic", "-Xlinker", "--icf=safe", "-Xclang-linker", "-static-libgcc",
          ],
          .when(platforms: [.linux], configuration: .release))
      ]
    ),
    .target(
      name: "LLMCommands",
      dependencies: ["LLMCore", .product(name: "ArgumentParser", package: "swift-argument-parser")]
    ),
    .target(
      name: "LLMCore",
      dependencies: [
        "CMetaschemas", "CPCRE2", "CPrices", "CSecretMemory", "CUnicodeTables", "Tokenizer",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "Yams", package: "Yams"),
      ]
    ),
    .target(
      name: "LLMHTTP",
      dependencies: [
        "LLMCore",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]
    ),
    .target(
      name: "LLMStore",
      dependencies: ["CFileSystems", "CZstd", "LLMCore", .product(name: "GRDB", package: "GRDB.swift")]
    ),
    .target(name: "LLMSystem", dependencies: ["CCoreDumps", "CKeyutils", "CProcessors", "LLMCore"]),
    .target(name: "LLMTerminal", dependencies: ["CEditline", "CTerminalSpawn", "LLMCore"]),
    .target(name: "Tokenizer", dependencies: ["CByteClasses", "CUnicodeTables", "CVocabulary"]),
    .target(name: "CByteClasses"),
    .target(
      name: "CEditline",
      // The others for libedit's own needs: a static library does not say what it wants.
      linkerSettings: ["edit", "bsd", "md", "tinfo"].map { .linkedLibrary($0) }
    ),
    .target(name: "CCoreDumps"),
    .target(name: "CFileSystems"),
    .target(name: "CKeyutils", linkerSettings: [.linkedLibrary("keyutils")]),
    .target(name: "CMetaschemas", exclude: ["data"]),
    .target(name: "CNoICUData"),
    .target(name: "CPCRE2", linkerSettings: [.linkedLibrary("pcre2-8")]),
    .target(name: "CPrices", exclude: ["data"]),
    .target(name: "CProcessors"),
    .target(name: "CSecretMemory"),
    .target(name: "CTerminalSpawn"),
    .target(name: "CUnicodeTables"),
    .target(name: "CVocabulary", exclude: ["data"]),
    .target(name: "CZstd", linkerSettings: [.linkedLibrary("zstd")]),
    .target(
      name: "CBuildInfo",
      cSettings: [.define("LLMCTL_COMMIT", to: "\"\(commit)\"")]
    ),

    .target(name: "LLMTestKit", dependencies: ["LLMCore"], path: "Tests/LLMTestKit"),
    .executableTarget(name: "llmctl-bench", dependencies: ["LLMCore", "LLMTestKit"], path: "Tests/Performance"),
    .executableTarget(name: "llmctl-bench-tokens", dependencies: ["Tokenizer"], path: "Tests/PerformanceTokens"),
    .executableTarget(name: "llmctl-bench-highlight", dependencies: ["LLMCore"], path: "Tests/PerformanceHighlight"),
    .executableTarget(
      name: "llmctl-bench-diff", dependencies: ["LLMCore", "Tokenizer"], path: "Tests/PerformanceDiff"),
    .executableTarget(
      name: "llmctl-bench-ledger", dependencies: ["LLMCore", "LLMStore", "LLMTestKit"], path: "Tests/PerformanceLedger"),
    .executableTarget(name: "llmctl-bench-render", dependencies: ["LLMCore"], path: "Tests/PerformanceRender"),
    .executableTarget(name: "llmctl-simulate", dependencies: ["LLMTestKit"], path: "Tests/Simulation"),
    .executableTarget(
      name: "llmctl-conformance-local", dependencies: ["LLMCore", "LLMSystem", "Tokenizer"],
      path: "Tests/ConformanceLocal"),
    .executableTarget(
      name: "llmctl-conformance-prices", dependencies: ["LLMCore"], path: "Tests/ConformancePrices"),
    .executableTarget(
      name: "llmctl-conformance-review", dependencies: ["LLMCore", "LLMTestKit"], path: "Tests/ConformanceReview"),
    .executableTarget(
      name: "llmctl-conformance-schema", dependencies: ["LLMCore", "LLMTestKit"], path: "Tests/ConformanceSchema"),
    .executableTarget(name: "llmctl-conformance-diff", dependencies: ["LLMCore"], path: "Tests/ConformanceDiff"),
    .executableTarget(
      name: "llmctl-line-probe", dependencies: ["LLMCore", "LLMSystem", "LLMTerminal"], path: "Tests/LineProbe"),
    .executableTarget(
      name: "llmctl-credential-probe", dependencies: ["CKeyutils", "LLMCore", "LLMSystem", "LLMTestKit"],
      path: "Tests/CredentialProbe"),
    .executableTarget(
      name: "llmctl-bench-terminal", dependencies: ["LLMTestKit"], path: "Tests/PerformanceTerminal"),
    .testTarget(name: "TokenizerTests", dependencies: ["Tokenizer"], exclude: ["Fixtures"]),
    .testTarget(
      name: "LLMCoreTests",
      dependencies: [
        "LLMCore", "LLMTestKit", "Tokenizer", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      exclude: ["Credentials/Fixtures", "Review/Fixtures", "Tokens/Vocabularies/Fixtures"]),
    .testTarget(name: "LLMStoreTests", dependencies: ["LLMStore", "LLMCore", "LLMTestKit"]),
    .testTarget(name: "LLMHTTPTests", dependencies: ["LLMHTTP", "LLMCore", "LLMTestKit"]),
    .testTarget(
      name: "LLMSystemTests", dependencies: ["LLMSystem", "LLMCore", "LLMTestKit", "llmctl-credential-probe"]),
    .testTarget(
      name: "LLMTerminalTests", dependencies: ["LLMTerminal", "LLMCore", "LLMTestKit", "llmctl-line-probe"]),
    .testTarget(name: "LLMCommandsTests", dependencies: ["LLMCommands", "LLMCore", "LLMTestKit"]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["LLMTestKit", "LLMCore", "LLMSystem", "llmctl"], exclude: ["Snapshots"]),
  ]
)

// One loop, so that no target can be looser than the others.
for target in package.targets where !target.name.hasPrefix("C") {
  target.swiftSettings = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
  ]
  // Unoptimised, its loops over bytes are a hundred times slower: tests of it would take minutes instead of seconds.
  if target.name == "Tokenizer" {
    target.swiftSettings?.append(.unsafeFlags(["-O"], .when(configuration: .debug)))
  }
}
