/// As much of a language as its outline needs.
struct OutlineLanguage: Sendable {
  /// What holds lines together.
  enum Family: Sendable {
    case braces
    /// Indentation alone; with `end`, the line that closes belongs to the block.
    case indentation(hasEnd: Bool)
    /// Keys by indentation.
    case keys
    /// `#` to `######`.
    case headings
    /// `[section]`.
    case sections
  }

  let family: Family
  /// Words in front of a name.
  var keywords: Set<String> = []
  /// Whether a name in front of parentheses and a brace is a function without a word for it.
  var hasBareFunctions = false
  var lineComments: [[UInt8]] = [Array("//".utf8)]
  var hasBlockComments = true
  /// Whether an apostrophe begins a string that may be longer than a character.
  var hasApostropheStrings = false
  /// Whether literals between backquotes go over lines.
  var hasBackquoteStrings = false
  /// Whether three quotation marks begin a literal over several lines.
  var hasTripleQuotes = false
  /// How lines that import begin.
  var imports: [String] = []

  /// The language of a file; nil for one that has no outline.
  static func of(path: [UInt8]) -> OutlineLanguage? {
    let name = FileName(path)
    if let language = byName[name.last] { return language }
    return byEnding[name.ending]
  }

  private static let byName: [String: OutlineLanguage] = [
    "Rakefile": ruby, "Gemfile": ruby, "Podfile": ruby, "Jenkinsfile": java, "BUILD": python, "BUILD.bazel": python,
    ".gitconfig": sections, ".editorconfig": sections, ".bashrc": shell, ".zshrc": shell, ".profile": shell,
  ]

  private static let byEnding: [String: OutlineLanguage] = {
    var table: [String: OutlineLanguage] = [:]
    for (language, endings) in [
      (swift, "swift"), (go, "go"), (rust, "rs zig"), (kotlin, "kt kts scala sc"), (java, "java groovy gradle dart"),
      (csharp, "cs"), (c, "c h cc cpp cxx hpp hxx hh m mm cu ino glsl proto"),
      (javascript, "js jsx mjs cjs ts tsx mts cts vue svelte"), (php, "php phtml"), (styles, "css scss less"),
      (shell, "sh bash zsh ksh"), (perl, "pl pm t"), (python, "py pyi pyw bzl star gyp"), (ruby, "rb rake gemspec cr"),
      (lua, "lua"), (elixir, "ex exs"), (julia, "jl"), (keys, "yaml yml"), (headings, "md markdown mdx"),
      (sections, "toml ini cfg conf desktop service"),
    ] {
      for ending in endings.split(separator: " ") { table[String(ending)] = language }
    }
    return table
  }()

  private static let types: Set = ["class", "struct", "enum", "interface", "namespace", "union", "record", "module"]

  private static let swift = OutlineLanguage(
    family: .braces,
    keywords: [
      "class", "struct", "enum", "protocol", "extension", "actor", "func", "init", "deinit", "subscript", "var",
      "macro",
    ],
    hasTripleQuotes: true,
    imports: ["import ", "@testable import ", "public import ", "package import ", "internal import "])
  private static let go = OutlineLanguage(
    family: .braces, keywords: ["func", "type"], hasApostropheStrings: true, hasBackquoteStrings: true,
    imports: ["import ", "import("])
  private static let rust = OutlineLanguage(
    family: .braces, keywords: ["fn", "struct", "enum", "union", "trait", "impl", "mod", "macro_rules"],
    imports: ["use ", "pub use ", "extern crate ", "pub(crate) use "])
  private static let kotlin = OutlineLanguage(
    family: .braces, keywords: ["class", "interface", "object", "fun", "trait", "def", "enum"], hasTripleQuotes: true,
    imports: ["import "])
  private static let java = OutlineLanguage(
    family: .braces, keywords: types.union(["extension", "mixin", "def"]), hasBareFunctions: true,
    hasTripleQuotes: true,
    imports: ["import ", "package "])
  private static let csharp = OutlineLanguage(
    family: .braces, keywords: types, hasBareFunctions: true, hasTripleQuotes: true,
    imports: ["using ", "global using "])
  private static let c = OutlineLanguage(
    family: .braces, keywords: types.union(["message", "service", "rpc"]), hasBareFunctions: true,
    imports: ["#include", "#import", "import ", "@import ", "using "])
  private static let javascript = OutlineLanguage(
    family: .braces, keywords: ["class", "interface", "enum", "namespace", "function", "type", "const", "let", "var"],
    hasBareFunctions: true, hasApostropheStrings: true, hasBackquoteStrings: true,
    imports: ["import ", "import{", "export * from", "const ", "var ", "let "])
  private static let php = OutlineLanguage(
    family: .braces, keywords: ["class", "interface", "trait", "enum", "function", "namespace"],
    lineComments: ["//", "#"].map { Array($0.utf8) }, hasApostropheStrings: true,
    imports: ["use ", "require ", "require_once ", "include ", "namespace "])
  private static let perl = OutlineLanguage(
    family: .braces, keywords: ["sub", "package"], lineComments: [Array("#".utf8)], hasBlockComments: false,
    hasApostropheStrings: true, imports: ["use ", "require "])
  private static let shell = OutlineLanguage(
    family: .braces, keywords: ["function"], hasBareFunctions: true, lineComments: [Array("#".utf8)],
    hasBlockComments: false, hasApostropheStrings: true, imports: ["source ", ". "])
  private static let styles = OutlineLanguage(family: .braces, keywords: ["@media"], imports: ["@import", "@use"])
  private static let python = OutlineLanguage(
    family: .indentation(hasEnd: false), keywords: ["def", "class", "async"], lineComments: [Array("#".utf8)],
    hasTripleQuotes: true, imports: ["import ", "from "])
  private static let ruby = OutlineLanguage(
    family: .indentation(hasEnd: true), keywords: ["def", "class", "module", "struct", "describe", "context"],
    lineComments: [Array("#".utf8)], imports: ["require ", "require_relative ", "include ", "load "])
  private static let lua = OutlineLanguage(
    family: .indentation(hasEnd: true), keywords: ["function", "local"], lineComments: [Array("--".utf8)],
    imports: ["require", "local "])
  private static let elixir = OutlineLanguage(
    family: .indentation(hasEnd: true),
    keywords: ["defmodule", "def", "defp", "defmacro", "defmacrop", "defprotocol", "defimpl", "describe", "test"],
    lineComments: [Array("#".utf8)], hasTripleQuotes: true, imports: ["alias ", "import ", "require ", "use "])
  private static let julia = OutlineLanguage(
    family: .indentation(hasEnd: true), keywords: ["function", "struct", "module", "macro", "mutable"],
    lineComments: [Array("#".utf8)], hasTripleQuotes: true, imports: ["using ", "import ", "include("])
  private static let keys = OutlineLanguage(family: .keys, lineComments: [Array("#".utf8)])
  private static let headings = OutlineLanguage(family: .headings, lineComments: [])
  private static let sections = OutlineLanguage(family: .sections, lineComments: [Array("#".utf8), Array(";".utf8)])
}
