internal import Tokenizer

/// The names that `tokenizer.ggml.pre` has for the ways to cut text, as `llama-vocab.cpp` of llama.cpp understands them.
enum GGUFRules {
  /// A way to cut text and what goes with it.
  struct Entry {
    var rule: PieceRule
    var keepsWholePieces = false
    /// Whether a prompt begins with a token of its own unless the file says otherwise.
    var addsBeginning = false
  }

  /// What a name means, nil when it is not supported.
  static func rule(named name: String) -> Entry? { entries[name] }

  private static let entries: [String: Entry] = {
    var entries: [String: Entry] = [:]
    func add(_ entry: Entry, _ names: String...) { for name in names { entries[name] = entry } }
    add(
      Entry(rule: .llama3, keepsWholePieces: true, addsBeginning: true), "llama3", "llama-v3", "llama-bpe", "falcon3",
      "falcon-h1", "pixtral", "midm-2.0", "lfm2")
    add(Entry(rule: .llama3), "dbrx", "smaug-bpe", "chatglm-bpe")
    add(Entry(rule: .llama3, keepsWholePieces: true), "glm4")
    add(Entry(rule: .qwen2), "qwen2", "deepseek-r1-qwen", "stablelm2", "megrez", "hunyuan")
    add(Entry(rule: .qwen35), "qwen35")
    add(Entry(rule: .o200k), "gpt-4o", "llama4")
    add(Entry(rule: .tekken, keepsWholePieces: true), "tekken")
    add(Entry(rule: .gpt2), "gpt-2", "phi-2", "mpt", "olmo", "gigachat", "a.x-4.0", "mellum", "trillion")
    add(
      Entry(rule: .gpt2AmongDigits), "starcoder", "refact", "command-r", "smollm", "codeshell", "exaone", "minerva-7b")
    add(Entry(rule: .deepseek3), "deepseek-v3", "hunyuan-dense")
    return entries
  }()
}
