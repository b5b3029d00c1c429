/// What a finding is about; the raw value is the word in schemas, files and options.
package enum FindingCategory: String, Sendable, CaseIterable {
  case security, bug, performance, concurrency, tests, maintainability, style
}
