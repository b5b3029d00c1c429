import Glibc
import LLMCore
import Testing

@Suite struct ThemeTests {
  private static let theme = Theme.standard

  @Test func `kinds of code that must be told apart differ`() {
    for (left, right) in [
      (TextRole.keyword, TextRole.type), (.string, .number), (.string, .property), (.comment, .codeBlock),
      (.inserted, .deleted), (.keyword, .codeBlock), (.function, .type), (.keyword, .constant),
    ] { #expect(Self.theme[left] != Self.theme[right], "\(left) and \(right)") }
    #expect(Self.theme[.codeBlock] == Theme.Look())
  }

  @Test(arguments: TextRole.allCases)
  func `of the palette only colours that every scheme keeps apart from its background`(_ role: TextRole) {
    guard let color = Self.theme[role].color else { return }
    #expect([1, 2, 4, 5, 6].contains(color.basic))
  }

  @Test func `each kind of code with a colour has one for every depth`() {
    for role in [
      TextRole.keyword, .type, .string, .number, .function, .property, .constant, .inserted, .deleted,
    ] {
      #expect(Self.theme[role].color?.indexed != nil, "\(role)")
      #expect(Self.theme[role].color?.rgb != nil, "\(role)")
    }
  }

  /// WCAG 2: contrast is (L1 + 0.05) / (L2 + 0.05) of the relative luminances.
  @Test(arguments: TextRole.allCases)
  func `fixed colours can be read on black and on white`(_ role: TextRole) {
    let color = Self.theme[role].color
    let indexed = color?.indexed.flatMap(Self.components)
    let rgb = color?.rgb.map { (UInt8($0 >> 16 & 0xFF), UInt8($0 >> 8 & 0xFF), UInt8($0 & 0xFF)) }
    for (red, green, blue) in [indexed, rgb].compactMap(\.self) {
      let luminance = 0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
      #expect(1.05 / (luminance + 0.05) >= 4)
      #expect((luminance + 0.05) / 0.05 >= 4)
    }
  }

  private static func linear(_ component: UInt8) -> Double {
    let value = Double(component) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  /// xterm's cube of six levels at 16…231, and its 24 greys behind.
  private static func components(_ number: UInt8) -> (UInt8, UInt8, UInt8)? {
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    switch number {
    case ..<16:
      Issue.record("\(number) is the scheme's")
      return nil
    case 232...:
      let grey = 8 + 10 * (number - 232)
      return (grey, grey, grey)
    default:
      let cube = Int(number) - 16
      return (levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6])
    }
  }
}
