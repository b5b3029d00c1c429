import LLMCore
import Testing

/// Data, settings, markup, style sheets, queries.
@Suite struct DataLexerTests {
  @Test(arguments: [
    CodeSheet(
      "json", "keys and comments",
      ###"""
      {"a": [1, -2.5e+3, true, null], "b\"c" : "d", x: 'y'} // json5
      .pppx .n. xnnnnnn. oooo. oooo.. pppppp x sss. px sss. cccccccc
      "not closed
      sssssssssss
      {"k": "v"}
      .pppx sss.
      """###),
    CodeSheet(
      "yaml", "scalars in every style",
      ###"""
      %YAML 1.2
      kkkkkkkkk
      --- # c
      ... ccc
      a: 1
      p. n
      "b c": [x, {y: true, z: 'it''s'}]
      ppppp. . . .p. oooo. p. sssssss..
      d: |
      p. x
        text: x
        sssssss


         more # text
         sssssssssss
      e: &anchor !!str "x
      p. ooooooo ttttt ss
        y: z" # c
        sssss ccc
      - - k: >-2
      . . p. xxx
            folded
            ssssss
          l: *anchor
          p. ooooooo
        - url: http://x.y/#z
        . ppp.
      f: 2024-01-02
      p. nnnnnnnnnn
      g: -1.5e3
      p. nnnnnn
      h: ~
      p. o
      ? q
      .
      : r
      .
      """###),
    CodeSheet(
      "toml", "sections keys dates",
      ###"""
      [a."b".c] # c
      hhhhhhhhh ccc
      k.x-y = 1979-05-27T07:32:00Z
      p.ppp x nnnnnnnnnnnnnnnnnnnn
      "q" = { a = 1, b = [true, 'x'] }
      ppp x . p x n. p x .oooo. sss. .
      arr = [
      ppp x .
        [1, 2],
        .n. n..
      ]
      .
      [[t]]
      hhhhh
      s = """a
      p x ssss
      b""" + '''c
      ssss x ssss
      d'''
      ssss
      f = inf
      p x ooo
      """###),
    CodeSheet(
      "ini", "pairs",
      ###"""
      [sec] ; c
      hhhhh ccc
      a.b = 1 ; c
      ppp x n ccc
      ; c
      ccc
      export B="x y" # c
      kkkkkk pxsssss ccc
      C=http://x#y;z
      px
      on = yes
      pp x ooo
      d: -1.5
      px nnnn
      alone
      ppppp
      q = "open
      p x sssss
      """###),
    CodeSheet(
      "html", "scripts and styles within",
      ###"""
      <!DOCTYPE html><!-- c
      kkkkkkkkkkkkkkkcccccc
       --> <div class="a
      cccc .kkk pppppxss
      b" id=x/y data-y='z' hidden>a &amp; b & c < d<br/>
      ss ppxsss ppppppxsss pppppp.  ooooo          .kk..
      <script>let x = "</p>"; /* a
      .kkkkkk.kkk   x ssssss. cccc


      b */ f()</script><STYLE>a:hover { color: #fff }</STYLE>
      cccc f....kkkkkk..kkkkk.kxfffff . pppppx nnnn ...kkkkk.
      </div><unclosed <b>
      ..kkk..kkkkkkkk .k.
      """###),
    CodeSheet(
      "xml", "sections",
      ###"""
      <?xml version="1.0"?>
      kkkkkkkkkkkkkkkkkkkkk
      <ns:a xmlns:ns="u"><![CDATA[ <b> ]] ]]></ns:a>&#x20;
      .kkkk ppppppppxsss.ssssssssssssssssssss..kkkk.oooooo
      """###),
    CodeSheet(
      "css", "selectors and declarations",
      ###"""
      @media (max-width: 10px) { .a, #b > li:hover, a[href="x"]::before { color: red !important } }
      kkkkkk .kkkkkkkkkx nnnn. . .t. tt x kkxfffff. k.ppppxsss.xxffffff . pppppx ooo xkkkkkkkkk . .
      .x { margin: -3px 1.5em 50%; --x: var(--y); background: url("x"),
      .t . ppppppx xnnn nnnnn nnn. pppx fff.ppp.. ppppppppppx fff.sss..
        #fff; } /* a
        nnnn. . cccc
      b */ h1 { top: .5em }
      cccc kk . pppx nnnn .
      """###),
    CodeSheet(
      "scss", "nesting",
      ###"""
      $w: 10px; .a { &:hover { width: calc(100% - #{$w}); // c
      ppx nnnn. .t . xxfffff . kkkkkx ffff.nnnn x x.pp... cccc
        @include mix($w); } }
        kkkkkkkk fff.pp.. . .
      """###),
    CodeSheet(
      "sql", "strings and names",
      ###"""
      SELECT count(*), "u""v" FROM users u WHERE name = 'it''s' AND x > 1.5 -- c
      kkkkkk fffff.x.. pppppp kkkk         kkkkk      x sssssss kkk   x nnn cccc
      /* a /* b */ c */ INSERT INTO t VALUES (1, NULL, 'two
      ccccccccccccccccc kkkkkk kkkk   kkkkkk .n. oooo. ssss
      lines'); create table t (id BIGINT, n VARCHAR(10));
      ssssss.. kkkkkk kkkkk   .   tttttt.   ttttttt.nn...
      DO $body$ begin $$ $body$; select 1
      kk ssssssssssssssssssssss. kkkkkk n
      """###),
  ])
  func `every byte has its kind`(_ sheet: CodeSheet) { #expect(sheet.lexed == sheet.text) }
}
