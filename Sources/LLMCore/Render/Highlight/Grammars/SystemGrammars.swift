/// Swift, Rust and the scripting languages of applications.
extension Grammar {
  static let swift = Grammar(
    [
      (
        .keyword,
        """
        Any actor any as associatedtype async await borrowing break case catch consume consuming continue convenience copy
        default defer deinit didSet do dynamic each else fallthrough fileprivate final for get guard if import in
        indirect infix init inout internal is isolated lazy let macro mutating nonisolated nonmutating open operator
        optional override package postfix precedencegroup prefix private public repeat required rethrows return sending set
        some static subscript switch throw throws try unowned var weak where while willSet yield discard
        """
      ),
      (.declaresFunction, "func"), (.declaresType, "class struct enum protocol extension typealias"),
      (.constant, "true false nil self super"), (.type, "Self"),
    ],
    regions: [
      Region.line("//"), Region.block("/*", "*/", nests: true), Region("`", "`", .plain),
      Region(
        "\"", "\"", escape: Byte.backslash, fence: .hashes, holes: [.init("\\(", Byte.closeParenthesis)]),
      Region(
        "\"\"\"", "\"\"\"", escape: Byte.backslash, spansLines: true, fence: .hashes,
        holes: [.init("\\(", Byte.closeParenthesis)]),
    ],
    traits: [.capitalTypes, .capitalCallsAreTypes],
    sigils: [(Byte.at, .keyword), (Byte.hash, .keyword), (Byte.dollar, .property)])

  static let rust = Grammar(
    [
      (
        .keyword,
        """
        as async await box break const continue crate dyn else extern for gen if impl in let loop match mod move mut pub ref
        return static super unsafe use where while yield
        """
      ),
      (.declaresFunction, "fn"), (.declaresType, "struct enum trait type union"),
      (
        .type,
        "bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize Self"
      ),
      (.constant, "true false self None Some Ok Err"),
    ],
    regions: [
      Region.line("//"), Region.block("/*", "*/", nests: true),
      Region("\"", "\"", escape: Byte.backslash, spansLines: true),
      Region("'", "", fence: .characterOrLifetime),
      Region("'", "'", escape: Byte.backslash, group: 1),
      Region("\"", "\"", escape: Byte.backslash, spansLines: true, group: 1),
      Region("\"", "\"", spansLines: true, fence: .hashes, group: 2),
    ],
    traits: [.capitalTypes, .capitalCallsAreTypes, .capitalConstants, .macros],
    prefixes: ["b": 1, "c": 1, "r": 2, "br": 2, "cr": 2])

  static let lua = Grammar(
    [
      (.keyword, "and break do else elseif for goto if in local not or repeat return then until while"),
      (.closingKeyword, "end"), (.declaresFunction, "function"), (.constant, "true false nil self"),
    ],
    regions: [
      Region.line("--"), Region("--[", "]", .comment, spansLines: true, fence: .longBracket),
      Region("[", "]", spansLines: true, fence: .longBracket), Region.quoted("\""), Region.quoted("'"),
    ], traits: [.capitalConstants])

  static let ruby = Grammar(
    [
      (
        .keyword,
        """
        BEGIN END alias and begin break case defined? do else elsif ensure extend for if in include loop next not or prepend
        private protected public raise redo require require_relative rescue retry return then undef unless until when while
        yield attr_accessor attr_reader attr_writer
        """
      ),
      (.closingKeyword, "end"), (.declaresFunction, "def"), (.declaresType, "class module"),
      (.constant, "true false nil self super __FILE__ __LINE__ __method__"),
      (.function, "puts print p lambda proc"),
    ],
    regions: [
      Region.line("#"),
      Region("=begin", "=end", .comment, spansLines: true, fence: .closesAtLineStart, place: .lineMargin),
      Region.quoted("\"", holes: [.init("#{", Byte.closeBrace)], spansLines: true),
      Region.quoted("'", spansLines: true), Region.quoted("`", holes: [.init("#{", Byte.closeBrace)]),
      Region("/", "/", fence: .regularExpression, place: .operand),
      Region("%", "", escape: Byte.backslash, spansLines: true, fence: .anyDelimiter),
      Region(
        "<<", "", escape: Byte.backslash, spansLines: true, fence: .heredoc(.ruby),
        holes: [.init("#{", Byte.closeBrace)]),
    ],
    traits: [.capitalTypes, .capitalConstants, .symbols],
    sigils: [(Byte.at, .property), (Byte.dollar, .property)])

  static let php = Grammar(
    [
      (
        .keyword,
        """
        abstract and array as break callable case catch clone const continue declare default do echo else elseif empty
        enddeclare endfor endforeach endif endswitch endwhile exit extends final finally fn for foreach global goto if
        implements include include_once instanceof insteadof isset list match new or php print private protected public readonly
        require require_once return static switch throw try unset use var while xor yield
        """
      ),
      (.declaresFunction, "function"), (.declaresType, "class interface trait enum namespace"),
      (.type, "bool int float string mixed void never iterable object"), (.constant, "true false null self parent"),
    ],
    regions: [
      Region.line("//"), Region.line("#"), .sign("#[", .punctuation),
      Region.block("/*", "*/"), Region.quoted("'", spansLines: true),
      Region.quoted("\"", holes: [.init("{$", Byte.closeBrace)], hasVariables: true, spansLines: true),
      Region(
        "<<<", "", escape: Byte.backslash, spansLines: true, fence: .heredoc(.php),
        holes: [.init("{$", Byte.closeBrace)], hasVariables: true),
      .sign("<?php", .keyword), .sign("<?=", .keyword),
      Region("?>", "<?", .plain, spansLines: true),
    ],
    traits: [.capitalTypes, .capitalCallsAreTypes, .capitalConstants, .arrowMembers], sigils: [(Byte.dollar, .property)]
  )
}
