/// C and the languages that grew out of it.
extension Grammar {
  private static let cComments = [Region.line("//"), Region.block("/*", "*/")]
  private static let cQuotes = [Region.quoted("\""), Region.quoted("'")]

  private static let cWords: [(WordRole, String)] = [
    (
      .keyword,
      """
      auto break case const continue default do else extern for goto if inline register restrict return sizeof static
      switch typedef volatile while _Alignas _Alignof _Atomic _Generic _Noreturn _Static_assert _Thread_local alignas
      alignof constexpr static_assert thread_local typeof defined
      """
    ),
    (.declaresType, "struct enum union"),
    (
      .type,
      """
      void char short int long float double signed unsigned bool _Bool _Complex wchar_t FILE
      """
    ),
    (.constant, "NULL true false nullptr EOF stdin stdout stderr"),
  ]

  static let c = Grammar(
    cWords, regions: cComments + cQuotes, traits: [.preprocessor, .capitalConstants, .arrowMembers, .digitApostrophes],
    sigils: [(Byte.hash, .keyword)])

  static let cpp = Grammar(
    [
      (
        .keyword,
        """
        asm catch co_await co_return co_yield concept const_cast consteval constinit decltype delete dynamic_cast explicit
        export final friend import module mutable new noexcept operator override private protected public
        reinterpret_cast requires static_cast template throw try typeid typename using virtual and or not xor bitand bitor
        compl
        """
      ),
      (.declaresType, "class namespace"), (.constant, "this"),
      (
        .type,
        """
        char8_t char16_t char32_t string string_view vector map unordered_map set unordered_set pair tuple array optional
        variant unique_ptr shared_ptr weak_ptr function span ostream istream
        """
      ),
    ] + cWords,
    regions: cComments + cQuotes + [
      Region("\"", ")", spansLines: true, fence: .parenthesisTag, group: 1)
    ],
    traits: [.preprocessor, .capitalConstants, .capitalTypes, .arrowMembers, .digitApostrophes],
    sigils: [(Byte.hash, .keyword)],
    prefixes: ["R": 1, "u8R": 1, "LR": 1, "uR": 1, "UR": 1, "u8": 0, "u": 0, "U": 0, "L": 0])

  static let java = Grammar(
    [
      (
        .keyword,
        """
        abstract assert break case catch continue default do else exports extends final finally for goto if implements
        import instanceof module native new open opens package permits private protected provides public
        requires return sealed static strictfp switch synchronized throw throws transient transitive try uses var void
        volatile when while with yield
        """
      ),
      (.declaresType, "class enum interface record"),
      (.type, "boolean byte char double float int long short"), (.constant, "true false null this super"),
    ],
    regions: cComments + cQuotes + [Region("\"\"\"", "\"\"\"", escape: Byte.backslash, spansLines: true)],
    traits: [.capitalTypes, .capitalCallsAreTypes, .capitalConstants], sigils: [(Byte.at, .function)], wordBytes: "_$")

  static let kotlin = Grammar(
    [
      (
        .keyword,
        """
        abstract actual annotation as break by catch companion const constructor continue crossinline data do dynamic else
        expect external final finally for get if import in infix init inline inner internal is lateinit noinline open
        operator out override package private protected public reified return sealed set suspend tailrec throw try val
        value var vararg when where while
        """
      ),
      (.declaresFunction, "fun"), (.declaresType, "class interface object typealias enum"),
      (.constant, "true false null this super it"),
    ],
    regions: [
      Region.line("//"), Region.block("/*", "*/", nests: true), Region.quoted("'"),
      Region.quoted("\"", holes: [.init("${", Byte.closeBrace)], hasVariables: true),
      Region(
        "\"\"\"", "\"\"\"", spansLines: true, holes: [.init("${", Byte.closeBrace)], hasVariables: true),
      Region("`", "`", .plain),
    ],
    traits: [.capitalTypes, .capitalCallsAreTypes, .capitalConstants], sigils: [(Byte.at, .function)])

  static let csharp = Grammar(
    [
      (
        .keyword,
        """
        abstract add alias as ascending async await base break by case catch checked const continue default delegate
        descending do else event explicit extern file finally fixed for foreach from get global goto group if implicit in
        init internal into is join let lock managed nameof new not on operator or and orderby out override params partial
        private protected public readonly ref remove required return scoped sealed select set sizeof stackalloc static
        switch throw try typeof unchecked unsafe using var virtual void volatile when where while with yield
        """
      ),
      (.declaresType, "class struct enum interface record namespace"),
      (
        .type,
        "bool byte char decimal double dynamic float int long nint nuint object sbyte short string uint ulong ushort"
      ),
      (.constant, "true false null this value"),
    ],
    regions: cComments + cQuotes + [
      Region("@\"", "\"", isDoubled: true, spansLines: true),
      Region("$\"", "\"", escape: Byte.backslash, holes: [.init("{", Byte.closeBrace, isDoubled: true)]),
      Region("$@\"", "\"", isDoubled: true, spansLines: true, holes: [.init("{", Byte.closeBrace, isDoubled: true)]),
      Region("@$\"", "\"", isDoubled: true, spansLines: true, holes: [.init("{", Byte.closeBrace, isDoubled: true)]),
      Region("\"\"\"", "\"\"\"", spansLines: true, fence: .quoteRun),
      Region("$\"\"\"", "\"\"\"", spansLines: true, fence: .quoteRun, holes: [.init("{", Byte.closeBrace)]),
      Region("$$\"\"\"", "\"\"\"", spansLines: true, fence: .quoteRun, holes: [.init("{{", Byte.closeBrace)]),
    ],
    traits: [.capitalTypes], sigils: [(Byte.hash, .keyword)])

  static let go = Grammar(
    [
      (
        .keyword,
        "break case chan const continue default defer else fallthrough for go goto if import map range return select switch var"
      ),
      (.declaresType, "type package"), (.keyword, "interface struct func"),
      (
        .type,
        """
        any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint
        uint8 uint16 uint32 uint64 uintptr
        """
      ),
      (.constant, "true false nil iota"),
    ],
    regions: cComments + cQuotes + [Region("`", "`", spansLines: true)])

  static let zig = Grammar(
    [
      (
        .keyword,
        """
        align allowzero and anyframe asm async await break catch comptime const continue defer else enum errdefer error
        export extern for if inline linksection noalias noinline nosuspend opaque or orelse packed pub resume return struct
        suspend switch test threadlocal try union unreachable usingnamespace var volatile while
        """
      ),
      (.declaresFunction, "fn"),
      (
        .type,
        """
        anyerror anytype bool comptime_float comptime_int f16 f32 f64 f128 i8 i16 i32 i64 i128 isize noreturn type u8 u16
        u32 u64 u128 usize void
        """
      ),
      (.constant, "true false null undefined"),
    ],
    regions: [Region.line("//"), Region("\\\\", "", .string)] + cQuotes, traits: [.capitalTypes],
    sigils: [(Byte.at, .function)])
}
