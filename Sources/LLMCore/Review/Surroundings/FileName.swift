/// What the path of a file tells about where it comes from.
struct FileName {
  private let folders: [Substring]
  private let name: Substring

  init(_ path: [UInt8]) {
    let text = String(decoding: path, as: UTF8.self)
    let parts = text.split(separator: "/")
    (folders, name) = (Array(parts.dropLast()), parts.last ?? "")
  }

  private static let lockFiles: Set<String> = [
    "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb", "deno.lock",
    "composer.lock", "Gemfile.lock", "Cargo.lock", "poetry.lock", "Pipfile.lock", "pdm.lock", "uv.lock", "pixi.lock",
    "Package.resolved", "Podfile.lock", "Cartfile.resolved", "go.sum", "go.work.sum", "flake.lock", "mix.lock",
    "pubspec.lock", "packages.lock.json", "paket.lock", "gradle.lockfile", "Chart.lock", ".terraform.lock.hcl",
    "conan.lock", "MODULE.bazel.lock", "renv.lock", "rebar.lock", "stack.yaml.lock", "cabal.project.freeze",
    "project.assets.json", "glide.lock", "Gopkg.lock", "spack.lock", "shard.lock",
  ]

  var isLockFile: Bool { Self.lockFiles.contains(String(name)) }

  private static let generatedEndings = [
    ".pb.go", ".pb.gw.go", "_pb2.py", "_pb2.pyi", "_pb2_grpc.py", ".pb.cc", ".pb.h", ".pb.swift", ".grpc.swift",
    "_pb.js", "_pb.d.ts",
    ".g.dart", ".freezed.dart", ".gr.dart", ".designer.cs", ".Designer.cs", ".g.cs", ".g.i.cs", ".generated.cs",
    ".generated.ts", ".generated.go", ".generated.swift", "_generated.go", ".js.map", ".css.map", ".ts.map", ".snap",
    ".xcscheme", ".pbxproj",
  ]

  /// The part of the path that says that a program wrote the file; nil where none does.
  var generatedSign: String? {
    if folders.contains("__generated__") { return "__generated__" }
    if folders.contains("__snapshots__") { return "__snapshots__" }
    return Self.generatedEndings.first { name.hasSuffix($0) && name.utf8.count > $0.utf8.count }
  }

  var isMinified: Bool { name.hasSuffix(".min.js") || name.hasSuffix(".min.css") || name.hasSuffix(".min.mjs") }

  /// Whether files of its sort are made small for browsers.
  var isWebAsset: Bool { ["js", "mjs", "cjs", "css", "html", "htm", "svg"].contains(ending) }

  /// What stands behind the last dot, in lower case.
  var ending: String {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  /// The name without its folders.
  var last: String { String(name) }

  private static let vendorFolders: Set<String> = [
    "vendor", "node_modules", "bower_components", "jspm_packages", "third_party", "third-party", "thirdparty",
    "3rdparty",
    "Godeps", "Pods", "Carthage", "site-packages", "dist-packages", ".yarn", "web_modules", "vendored",
  ]

  /// The folder that says that it is somebody else's code; nil where none does.
  var vendorFolder: String? { folders.first { Self.vendorFolders.contains(String($0)) }.map(String.init) }
}
