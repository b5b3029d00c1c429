internal import Glibc
internal import LLMCore

// Prices calls, for scripts/price_conformance.py to compare with the calculators that the table comes from.
//
//   llmctl-conformance-prices < CALLS
//   llmctl-conformance-prices --names
//   llmctl-conformance-prices --time COUNT
//   llmctl-conformance-prices --import DAY < LIST
//   llmctl-conformance-prices --differences < LIST
//
// A call is a line of twelve fields with tabs between: model, provider or nothing, service, region or nothing, fast (0 or 1),
// milliseconds since 1970, and the six buckets of tokens. Of each the price is written in dollars with all its digits, and the
// model of the table behind a tab; or `unpriced`. With --names, every name of the table with its model. With --time, the
// nanoseconds that one of so many look-ups takes, over all names of the table. With --import, the table that `llmctl models update`
// makes of LiteLLM's list alone, for scripts/price_import.py; with --differences, every name of the table in the program whose
// price of today's would not be the same after the update.

@main struct Main {
  static func main() {
    switch CommandLine.arguments.dropFirst().first {
    case nil: priceCalls()
    case "--names": writeNames()
    case "--time": measure(CommandLine.arguments.last.flatMap { Int($0) } ?? 1_000_000)
    case "--import": importList(CommandLine.arguments.last.flatMap { UInt32($0) } ?? 0)
    case "--differences": writeDifferences()
    default: stop("usage: llmctl-conformance-prices [--names | --time COUNT | --import DAY | --differences]")
    }
  }

  private static func priceCalls() {
    while let line = readLine() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 12, let milliseconds = Int64(fields[5]) else { stop("no call: \(line)") }
      let buckets = fields[6...].map { Int($0) }
      let terms = CallTerms(
        at: Timestamp(milliseconds: milliseconds), service: BilledService(wireName: fields[2]),
        region: region(fields[3]), isFast: fields[4] == "1")
      let usage = Usage(
        uncachedInput: buckets[0], cacheRead: buckets[1], cacheWriteShort: buckets[2], cacheWriteLong: buckets[3],
        textOutput: buckets[4], reasoningOutput: buckets[5])
      let price = PriceTable.compiledIn.price(of: fields[0], provider: fields[1].isEmpty ? nil : fields[1])
      let call = price?.price(of: usage, under: terms)
      write(call.map { "\($0.total.decimal)\t\($0.model)\n" } ?? "unpriced\n")
    }
  }

  private static func region(_ name: String) -> BilledRegion? {
    switch name {
    case "us": .us
    case "eu": .eu
    case "regional": .regional
    default: nil
    }
  }

  private static func writeNames() {
    let table = PriceTable.compiledIn
    for index in 0..<table.nameCount {
      let name = table.name(index)
      write("\(name)\t\(table.price(of: name)?.name ?? "unpriced")\n")
    }
  }

  private static func importList(_ day: UInt32) {
    guard let image = PriceImage(list(), snapshot: day) else { stop("the list is too long") }
    write(image.bytes)
  }

  /// Only today's prices are compared: the list knows of no others.
  private static func writeDifferences() {
    var list = list()
    let known = PriceTable.compiledIn
    list.complete(with: known)
    guard let image = PriceImage(list, snapshot: known.snapshot), let table = PriceTable(bytes: image.bytes) else {
      stop("the list is too long")
    }
    let book = PriceBook(overrides: [], updated: table)
    // A day later than all that the table knows of.
    let moment = Timestamp(milliseconds: 4_000_000_000_000)
    for index in 0..<known.nameCount {
      let name = known.name(index)
      guard let before = known.price(of: name), let after = book.price(of: name, at: moment) else { continue }
      if !after.costsTheSame(as: before) { write("\(name)\t\(before.name)\t\(after.name)\n") }
    }
    for reason in list.leftOut { write("left out: \(reason.key): \(reason.reason)\n", to: STDERR_FILENO) }
  }

  private static func list() -> PriceList {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(STDIN_FILENO, &block, block.count), count > 0 { bytes += block[..<count] }
    do { return try PriceList(reading: bytes) } catch { stop("\(error)") }
  }

  private static func measure(_ count: Int) {
    let table = PriceTable.compiledIn
    let names = (0..<table.nameCount).map { table.name($0) }
    var (found, first) = (0, Duration.zero)
    let clock = ContinuousClock()
    first = clock.measure { found += table.price(of: "gpt-4o")?.variants.count ?? 0 }
    let all = clock.measure {
      for index in 0..<count { found += table.price(of: names[index % names.count])?.variants.count ?? 0 }
    }
    write("first \(first / 1), each \(all / count), \(found) variants\n")
  }

  private static func write(_ text: String, to descriptor: CInt = STDOUT_FILENO) {
    write(Array(text.utf8), to: descriptor)
  }

  private static func write(_ bytes: [UInt8], to descriptor: CInt = STDOUT_FILENO) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count <= 0 { exit(1) }
      rest = rest.dropFirst(count)
    }
  }

  private static func stop(_ reason: String) -> Never {
    write("\(reason)\n", to: STDERR_FILENO)
    exit(1)
  }
}
