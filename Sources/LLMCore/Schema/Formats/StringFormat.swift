/// What `format` can say of a string.
enum StringFormat: String, CaseIterable, BitwiseCopyable, Sendable {
  case dateTime = "date-time"
  case date, time, duration
  case email
  case idnEmail = "idn-email"
  case hostname
  case idnHostname = "idn-hostname"
  case ipv4, ipv6
  case uri
  case uriReference = "uri-reference"
  case iri
  case iriReference = "iri-reference"
  case uriTemplate = "uri-template"
  case uuid
  case jsonPointer = "json-pointer"
  case relativeJSONPointer = "relative-json-pointer"
  case regex

  /// The first draft that knows it; earlier ones let anything be.
  var since: SchemaDraft {
    switch self {
    case .dateTime, .email, .hostname, .ipv4, .ipv6, .uri: .draft4
    case .uriReference, .uriTemplate, .jsonPointer: .draft6
    case .date, .time, .idnEmail, .idnHostname, .iri, .iriReference, .relativeJSONPointer, .regex: .draft7
    case .duration, .uuid: .draft2019
    }
  }

  /// Whether a text, which must be UTF-8, has this format.
  func accepts(_ text: Span<UInt8>) -> Bool {
    switch self {
    case .dateTime: CalendarFormat.isDateTime(text)
    case .date: CalendarFormat.isDate(text)
    case .time: CalendarFormat.isTime(text)
    case .duration: CalendarFormat.isDuration(text)
    case .email: MailboxFormat.accepts(text, isInternational: false)
    case .idnEmail: MailboxFormat.accepts(text, isInternational: true)
    case .hostname: HostFormat.isName(text)
    case .idnHostname: HostFormat.isInternationalName(text)
    case .ipv4: AddressFormat.isIPv4(text)
    case .ipv6: AddressFormat.isIPv6(text)
    case .uri: LinkFormat(isInternational: false).isAbsolute(text)
    case .uriReference: LinkFormat(isInternational: false).isReference(text)
    case .iri: LinkFormat(isInternational: true).isAbsolute(text)
    case .iriReference: LinkFormat(isInternational: true).isReference(text)
    case .uriTemplate: TemplateFormat.accepts(text)
    case .uuid: IdentifierFormat.isUUID(text)
    case .jsonPointer: IdentifierFormat.isPointer(text)
    case .relativeJSONPointer: IdentifierFormat.isRelativePointer(text)
    case .regex: IdentifierFormat.isPattern(text)
    }
  }

  /// How a violation names it.
  var words: String {
    switch self {
    case .dateTime: "a date and time such as 2026-11-21T19:30:00Z"
    case .date: "a date such as 2026-11-21"
    case .time: "a time with its zone such as 19:30:00Z"
    case .duration: "a duration such as P1DT2H"
    case .email, .idnEmail: "an e-mail address"
    case .hostname, .idnHostname: "a host name"
    case .ipv4: "an IPv4 address"
    case .ipv6: "an IPv6 address"
    case .uri: "an absolute URI"
    case .uriReference: "a URI or a reference to one"
    case .iri: "an absolute IRI"
    case .iriReference: "an IRI or a reference to one"
    case .uriTemplate: "a URI template"
    case .uuid: "a UUID"
    case .jsonPointer: "a JSON Pointer"
    case .relativeJSONPointer: "a relative JSON Pointer"
    case .regex: "a regular expression"
    }
  }
}
