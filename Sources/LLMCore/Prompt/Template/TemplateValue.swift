/// What is put into the places of a template.
package enum TemplateValue: Sendable, Equatable {
  /// Words that may stand among others.
  case words(String)
  /// Data, which stands in a block of its own.
  case data(String, attributes: String)
  /// Something that goes along and is no text, by its name.
  case attached(String)
}
