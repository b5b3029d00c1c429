// Feeds bytes to the readers of what people write by hand: YAML, suites, templates and cassettes. What one of them accepts must come
// back the same from what is written of it, and an error must name a line of the file.

@_cdecl("LLVMFuzzerTestOneInput")
func fuzzDocuments(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let lines = bytes.count { $0 == 0x0A } + bytes.count { $0 == 0x0D } + 2
  checkYAML(bytes, lines)
  checkCassette(bytes, lines)
  checkTemplates(bytes, lines)
  checkSuites(bytes)
  return 0
}

/// Whether a line can be one of the file's: Yams counts other characters as ends of lines than just line feeds.
private func check(_ line: Int?, _ bytes: [UInt8], _ lines: Int) {
  guard let line, bytes.allSatisfy({ $0 < 0x80 }) else { return }
  precondition((1...lines).contains(line), "line \(line) of \(lines)")
}

private func checkYAML(_ bytes: [UInt8], _ lines: Int) {
  do throws(YAMLError) {
    let value = try YAMLDocument(bytes, depth: 64).root.json
    let written = YAMLWriter.text(of: value)
    // A byte order mark at the start of a text is what Yams drops.
    guard !written.unicodeScalars.contains("\u{FEFF}"), !written.contains("\\ufeff") else { return }
    do throws(YAMLError) {
      let again = try YAMLDocument(Array(written.utf8), depth: 64).root.json
      precondition(again == value || value == .null || value == .string(""), "another value: \(written)")
    } catch {
      preconditionFailure("what is written is refused: \(error), \(written)")
    }
  } catch {
    check(error.line, bytes, lines)
  }
}

private func checkCassette(_ bytes: [UInt8], _ lines: Int) {
  do throws(YAMLError) {
    let once = CassetteWriter.text(try CassetteReader.read(bytes))
    do throws(YAMLError) {
      let twice = CassetteWriter.text(try CassetteReader.read(Array(once.utf8)))
      precondition(once == twice, "another cassette: \(once) and \(twice)")
    } catch {
      preconditionFailure("what is written is refused: \(error), \(once)")
    }
  } catch {
    check(error.line, bytes, lines)
  }
}

private func checkTemplates(_ bytes: [UInt8], _ lines: Int) {
  for form in TemplateFile.Form.allCases {
    do throws(TemplateMistake) {
      var content = try TemplateFile.read(bytes, form)
      let next = try TemplateFile.read(TemplateFile.renumbered(bytes, form, to: 77), form)
      content.number = next.number
      // Only how the number is written may keep it from being found: then it is as it was, and not lost.
      precondition(next == content, "a copy with another number is another template")
    } catch {
      check(error.line, bytes, lines)
    }
  }
}

private func checkSuites(_ bytes: [UInt8]) {
  for path in ["suite.yaml", "suite.jsonl"] {
    do throws(LLMError) {
      let suite = try SuiteReader.read(bytes, path: path)
      precondition(!suite.cases.isEmpty, "a suite without cases")
      precondition(suite.cases.allSatisfy { $0.repetitions > 0 && !$0.name.isEmpty }, "a case without a name")
    } catch {
      precondition(error.code == .inputInvalid && !error.message.isEmpty, "an error that says nothing")
    }
  }
}
