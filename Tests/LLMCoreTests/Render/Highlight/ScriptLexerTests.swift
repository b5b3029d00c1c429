import LLMCore
import Testing

/// Python, JavaScript, TypeScript, shells.
@Suite struct ScriptLexerTests {
  @Test(arguments: [
    CodeSheet(
      "python", "decorators strings and f strings",
      ###"""
      @app.route("/x", methods=['GET'])
      ffff.fffff.ssss.        x.sssss..
      async def f(self, n: int = 0x1F, *a) -> Optional[str]:
      kkkkk kkk f.oooo.  x ttt x nnnn. x . xx tttttttt.ttt.x
          """Doc
          ssssss
          string"""  # comment
      sssssssssssss  ccccccccc
          return f"a{{b}} {n!r:>{w}} {d['k']}" + rb'\'x' + print(1_000.5e-3)
          kkkkkk sssssssss. x xx. ..s. .sss..s x sssssss x fffff.nnnnnnnnnn.
      class Foo(Bar): x = MAX_SIZE; y = a.if.c(1); z = 3 @ m
      kkkkk ttt.ttt.x   x oooooooo.   x  .pp.f.n..   x n x
      s = 'unterminated
        x sssssssssssss
      t = 'goes \
        x sssssss
      on' + F'''{x
      sss x ssss.
      }y'''
      .ssss
      """###),
    CodeSheet(
      "js", "expressions templates and elements",
      ###"""
      const re = /a[/]b\/c/gi, q = a / b / c; i++ / 2
      kkkkk    x ssssssssssss.   x   x   x  .  xx x n
      let t = `x ${a + `y ${b}` + {c: 1}.c} z
      kkk   x sss..  x sss.. .s x .px n..p.ss
      more` + 1e3 /* open
      sssss x nnn ccccccc
      */ / 2; return /x/.test("it's")
      cc x n. kkkkkk sss.ffff.ssssss.
      (a) / 2; [1] / 2; x = /unterminated [/ / 2
      . . x n. .n. x n.   x x             .x x n
      export default function App({ items }) {
      kkkkkk kkkkkkk kkkkkkkk fff..       .. .
        return <ul className="a" on={() => f(1)}>don't {items.map(i => <Li key={i} />)}
        kkkkkk .kk pppppppppxsss ppx... xx f.n...      .     .fff.  xx .tt pppx. . ....
          text</ul> / 2;
              ..kk. x n.
      }
      .
      if (a < b && c > d) foo.class(10n, 0b1) // end
      kk .  x   xx   x  .    .fffff.nnn. nnn. cccccc
      class A extends B { #priv = 'x; get x() { return this.#priv } }
      kkkkk t kkkkkkk t . ppppp x sssssssssssssssssssssssssssssssssss
      """###),
    CodeSheet(
      "ts", "types",
      ###"""
      interface P { readonly a?: number; b(): void; 'c d': string[] }
      kkkkkkkkk t . kkkkkkkk pxx tttttt. f..x kkkk. sssssx tttttt.. .
      @Injectable() export class S<T extends P> { constructor(private x: Map<string, T>) {} }
      fffffffffff.. kkkkkk kkkkk txt kkkkkkk tx . fffffffffff.kkkkkkk px tttxtttttt. tx. .. .
      const f = <T,>(x: T): Promise<string | null> => x as unknown as never
      kkkkk   x xt.x.px t.x tttttttxtttttt x oooox xx   kk ttttttt kk ttttt
      """###),
    CodeSheet(
      "tsx", "generics are no elements",
      ###"""
      const f = <T,>(x: T) => { const y = x as Foo; return <A.B x={1} data-y='z'>t</A.B> }
      kkkkk   x xt.x.px t. xx . kkkkk   x   kk ttt. kkkkkk .ttt px.n. ppppppxsss. ..ttt. .
      const g = <T extends U>(x: T) => <><b/>x</>
      kkkkk   x xt kkkkkkk tx.px t. xx ...k.. ...
      """###),
    CodeSheet(
      "sh", "words by where they stand",
      ###"""
      #!/bin/bash
      ccccccccccc
      for f in *.txt; do echo "n: ${#f} $(wc -l < "$f") $HOME"; done # comment
      kkk   kk x    . kk ffff ssss..xp.s..ff oo x spps.sppppps. kkkk ccccccccc
      FOO=bar BAZ=$x QUX="y" make -j4 CC=gcc all | sudo tee a#b 2>&1 && ./run.sh --opt=1
      pppx    pppxpp pppxsss ffff ooo   x        x ffff fff  x  nxxn xx ffffffff oooooxn
      case $1 in start) go;; *) exit 1;; esac
      kkkk pp kk      . ff.. x. ffff n.. kkkk
      f() { local a=1; [[ -f $a ]] || return 2; }
      f.. . fffff  xn. .. oo pp .. xx ffffff n. .
      x=$((1 << 2)); arr=(a b); echo ${arr[@]} 'it''s' $'a\'b' ${x:-y}
      px...n xx n... pppx.   .. ffff ..ppp. .. sssssss sssssss ..pxx .
      if true; then git commit -m "multi
      kk ffff. kkkk fff        oo ssssss
      line"; fi
      sssss. kk
      echo if then \
      ffff         x
        done

      $ ls -la
      x ff ooo
      """###),
    CodeSheet(
      "bash", "heredocs",
      ###"""
      cat <<'EOF' <<-END > out
      fff xxsssss xxxsss x
      $x EOF
      ssssss
      EOF
      sss
        $y ${z} $(date)
      sspps..p.s..ffff.
      	END
       sss
      cat <<"A" <<< word
      fff xxsss xxx
      A
      s
      cat <<NEVER
      fff xxsssss
       NEVER
      ssssss
      ended $x
      sssssspp
      """###),
    CodeSheet(
      "console", "prompts and output",
      ###"""
      $ ls -la | grep x
      ..ff ooo x ffff
      total 1 # $ not a prompt

      user@host:~/x$ cat <<EOF
      ...............fff xxsss
      > a $b
      ..sspp
      > EOF
      ..sss
      price: 5$ each

      (venv) $ pip install x \
      .........fff           x
      > y
      ..
      # a comment
      ccccccccccc
      done

      """###),
  ])
  func `every byte has its kind`(_ sheet: CodeSheet) { #expect(sheet.lexed == sheet.text) }
}
