/// The form that answers must have, as a template names it.
package enum TemplateSchema: Sendable, Equatable {
  /// A JSON Schema in the template itself.
  case inline(JSONValue)
  /// The short form, such as `name, age int`.
  case shortForm(String)
  /// A file beside the template.
  case file(String)
}
