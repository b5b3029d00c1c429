internal import LLMCore
internal import LLMSystem

/// Changes a credential file as often as it is told to: what the tests kill, and start fifty times.
@main
enum Main {
  static func main() {}
}
