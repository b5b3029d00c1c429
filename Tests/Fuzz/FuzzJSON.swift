// Feeds bytes to the JSON reader. What it accepts must survive being written and read again; reading over a value must
// accept exactly what reading it accepts, and fail at the same place; nothing outside of the range may matter.

@_cdecl("LLVMFuzzerTestOneInput")
func fuzzJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let parsed = outcome { () throws(JSONError) in try JSONReader.parse(bytes) }
  let skipped = outcome { () throws(JSONError) -> JSONValue in
    var reader = JSONReader(bytes)
    try reader.skipValue()
    try reader.finish()
    return .null
  }
  let surrounded = [0x31, 0x22] + bytes + [0x22, 0x31]
  let inRange = outcome { () throws(JSONError) in try JSONReader.parse(surrounded, in: 2..<2 + count) }
  precondition(inRange == parsed, "bytes outside of the range change the outcome")

  switch (parsed, skipped) {
  case (.success(let value), .success):
    let written = JSONWriter.bytes(of: value)
    precondition(String(validating: written, as: UTF8.self) != nil, "the writer's output is not UTF-8")
    precondition(!written.contains { $0 < 0x20 || $0 == 0x7F }, "the writer let a control character through")
    let again = outcome { () throws(JSONError) in try JSONReader.parse(written) }
    precondition(again == .success(value), "writing and reading again changes the value")
  case (.failure(let parseError), .failure(let skipError)):
    precondition(parseError == skipError, "reading and skipping fail differently: \(parseError), \(skipError)")
    precondition((0...count).contains(parseError.offset), "an error outside of the text")
  default: preconditionFailure("reading and skipping disagree: \(parsed), \(skipped)")
  }
  return 0
}

private func outcome(_ body: () throws(JSONError) -> JSONValue) -> Result<JSONValue, JSONError> {
  do throws(JSONError) { return .success(try body()) } catch { return .failure(error) }
}
