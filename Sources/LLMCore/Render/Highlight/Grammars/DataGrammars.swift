/// Data, settings, queries, style sheets.
extension Grammar {
  static let json = Grammar(
    [(.constant, "true false null NaN Infinity")],
    regions: [Region.line("//"), Region.block("/*", "*/"), Region.quoted("\""), Region.quoted("'")],
    traits: [.stringKeys, .colonKeys], wordBytes: "_$")

  static let toml = Grammar(
    [(.constant, "true false inf nan")],
    regions: [
      Region.line("#"), Region.quoted("\""), Region("'", "'"),
      Region("\"\"\"", "\"\"\"", escape: Byte.backslash, spansLines: true), Region("'''", "'''", spansLines: true),
    ],
    traits: [.settings, .dates], innerWordBytes: "-")

  static let css = Grammar(
    [], regions: [Region.block("/*", "*/"), Region.quoted("\""), Region.quoted("'")], traits: [.styleSheet],
    sigils: [(Byte.at, .keyword), (Byte.hash, .type)], wordBytes: "_-")

  static let scss = Grammar(
    [],
    regions: [
      Region.line("//", place: .wordStart), Region.block("/*", "*/"),
      Region.quoted("\"", holes: [.init("#{", Byte.closeBrace)]), Region.quoted("'"),
    ],
    traits: [.styleSheet],
    sigils: [(Byte.at, .keyword), (Byte.hash, .type), (Byte.dollar, .property), (Byte.percent, .type)], wordBytes: "_-")

  static let sql = Grammar(
    [
      (
        .keyword,
        """
        add after all alter analyze and any as asc autoincrement auto_increment before begin between by cascade case check
        collate column commit conflict constraint create cross database declare default deferrable delete desc distinct do
        drop each else elsif end escape except exclude exec execute exists explain fetch filter first following for foreign
        from full function generated grant group having identity if ilike in index inner insert intersect interval into is
        isolation join key language last lateral left level like limit loop materialized merge natural no not nothing nulls
        of offset on only or order outer over partition preceding primary procedure raise range recursive references
        rename replace restrict return returning returns revoke right role rollback row rows savepoint schema select
        sequence set some start table temp temporary then ties to transaction trigger truncate unbounded union unique
        update using vacuum values view when where while window with within without
        """
      ),
      (
        .type,
        """
        array bigint bigserial binary bit blob bool boolean bytea char character date datetime decimal double enum float
        int int2 int4 int8 integer json jsonb mediumint money nchar numeric nvarchar precision real serial smallint text
        time timestamp timestamptz tinyint uuid varbinary varchar xml year
        """
      ),
      (.constant, "true false null current_date current_time current_timestamp current_user"),
    ],
    regions: [
      Region.line("--"), Region.block("/*", "*/", nests: true), Region("'", "'", isDoubled: true, spansLines: true),
      Region("\"", "\"", .property, isDoubled: true), Region("`", "`", .property),
      Region("$", "$", spansLines: true, fence: .dollarTag),
    ],
    sigils: [(Byte.at, .property)], ignoresCase: true)

  static let haskell = Grammar(
    [
      (
        .keyword,
        """
        as case default deriving do else family forall foreign hiding if import in infix infixl infixr let mdo module of
        pattern proc qualified rec then where
        """
      ),
      (.declaresType, "class data instance newtype type"), (.constant, "True False Nothing"),
    ],
    regions: [
      Region.line("--"), Region.block("{-", "-}", nests: true), Region.quoted("\""),
      Region("'", "", fence: .characterOrLifetime),
    ], traits: [.capitalTypes], innerWordBytes: "'")

  static let elixir = Grammar(
    [
      (
        .keyword,
        """
        after alias and case catch cond do else fn for if import in not or quote raise receive require rescue super throw
        try unless unquote use when with
        """
      ),
      (.closingKeyword, "end"), (.declaresFunction, "def defp defmacro defmacrop defguard defdelegate"),
      (.declaresType, "defmodule defprotocol defimpl"), (.keyword, "defstruct"), (.constant, "true false nil"),
    ],
    regions: [
      Region.line("#"), Region.quoted("\"", holes: [.init("#{", Byte.closeBrace)], spansLines: true),
      Region.quoted("\"\"\"", holes: [.init("#{", Byte.closeBrace)], spansLines: true),
      Region.quoted("'", holes: [.init("#{", Byte.closeBrace)]),
      Region.quoted("'''", spansLines: true),
    ],
    traits: [.capitalTypes, .symbols], sigils: [(Byte.at, .property)])
}
