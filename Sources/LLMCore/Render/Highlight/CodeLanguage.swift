/// A language that can be highlighted, found by any of the names that people give it.
enum CodeLanguage: CaseIterable, Sendable {
  case c, console, cpp, csharp, css, diff, docker, elixir, go, haskell, html, java, javascript, json, kotlin, lua, make,
    php,
    properties, python, ruby, rust, scss, shell, sql, swift, toml, tsx, typescript, yaml, zig

  /// Names in lower case and usual endings of files.
  private var names: String {
    switch self {
    case .c: "c h objc objective-c m cuda cu glsl"
    case .console: "console shell-session shellsession shsession sh-session bash-session terminal session"
    case .cpp: "c++ cpp cxx cc hpp hxx hh h++ arduino ino"
    case .csharp: "c# csharp cs cs-script"
    case .css: "css"
    case .diff: "diff patch udiff git-diff"
    case .docker: "dockerfile docker containerfile"
    case .elixir: "elixir ex exs"
    case .go: "go golang"
    case .haskell: "haskell hs"
    case .html: "html htm xhtml xml svg xsl xsd xslt rss atom plist vue svelte html5 mathml"
    case .java: "java groovy gradle jsp"
    case .javascript: "javascript js jsx mjs cjs node ecmascript es6 javascriptreact"
    case .json: "json jsonc json5 jsonl ndjson geojson json-ld jsonld ipynb"
    case .kotlin: "kotlin kt kts"
    case .lua: "lua luau"
    case .make: "makefile make mk gnumake mf bsdmake"
    case .php: "php php3 php4 php5 php7 php8 phtml"
    case .properties: "ini env dotenv cfg conf properties editorconfig gitconfig systemd desktop service"
    case .python: "python py py3 python3 pyw pyi python2 sage gyp starlark bzl"
    case .ruby: "ruby rb gemfile rakefile rake gemspec podfile jruby"
    case .rust: "rust rs"
    case .scss: "scss sass less"
    case .shell: "sh bash zsh shell ksh ash dash fish bashrc zshrc shellscript"
    case .sql: "sql mysql postgres postgresql psql pgsql plpgsql sqlite sqlite3 tsql mssql plsql ddl dml"
    case .swift: "swift"
    case .toml: "toml"
    case .tsx: "tsx typescriptreact"
    case .typescript: "typescript ts mts cts"
    case .yaml: "yaml yml docker-compose"
    case .zig: "zig"
    }
  }

  private static let byName: [String: CodeLanguage] = {
    var result: [String: CodeLanguage] = [:]
    for language in allCases { for name in language.names.split(separator: " ") { result[String(name)] = language } }
    return result
  }()

  /// Reads a fence's info string: `swift`, `py title="x"`, `{.python .numberLines}`, `rust,ignore`, `language-js`,
  /// `ts:src/main.ts`, `main.go`. Nil for a language that is not known.
  init?(infoString: String) {
    guard let name = Self.name(in: Array(infoString.utf8)), let language = Self.language(named: name) else {
      return nil
    }
    self = language
  }

  /// The first word, in lower case; longer than any name it is none.
  private static func name(in info: [UInt8]) -> [UInt8]? {
    var rest = info.drop { Byte.isBlank($0) || $0 == Byte.openBrace || $0 == Byte.dot }
    for prefix in ["language-", "lang-"] where rest.starts(with: prefix.utf8) {
      rest = rest.dropFirst(prefix.utf8.count)
    }
    let word = rest.prefix { !Byte.isBlank($0) && !"{},:;=([\r\n".utf8.contains($0) }
    guard !word.isEmpty, word.count <= 64 else { return nil }
    return word.map { Byte.isUppercase($0) ? Byte.folded($0) : $0 }
  }

  /// By the name, or by the ending of a name that is a file's.
  private static func language(named name: [UInt8]) -> CodeLanguage? {
    if let language = byName[String(decoding: name, as: UTF8.self)] { return language }
    let file = name.split(separator: Byte.slash).last ?? []
    if let language = byName[String(decoding: file, as: UTF8.self)] { return language }
    guard let ending = file.lastIndex(of: Byte.dot) else { return nil }
    return byName[String(decoding: file[(ending + 1)...], as: UTF8.self)]
  }

  /// A lexer at the start of a block.
  func makeScanner() -> any LineScanner {
    switch self {
    case .console: ConsoleScanner()
    case .diff: DiffScanner()
    case .docker: DockerScanner()
    case .html: MarkupScanner()
    case .make: MakeScanner()
    case .properties: PropertiesScanner()
    case .yaml: YAMLScanner()
    case .c: CodeScanner(.c)
    case .cpp: CodeScanner(.cpp)
    case .csharp: CodeScanner(.csharp)
    case .css: CodeScanner(.css)
    case .elixir: CodeScanner(.elixir)
    case .go: CodeScanner(.go)
    case .haskell: CodeScanner(.haskell)
    case .java: CodeScanner(.java)
    case .javascript: CodeScanner(.javascript)
    case .json: CodeScanner(.json)
    case .kotlin: CodeScanner(.kotlin)
    case .lua: CodeScanner(.lua)
    case .php: CodeScanner(.php)
    case .python: CodeScanner(.python)
    case .ruby: CodeScanner(.ruby)
    case .rust: CodeScanner(.rust)
    case .scss: CodeScanner(.scss)
    case .shell: CodeScanner(.shell)
    case .sql: CodeScanner(.sql)
    case .swift: CodeScanner(.swift)
    case .toml: CodeScanner(.toml)
    case .tsx: CodeScanner(.tsx)
    case .typescript: CodeScanner(.typescript)
    case .zig: CodeScanner(.zig)
    }
  }
}
