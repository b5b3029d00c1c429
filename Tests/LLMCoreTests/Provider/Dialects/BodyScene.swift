import LLMCore

/// Requests whose bodies are compared to the byte.
enum BodyScene {
  static let schema: JSONValue = ["type": "object", "properties": ["a": ["type": "integer"]]]
  static let schemaText = #"{"type":"object","properties":{"a":{"type":"integer"}}}"#
  static let weather = ToolDefinition(name: "weather", description: "Of a city", parameters: schema, isStrict: true)
  static let time = ToolDefinition(name: "time", parameters: ["type": "object"])

  /// Few bytes that pass for a PNG, and their Base64.
  static let png = ImagePart([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
  static let pngText = "iVBORw0KGgo="
  static let pdf = DocumentPart(Array("%PDF-1".utf8), name: "a.pdf")
  static let pdfText = "JVBERi0x"

  static func request(
    _ messages: [Message] = [Message(.user, "hi")], _ options: [String] = [], streams: Bool = false,
    _ change: (inout ChatRequest) throws -> Void = { _ in }
  ) throws -> ChatRequest {
    var request = ChatRequest(
      model: "m", messages: messages, options: try GenerationOptions.parse(options), streams: streams)
    try change(&request)
    return request
  }

  static func body(_ request: ChatRequest, _ profile: ServerProfile) throws -> String {
    String(decoding: try Account.sample(profile: profile).provider.call(for: request).body, as: UTF8.self)
  }

  /// A message with an image and a PDF.
  static func loaded(_ text: String) -> Message {
    var message = Message(.user, text)
    message.images = png.map { [$0] } ?? []
    message.documents = pdf.map { [$0] } ?? []
    return message
  }
}
