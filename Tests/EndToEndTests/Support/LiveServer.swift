import Glibc

/// The real model server that live tests ask, where there is one.
enum LiveServer {
  /// Its root, from `LLMCTL_TEST_SERVER`; `make test-live` provides one.
  static let address = getenv("LLMCTL_TEST_SERVER").map { String(cString: $0) }

  /// The file of the model it answers with, from `LLMCTL_TEST_MODEL`.
  static let model = getenv("LLMCTL_TEST_MODEL").map { String(cString: $0) }
}
