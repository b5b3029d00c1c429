import LLMCore
import LLMTestKit
import Testing

@Suite struct SourceOutlineTests {
  /// A source, a line of it that is marked by `<<`, and the names around that line.
  struct Sample: Sendable, CustomTestStringConvertible {
    let path: String
    let source: String
    let names: [String]
    var testDescription: String { "\(path): \(names)" }

    init(_ path: String, _ names: [String], _ source: String) {
      (self.path, self.names, self.source) = (path, names, source)
    }
  }

  private static func outline(_ path: String, _ source: String) -> SourceOutline {
    SourceOutline(path: Array(path.utf8), text: ArraySlice(Array(source.utf8)))
  }

  @Test(arguments: samples + otherSamples)
  func `the names around a line are found`(_ sample: Sample) throws {
    let lines = sample.source.split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.contains("<<") }) + 1
    let outline = Self.outline(sample.path, sample.source)
    #expect(outline.enclosing(line: line).map(\.name) == sample.names)
  }

  static let samples = [
    Sample(
      "a.swift", ["Parser", "parse"],
      """
      struct Parser: Sendable where T: Any {
        var count: Int
        func parse(
          _ text: String = "{",
          other: [Int]
        ) -> Int {
          items.map { $0 } // {
          if count > 1 { return 2 } <<
          return 1
        }
      }
      """),
    Sample("a.swift", ["Parser", "init"], "extension Parser {\n  init?(_ a: Int) {\n    self.a = a <<\n  }\n}"),
    Sample(
      "a.swift", ["A", "total"], "final class A {\n  var total: Int {\n    list.reduce(0) { $0 + $1 } <<\n  }\n}"),
    Sample("a.swift", ["A"], "enum A {\n  case b\n  static let text = \"\"\"\n    func x() {\n    \"\"\"\n  <<\n}"),
    Sample("a.swift", [], "let a = items.filter {\n  $0 > 1 <<\n}"),
    Sample(
      "a.go", ["Serve"], "package a\n\nfunc (s *Server) Serve(w http.ResponseWriter) error {\n\tfor {\n\t\t<<\n\t}\n}"),
    Sample("a.go", ["Options"], "type Options struct {\n\tName string <<\n}"),
    Sample(
      "a.rs", ["Cache", "get"],
      "impl<K: Hash> Store for Cache<K> {\n  pub fn get<'a>(&'a self, k: &K) -> Option<&'a V> {\n    match x { '{' => 1, _ => 2 } <<\n  }\n}"
    ),
    Sample("a.rs", ["tests", "works"], "#[cfg(test)]\nmod tests {\n  #[test]\n  fn works() {\n    <<\n  }\n}"),
    Sample(
      "a.c", ["copy_all"],
      "#include <x.h>\n#define A { \\\nstatic int\ncopy_all(const char *from,\n         char **to)\n{\n  if (from[0] == '}') {\n    <<\n  }\n}"
    ),
    Sample("a.c", ["list"], "struct list {\n  struct list *next; <<\n};"),
    Sample(
      "a.cpp", ["net", "Socket::~Socket"], "namespace net {\nSocket::~Socket() noexcept {\n  close(fd); <<\n}\n}"),
    Sample(
      "a.cpp", ["Box", "size"],
      "template <class T> class Box : public Base<T> {\n public:\n  size_t size() const {\n    <<\n  }\n};"),
    Sample(
      "A.java", ["Service", "run"],
      "@Bean(name = \"x\")\npublic class Service extends Base {\n  @Override\n  public List<String> run(int a) throws IOException {\n    try { <<\n    } catch (E e) { }\n  }\n}"
    ),
    Sample(
      "A.kt", ["Repo", "find"],
      "class Repo(private val db: Db) {\n  suspend fun find(id: Long): User? {\n    return db.query { it } <<\n  }\n}"),
    Sample(
      "A.cs", ["App", "User", "Save"],
      "namespace App {\n  public class User {\n    public async Task<int> Save(int a) {\n      using (var x = y) { <<\n      }\n    }\n  }\n}"
    ),
    Sample(
      "a.js", ["Cart", "total"],
      "class Cart extends Base {\n  total(items) {\n    const a = `${items} {`\n    <<\n  }\n}"),
    Sample("a.ts", ["load"], "export const load = async (id: string): Promise<void> => {\n  if (id) {\n    <<\n  }\n}"),
    Sample("a.ts", ["handler"], "const a = 1\nexport default function handler(req, res) {\n  <<\n}"),
    Sample("a.js", [], "items.forEach((a) => {\n  <<\n})"),
    Sample(
      "a.php", ["Users", "show"],
      "<?php\nclass Users extends C {\n  public function show($id) { # it's {\n    <<\n  }\n}"),
    Sample("a.sh", ["build"], "#!/bin/sh\nbuild() {\n  echo \"${1}\" # }\n  <<\n}"),
    Sample("a.css", [".card > h1"], ".card > h1 {\n  color: red; <<\n}"),
  ]

  static let otherSamples = [
    Sample(
      "a.py", ["Store", "get"],
      "import os\n\nclass Store(Base):\n    \"\"\"Doc\ndef no():\n\"\"\"\n    def get(self,\n            key):\n        if key:\n            return 1 <<\n    x = 1\n"
    ),
    Sample("a.py", ["Store"], "class Store:\n    async def get(self):\n        pass\n\n    limit = 5 <<\n"),
    Sample("a.py", [], "def f():\n    pass\n\n# comment\nprint(1) <<\n"),
    Sample(
      "a.rb", ["Admin::User", "save!"],
      "class Admin::User < Base\n  def save!(a)\n    if a\n      x <<\n    end\n  end\nend"),
    Sample("a.rb", ["M"], "module M\n  def self.a\n  end\n  B = 1 <<\nend"),
    Sample("a.lua", ["t.run"], "local x = require 'x'\nlocal function t.run(a)\n  if a then\n    <<\n  end\nend"),
    Sample("a.ex", ["My.Mod", "run"], "defmodule My.Mod do\n  def run(x) do\n    x <<\n  end\nend"),
    Sample("a.jl", ["fit"], "function fit(x)\n  for i in x\n    <<\n  end\nend"),
    Sample(
      "a.yml", ["jobs", "build", "steps"], "on: push\njobs:\n  build:\n    runs-on: x\n    steps:\n    - run: make <<\n"
    ),
    Sample("a.toml", ["package.metadata"], "[package]\nname = 1\n[package.metadata] # x\na = [1] <<\n"),
    Sample("README.md", ["Guide", "Install"], "# Guide\n## Use\n## Install ##\n```\n# no\n```\ntext <<\n"),
    Sample("a.unknown", [], "class A {\n  <<\n}"),
  ]

  @Test func `a symbol holds its lines and no more`() {
    let outline = Self.outline("a.swift", "struct A {\n  func b() {\n  }\n\n  func c() {}\n}\nlet x = 1\n")
    #expect(outline.symbols.map(\.lines) == [1...6, 2...3, 5...5])
    #expect(outline.symbols.map(\.depth) == [0, 1, 1])
    #expect(outline.symbolName(at: 2) == "A.b")
    #expect(outline.symbolName(at: 4) == "A")
    #expect(outline.symbolName(at: 7) == "")
  }

  @Test(arguments: [
    ("a.swift", "import Foundation\n@testable import X\nlet import_ = 1", [1, 2]),
    ("a.go", "package a\nimport (\n\t\"fmt\"\n)\nvar x = 1", [2, 3, 4]),
    ("a.py", "from a import (\n  b,\n)\nimport c\nfrom_x = 1\n", [1, 2, 3, 4]),
    ("a.js", "import {\n  a,\n} from 'b'\nconst c = require('d')\nconst e = 1", [1, 2, 3, 4]),
    ("a.c", "/*\n#include <no.h>\n*/\n#include <a.h>\nint x;", [4]),
    ("a.rs", "use std::{fs,\n  io};\nfn a() {}", [1, 2]),
    ("a.txt", "import a", []),
  ])
  func `imports are found`(_ path: String, _ source: String, _ lines: [Int]) {
    #expect(Self.outline(path, source).imports == lines)
  }

  @Test func `a heading of git names its symbol`() {
    func name(_ heading: String, _ path: String) -> String {
      SourceOutline.symbolName(inHeading: ArraySlice(Array(heading.utf8)), path: Array(path.utf8))
    }
    #expect(name("func parse(_ text: String) -> Int {", "a.swift") == "parse")
    #expect(name("static int copy(const char *a)", "a.c") == "copy")
    #expect(name("    def get(self, key):", "a.py") == "get")
    #expect(name("", "a.c") == "")
  }

  @Test(arguments: ["a.swift", "a.c", "a.py", "a.rb", "a.yml", "a.md", "a.toml", "a.js", "a.css", "a.rs"])
  func `what is no code is looked at without harm`(_ path: String) {
    var random = SeededRandom(seed: 7)
    let pieces = [
      "{", "}", "(", ")", "\"", "'", "`", "\"\"\"", "/*", "*/", "//", "#", "\n", " ", "\t", "class ", "func ", "def ",
      "end", ";",
      ":", "<", ">", "=", "=>", "impl ", "for ", "let ", "var ", "\\", "\u{FF}", "a", "é", "[", "]", "- ", "::", "\r\n",
      "const ",
    ]
    for _ in 0..<400 {
      let source = (0..<random.integer(0...60)).map { _ in random.pick(pieces) }.joined()
      let outline = Self.outline(path, source)
      let count = source.utf8.count { $0 == 0x0A } + 1
      for symbol in outline.symbols {
        #expect(symbol.lines.lowerBound >= 1 && symbol.lines.upperBound <= count, "\(source.debugDescription)")
        #expect(!symbol.name.isEmpty, "\(source.debugDescription)")
      }
      #expect(outline.imports.allSatisfy { (1...count).contains($0) })
    }
  }

  @Test func `depth and number of symbols have limits`() {
    let deep = Self.outline("a.swift", String(repeating: "class A {", count: 5000))
    #expect(deep.symbols.count <= 64)
    let many = Self.outline("a.swift", String(repeating: "class A {}\n", count: 30_000))
    #expect(many.symbols.count == 20_000)
  }
}
