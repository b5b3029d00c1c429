/// Which parts of a document are handed out one by one while it is still coming.
package enum StreamShape: Sendable, Equatable {
  /// The elements of a top-level array, or the members of a top-level object, whichever comes.
  case either
  /// The elements of a top-level array.
  case elements
  /// The members of a top-level object.
  case members
  /// The elements of the array that a top-level object has under this name, and its other members.
  case elementsOf(String)

  /// The parts that are worth having one by one in a document of this schema: the elements of an array; of an object with a single
  /// property that is an array its elements; otherwise members.
  package init(schema: JSONValue) {
    let kinds = schema["type"]
    if kinds == .string("array") || kinds == .array([.string("array")]) {
      self = .elements
    } else if kinds == .string("object") || schema["properties"] != nil {
      let arrays = (schema["properties"]?.members ?? []).filter { $0.value["type"] == .string("array") }
      self = arrays.count == 1 ? .elementsOf(arrays[0].name) : .members
    } else {
      self = .either
    }
  }
}
