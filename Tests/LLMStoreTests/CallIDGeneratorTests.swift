import LLMCore
import LLMStore
import Testing

struct CallIDGeneratorTests {
  @Test("An id is the ULID of its moment and its random bits")
  func knownValues() {
    var least = CallIDGenerator(random: { 0 })
    #expect(least.next(at: Timestamp(milliseconds: 1_469_918_176_385)).text == "01ARYZ6S410000000000000000")
    var greatest = CallIDGenerator(random: { .max })
    #expect(greatest.next(at: Timestamp(milliseconds: 1 << 48 - 1)).text == "7ZZZZZZZZZZZZZZZZZZZZZZZZZ")
  }

  @Test("A moment that 48 bits cannot tell is taken for the nearest one", arguments: [Int64.min, -1, 0])
  func earlyMoments(milliseconds: Int64) {
    var ids = CallIDGenerator(random: { 1 })
    #expect(ids.next(at: Timestamp(milliseconds: milliseconds)).text == "0000000000000G000000000001")
  }

  @Test("Ids rise when the clock stands still, runs on or is set back")
  func rising() {
    var ids = CallIDGenerator()
    let moments: [Int64] = [5000, 5000, 5000, 4000, 1, 5001, 5001, 3000, 6000]
    let texts = moments.map { ids.next(at: Timestamp(milliseconds: $0)).text }
    #expect(texts == texts.sorted())
    #expect(Set(texts).count == texts.count)
  }

  @Test("Random bits that have run out carry over into the time")
  func carry() {
    var ids = CallIDGenerator(random: { .max })
    let first = ids.next(at: Timestamp(milliseconds: 5000)).text
    let second = ids.next(at: Timestamp(milliseconds: 5000)).text
    #expect(first < second)
    #expect(second == "00000004W90000000000000000")
  }

  @Test("Two generators do not meet")
  func distinct() {
    var one = CallIDGenerator()
    var other = CallIDGenerator()
    let moment = Timestamp(milliseconds: 5000)
    #expect(one.next(at: moment) != other.next(at: moment))
  }
}
