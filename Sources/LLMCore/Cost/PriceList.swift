/// A price list of LiteLLM's, `model_prices_and_context_window.json`, as it can be downloaded: the models that the table has a
/// place for. What it says is decided by the rules of `scripts/prices.py`, which makes the table in the program of the same list.
package struct PriceList: Sendable {
  /// A model that was left out.
  package struct LeftOut: Sendable, Equatable {
    /// Its name in the file.
    package let key: String
    package let reason: String
  }

  /// By their names, with the provider.
  package private(set) var models: [String: ModelPrice] = [:]
  /// The name of the model that each name leads to.
  private(set) var names: [String: String]
  /// Those of the names that the list itself has.
  private let given: Set<String>
  /// In the order of their names.
  package let leftOut: [LeftOut]
  /// Why nothing of a file can be used.
  package enum Failure: Error, Equatable {
    case invalid(JSONError)
    /// It is JSON, and no list of models.
    case otherContent
  }

  /// Explains the members of the others.
  private static let sample = "sample_spec"

  /// Throws `Failure`. A list without a usable model is none.
  package init(reading bytes: [UInt8]) throws(Failure) {
    let document: JSONValue
    do { document = try JSONReader.parse(bytes) } catch { throw .invalid(error) }
    guard let members = document.members else { throw .otherContent }
    var listed: [String: PriceListModel] = [:]
    var leftOut: [LeftOut] = []
    for member in members.sorted(by: { PriceListNames.precedes($0.name, $1.name) }) where member.name != Self.sample {
      guard let entry = member.value.members else {
        leftOut.append(LeftOut(key: member.name, reason: "it is no object"))
        continue
      }
      do throws(UnusableEntry) {
        guard var model = try PriceListModel(member.name, PriceListEntry(entry)) else { continue }
        // Keys with the provider before them and those without are the same model; the former are preferred.
        let name = model.price.name
        if let other = listed[name] {
          let names = model.names.union(other.names)
          if member.name.lowercased() != name { model = other }
          model.names = names
        }
        listed[name] = model
      } catch {
        leftOut.append(LeftOut(key: member.name, reason: error.reason))
      }
    }
    guard !listed.isEmpty else { throw .otherContent }
    models = listed.mapValues(\.price)
    names = PriceListNames(listed).models
    given = listed.values.reduce(into: []) { $0.formUnion($1.names) }
    self.leftOut = leftOut
  }

  /// Adds what another table knows besides.
  package mutating func complete(with table: PriceTable) {
    addLongWrites(of: table)
    keepNames(of: table)
  }

  /// What a model costs to write into the longer cache, which LiteLLM leaves out of some, where all else that it costs to ask and
  /// to write is the same.
  private mutating func addLongWrites(of table: PriceTable) {
    for (name, var model) in models {
      guard let known = table.price(of: name), known.match == .exact, known.name == name else { continue }
      for index in model.variants.indices {
        let variant = model.variants[index]
        guard variant.rates[.cacheWriteLong] == nil, let other = known.newest(like: variant) else { continue }
        let isSame = [.input, .output, .cacheWriteShort].allSatisfy { other.rates[$0] == variant.rates[$0] }
        if isSame { model.variants[index].rates[.cacheWriteLong] = other.rates[.cacheWriteLong] }
      }
      models[name] = model
    }
  }

  /// A name that was only made here, of one with a date, does not take the place of one that leads to another model there.
  private mutating func keepNames(of table: PriceTable) {
    for (name, model) in names {
      // Somebody else's model of that name gives way to the maker's.
      if given.contains(name), name.contains("/") || PriceListNames.isOfMaker(model) { continue }
      guard let known = table.price(of: name), known.match == .exact, known.name != model else { continue }
      // There it may have been made of an older date.
      let undated = PriceName.withoutSnapshot(Array(known.name.utf8)[...])
      if undated.map({ $0.elementsEqual(name.utf8) || $0.ends(with: Array("/\(name)".utf8)) }) == true { continue }
      names[name] = models[known.name] == nil ? nil : known.name
    }
  }
}

extension ArraySlice<UInt8> {
  /// Whether the last bytes are these.
  fileprivate func ends(with bytes: [UInt8]) -> Bool { suffix(bytes.count).elementsEqual(bytes) }
}

extension ModelPrice {
  /// The rates of today, without those of earlier days.
  var newestVariants: [PriceVariant] {
    variants.filter { variant in !variants.contains { $0.service == variant.service && $0.firstDay > variant.firstDay }
    }
  }

  /// The rates of today under the circumstances of other ones.
  func newest(like other: PriceVariant) -> PriceVariant? {
    newestVariants.first {
      $0.service == other.service && $0.threshold == other.threshold && $0.offPeak == other.offPeak
    }
  }
}
