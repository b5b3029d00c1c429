import Glibc
import LLMCore
import Testing

@Suite struct CodeThemeTests {
  static let themes = [CodeTheme.sixteen, .palette256, .trueColor]

  @Test func `what must be told apart differs`() {
    for theme in Self.themes {
      for (left, right) in [
        (CodeKind.keyword, CodeKind.type), (.string, .number), (.string, .property), (.comment, .plain),
        (.inserted, .deleted), (.keyword, .plain), (.function, .type), (.keyword, .constant),
      ] { #expect(theme.style(of: left) != theme.style(of: right), "\(left) and \(right)") }
      #expect(theme.style(of: .plain) == .plain)
    }
  }

  @Test func `sixteen colours are the palette's own`() {
    for kind in CodeKind.allCases {
      switch CodeTheme.sixteen.style(of: kind).color {
      case nil, .palette: break
      case .indexed, .rgb: Issue.record("\(kind) has a fixed colour")
      }
    }
  }

  /// WCAG 2: contrast is (L1 + 0.05) / (L2 + 0.05) of the relative luminances.
  @Test(arguments: CodeKind.allCases)
  func `fixed colours can be read on black and on white`(_ kind: CodeKind) {
    for theme in [CodeTheme.palette256, .trueColor] {
      guard let (red, green, blue) = Self.components(theme.style(of: kind).color) else { continue }
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
  private static func components(_ color: CodeTheme.Color?) -> (UInt8, UInt8, UInt8)? {
    switch color {
    case nil: return nil
    case .rgb(let red, let green, let blue): return (red, green, blue)
    case .palette(let color):
      Issue.record("\(color) is not fixed")
      return nil
    case .indexed(let number) where number >= 232:
      let grey = 8 + 10 * (number - 232)
      return (grey, grey, grey)
    case .indexed(let number):
      let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
      guard number >= 16 else {
        Issue.record("\(number) is the scheme's")
        return nil
      }
      let cube = Int(number) - 16
      return (levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6])
    }
  }
}
