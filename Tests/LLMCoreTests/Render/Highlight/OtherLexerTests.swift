import LLMCore
import Testing

/// The other languages.
@Suite struct OtherLexerTests {
  @Test(arguments: [
    CodeSheet(
      "swift", "nesting and raw strings",
      ###"""
      @MainActor func go(_ x: Int = 0b1_01, y: [String]) async throws -> some View { /* a /* b */ c */
      kkkkkkkkkk kkkk ff.   x ttt x nnnnnn.  x .tttttt.. kkkkk kkkkkk xx kkkk tttt . ccccccccccccccccc
        let s = "a\(f("x", y: 1)) b", t = #"raw " \(no) \#(yes) "#, u = ##"a"# \##("#
        kkk   x ss..f.sss.  x n..sss.   x ssssssssssssss...   .sss.   x sssssss....ss
        let v = """
        kkk   x sss
          multi \(x) "quoted"
      ssssssssss.. .sssssssss
          """
      sssssss
        #if DEBUG
        kkk ttttt
        return x.default ?? .none; for i in 0..<5 { $0.1.5 }
        kkkkkk  .ppppppp xx .pppp. kkk   kk n..xn . xnnn.n .
        "open \(
        ssssss..
      let w = Foo(`class`)
      kkk   x ttt.       .
      """###),
    CodeSheet(
      "rust", "lifetimes and raw strings",
      ###"""
      fn f<'a>(x: &'a str) -> Result<u8, ()> { let c = 'x'; let d = '\''; 'outer: loop { break 'outer } }
      kk fxoox. x xoo ttt. xx ttttttxtt. ..x . kkk   x sss. kkk   x ssss. oooooox kkkk . kkkkk oooooo . .
      /* a /* b */ c */ let s = r##"a"# b"##; println!("{}", x); let y = 1..2; let z = 1u64 + 2.5f32;
      ccccccccccccccccc kkk   x ssssssssssss. ffffffff.ssss.  .. kkk   x n..n. kkk   x nnnn x nnnnnn.
      #[derive(Debug)] struct P<T> { x: T } impl P<i32> {} x.await.foo(); r#type; b'x' br"\" x != 'é'
      x.ffffff.ttttt.. kkkkkk txtx .  x t . kkkk txtttx ..  .ppppp.fff...  xkkkk. ssss sssss   xx ssss
      let m = "two
      kkk   x ssss
      lines"; MAX as usize
      ssssss. ooo kk ttttt
      """###),
    CodeSheet(
      "ruby", "literals",
      ###"""
      def self.empty?(a, b: 1) = a.x? ? :sym : "a#{b + "c"}d"
      kkk oooo.ffffff. . ox n. x  .ff x oooo x ss..  x sss.ss
      x = %w[a [b] c]; y = 1 / 2; z = a =~ /x[\/]#/i; @v ||= $g; foo <<~EOT, 2
        x sssssssssss.   x n x n.   x   xx sssssssss. pp xxx pp.     xxxsss. n
        text #{x} EOT
      sssssss.. .ssss
        EOT
        sss
      =begin
      cccccc
      comment
      ccccccc
      =end
      cccc
      class Foo < Bar::Baz; attr_reader :a; arr << B; puts 'x' % 2; end
      kkkkk ttt x tttxxttt. kkkkkkkkkkk oo.     xx t. ffff sss x n. kkk
      """###),
    CodeSheet(
      "php", "variables and markup",
      ###"""
      <?php
      kkkkk
      $x = "a $b {$c->d['e']}"; # c
      pp x ssspps.. xxp.sss..s. ccc
      #[Attr] public function f(?int $x): string { return $this->y(self::Z, <<<EOT
      ..tttt. kkkkkk kkkkkkkk f.xttt pp.x tttttt . kkkkkk pppppxxf.ooooxxt. xxxsss
        text $x
      ssssssspp
        EOT); }
        sss.. .
      echo <<<'RAW'
      kkkk xxxsssss
      $x
      ss
      RAW;
      sss.
      ?><b>it's</b><?php echo 1;
                     kkk kkkk n.
      """###),
    CodeSheet(
      "lua", "long brackets",
      ###"""
      local s = [==[a ]] b]==] --[[ c
      kkkkk   x ssssssssssssss cccccc
      d ]] function M.f(x) return x.y:z("a", 0x1) end -- e
      cccc kkkkkkkk  .f. . kkkkkk  .pxf.sss. nnn. kkk cccc
      --[=[ x ]] y
      cccccccccccc
      ]=] t[ [[k]] ] = [=x
      ccc  . sssss . x .x
      """###),
    CodeSheet(
      "diff", "hunks are counted",
      ###"""
      diff --git a/x b/x
      hhhhhhhhhhhhhhhhhh
      index 1..2 100644
      ccccccccccccccccc
      --- a/x
      hhhhhhh
      +++ b/x
      hhhhhhh
      @@ -1,2 +1,2 @@ func
      kkkkkkkkkkkkkkk
       ctx

      --- deleted
      -----------
      +++ added
      +++++++++
      --- b
      hhhhh
      +++ c
      hhhhh
      @@ -1 +1 @@
      kkkkkkkkkkk
      -a
      --
      +b
      ++
      \ No newline at end of file
      ccccccccccccccccccccccccccc
      """###),
    CodeSheet(
      "dockerfile", "instructions",
      ###"""
      # c
      ccc
      FROM node:20 AS build
      kkkk         kk
      RUN apt-get update && \
      kkk fffffff        xx x
          # comment
          ccccccccc
          apt-get install -y x
                          oo
      COPY --from=build /a /b
      kkkk oooooox
      CMD ["a", "b"]
      kkk .sss. sss.
      ONBUILD RUN <<EOF
      kkkkkkk kkk xxsss
      echo x
      ssssss
      # no comment
      ssssssssssss
      EOF
      sss
      ENV A=don't
      kkk  x   ss
      LABEL x
      kkkkk
      """###),
    CodeSheet(
      "makefile", "rules and recipes",
      ###"""
      CC := gcc $(shell ls) # c
      pp xx     ..fffff   . ccc
      all: a.o $(OBJ:x=y) # c
      fffx     ..ppp    . ccc
      	@$(CC) -o $@ $< && echo "x" \
       x..ff. oo pp pp xx ffff sss x
      	  more

      ifeq ($(A),b)
      kkkk  ..p.
      X ?= a \
      p xx
        b:c

      .PHONY: all
      ffffffx
      """###),
    CodeSheet(
      "haskell", "nested comments",
      ###"""
      {- a {- b -} c -} module Main where
      ccccccccccccccccc kkkkkk tttt kkkkk
      foldl' :: (a -> b) -> [a] -- c
             xx .  xx  . xx . . cccc
      f x = case x of { Just y -> y + 1.5e3; _ -> 'c' }
          x kkkk   kk . tttt   xx   x nnnnn.   xx sss .
      """###),
    CodeSheet(
      "elixir", "modules and atoms",
      ###"""
      defmodule A.B do
      kkkkkkkkk t.t kk
        @doc "x #{1 + 2}"
        pppp sss..n x n.s
        def f?(x), do: x |> Enum.map(&(&1 * 2)) # c
        kkk ff. .. kkx   xx tttt.fff.x.xn x n.. ccc
        :atom; %{key: 1}
        ooooo. x.ooox n.
      end
      kkk
      """###),
  ])
  func `every byte has its kind`(_ sheet: CodeSheet) { #expect(sheet.lexed == sheet.text) }
}
