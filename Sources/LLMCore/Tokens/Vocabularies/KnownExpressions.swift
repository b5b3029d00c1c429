internal import Tokenizer

/// The regular expressions that pre-tokenizers of models cut text with, each as it stands in their files, and our rules that
/// cut alike. An expression that is not here is not supported: there is no regex engine.
enum KnownExpressions {
  /// The rule of expressions that are applied one after the other.
  static func rule(of expressions: [String]) -> PieceRule? {
    rules.first { known, _ in known.elementsEqual(expressions) { $0.utf8.elementsEqual($1.utf8) } }?.value
  }

  private static let contraction = #"(?i:'s|'t|'re|'ve|'m|'ll|'d)"#
  private static let writtenOut = #"(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])"#
  private static let blanks = #"\s*[\r\n]+|\s+(?!\S)|\s+"#
  private static let capitals = #"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]"#
  private static let smallLetters = #"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"#

  private static let rules: [[String]: PieceRule] = {
    var rules: [[String]: PieceRule] = [:]
    func words(_ numbers: String) -> String {
      #"[^\r\n\p{L}\p{N}]?\p{L}+|"# + numbers + #"| ?[^\s\p{L}\p{N}]+[\r\n]*|"# + blanks
    }
    func cased(_ end: String, _ numbers: String) -> String {
      #"[^\r\n\p{L}\p{N}]?"# + capitals + "*" + smallLetters + "+" + end + #"|[^\r\n\p{L}\p{N}]?"# + capitals + "+"
        + smallLetters + "*" + end + "|" + numbers + #"| ?[^\s\p{L}\p{N}]+[\r\n/]*|"# + blanks
    }
    for contraction in [contraction, writtenOut] {
      rules[[contraction + "|" + words(#"\p{N}{1,3}"#)]] = .llama3
      rules[[contraction + "|" + words(#"\p{N}"#)]] = .qwen2
      rules[[cased(contraction + "?", #"\p{N}{1,3}"#)]] = .o200k
      rules[
        [
          contraction + #"|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|"# + blanks
        ]] = .qwen35
    }
    rules[[cased("", #"\p{N}"#)]] = .tekken
    rules[
      [
        #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]"#
          + #"|\s+(?!\S)|\s"#
      ]] = .cl100k
    let gpt2 = #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#
    rules[[gpt2]] = .gpt2
    rules[[#"\p{N}"#, gpt2]] = .gpt2AmongDigits
    let signs = ##"[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+"##
    // The line breaks are in the file as themselves.
    rules[
      [
        #"\p{N}{1,3}"#, "[一-龥\u{3040}-\u{309F}\u{30A0}-\u{30FF}]+",
        signs + "|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+",
      ]] = .deepseek3
    return rules
  }()
}
