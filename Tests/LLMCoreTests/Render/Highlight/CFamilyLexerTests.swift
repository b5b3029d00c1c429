import LLMCore
import Testing

/// C and its relatives.
@Suite struct CFamilyLexerTests {
  @Test(arguments: [
    CodeSheet(
      "c", "preprocessor and numbers",
      ###"""
      #include <stdio.h>
      kkkkkkkk sssssssss
        # define MAX(a) ((a)+1)
        kkkkkkkk fff. . .. .xn.
      #include "x.h" /* a
      kkkkkkkk sssss cccc
      */ size_t n = 0x1p-3 + 1.f + 1.5e+3L; struct foo *p; p->x = 'c'; if (foo(a)) return NULL; // #if
      cc tttttt   x nnnnnn x nnn x nnnnnnn. kkkkkk ttt x .  xxp x sss. kk .fff. .. kkkkkk oooo. cccccc
      char *s = "a \
      tttt x  x ssss
      b"; x = "open
      ss.   x sssss
      int y;
      ttt  .
      """###),
    CodeSheet(
      "c++", "raw strings and separators",
      ###"""
      auto s = R"x(a)" b)x" + u8"y"; std::vector<int> v; int n = 1'000'000 + 0xFF'FFul; L'c'; R"(open
      kkkk   x ssssssssssss x sssss.    xxttttttxtttx  . ttt   x nnnnnnnnn x nnnnnnnnn. ssss. sssssss
      "x" )" + 1;
      ssssss x n.
      enum class Color : uint8_t { Red }; template <typename T> struct S : public B {}; this->f(MAX);
      kkkk kkkkk ttttt x ttttttt . ttt .. kkkkkkkk xkkkkkkkk tx kkkkkk t x kkkkkk t ... ooooxxf.ooo..
      """###),
    CodeSheet(
      "c#", "strings",
      ###"""
      var s = $"a {b:F2} {{c}}" + @"x""y\" + """a "b" c"""; Console.WriteLine(new Foo(1).Bar);
      kkk   x ssss. xtt.sssssss x ssssssss x sssssssssssss. ttttttt.fffffffff.kkk fff.n..ttt..
      [Attr] public record R(int X); #region x
      .tttt. kkkkkk kkkkkk t.ttt t.. kkkkkkk
      var t = $@"a
      kkk   x ssss
      {b}"; var u = """"
      . .s. kkk   x ssss
        """ x
      sssssss
        """";
      ssssss.
      """###),
    CodeSheet(
      "go", "raw strings and methods",
      ###"""
      package main
      kkkkkkk tttt
      func (r *T) Name(x map[string]int) error { s := `raw \
      kkkk .  x . ffff.  kkk.tttttt.ttt. ttttt .   xx ssssss
      x` + "y" + 'z'; r.Do(1); return fmt.Errorf("x: %w", err) }
      ss x sss x sss.  .ff.n.. kkkkkk    .ffffff.sssssss.    . .
      type A struct { b []byte } // nil
      kkkk t kkkkkk .   ..tttt . cccccc
      """###),
    CodeSheet(
      "java", "annotations and text blocks",
      ###"""
      @Override public static void main(String[] args) { int x = 1_000L; char c = '\''; var l = new ArrayList<>();
      fffffffff kkkkkk kkkkkk kkkk ffff.tttttt..     . . ttt   x nnnnnn. tttt   x ssss. kkk   x kkk tttttttttxx...
      String s = """
      tttttt   x sss
        "x" \""" y
      ssssssssssss
        """; System.out.println(s); }
      sssss. tttttt.ppp.fffffff. .. .
      """###),
    CodeSheet(
      "kotlin", "templates",
      ###"""
      fun String.ext(x: Int = 1L): List<T> = "a $x ${y.z("q")}" /* a /* b */ */ @Composable val t = """
      kkk tttttt.fff. x ttt x nn.x ttttxtx x ssspps.. .f.sss..s ccccccccccccccc fffffffffff kkk   x sss
      a"b ${1}\""" + 'c'
      ssss..n.ssss x sss
      class A(val b: Int) : C()
      kkkkk t.kkk  x ttt. x t..
      """###),
    CodeSheet(
      "zig", "lines of text",
      ###"""
      const std = @import("std"); pub fn main() !void { var x: u8 = 0x1F; }
      kkkkk     x fffffff.sssss.. kkk kk ffff.. xtttt . kkk  x tt x nnnn. .
      const s =
      kkkkk   x
          \\ text "x"
          sssssssssss
      ;
      .
      """###),
  ])
  func `every byte has its kind`(_ sheet: CodeSheet) { #expect(sheet.lexed == sheet.text) }
}
