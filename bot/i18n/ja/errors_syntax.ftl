# 構文エラー。$name: 書かれたままの語。$sign: 書かれたままの記号。

error-syntax-positional = 呼び出しでは、名前なしの引数が先、`名前=` の付いた引数があとです。名前なしのものを前に移すか、名前を付けてください。
error-syntax-defaults = `def` の行では、デフォルト値のある引数（`b=1` など）を、デフォルト値のない引数よりあとに書きます。順番を入れ替えてください。
error-syntax-keyword-twice = この呼び出しには `{ $name }=` が二つあります。使いたいのはどちらの値ですか？
error-syntax-parameter-twice = この関数には `{ $name }` という引数が二つあります。別々の名前を付けてください。
error-syntax-break = `{ $name }` が使えるのはループの中だけです。この行は `for` や `while` の下でインデントされていますか？
error-syntax-fstring = f 文字列の波かっこの中が読めません。`{"{"}` と `{"}"}` の間に式を一つ書き、かっこは両方そろえてください。中の引用符は、外側と違う種類にすると安全です。
error-syntax-try = `try:` のブロックの下には `except …:` か `finally:` が必要です。`try` と同じ位置にそろえて書いてください。
error-syntax-conditional = 式の中の `if` には、もう半分が必要です（`a if 条件 else b`）。条件が False のときは、何になるはずですか？
error-syntax-backslash = バックスラッシュ `\` のあとは改行しか書けませんが、何か続いています（空白だけのこともあります）。割り算は `/` です。かっこの中なら、バックスラッシュなしで改行できます。
error-syntax-generator = この部分を、もう一組のかっこで囲んでください。組を作るなら `[(a, b) for …]`、ほかの引数もあるなら `f((… for …), 他の引数)` と書きます。
error-syntax-star = 値の前の `*` は中身を並べる記号で、`f(*x)` や `[*x]` のように、呼び出しやリストの中でしか使えません。
error-syntax-global = `{ $name }` をここでこのように宣言することはできません。`global` と `nonlocal` は、その名前を最初に使うより前に書き、引数には付けません。値を引数で受け取って結果を return する関数なら、どちらもふつうは要りません。
error-syntax-delete = `del` で消せるのは名前か要素です（`del x`、`del x[0]`）。いくつかあるときはコンマで区切ります。
error-syntax-update = `+=` の仲間が変えられるのは、一度に一つの名前だけです。名前ごとに 1 行ずつ書いてください。
error-syntax-path = 文字列の中の `\U` や `\N` は特別な文字の始まりで、Windows のパスに偶然入ってしまいます。文字列の前に `r` を付ける（`r"C:\Users\…"`）か、`\` の代わりに `/` を使ってください。
error-syntax-except = `except` のあとに種類をいくつか書くときは、`except (ValueError, TypeError):` のようにかっこで囲みます。
error-syntax-dict = 辞書では、どのキーにもコロンと値が必要です（`{"{"}"a": 1, "b": 2{"}"}`）。ここでは一つ抜けています。
error-syntax-import = import の書き方は `import torch`、`import numpy as np`、`from torch import nn` の三つです。どれを書くつもりでしたか？
error-syntax-import-star = `from … import *` は、関数の外（左端）でしか書けません。`from torch import nn` のように、必要な名前を書くほうが安全です。
error-syntax-parameters = `def` の行では、名前のあとにかっこが必要です。引数がなくても `def f():` と書きます。
error-syntax-notebook = これはノートブックやターミナルのコマンドで、Python のコードではありません。行を消してください。torch と NumPy はここにもう入っています。
error-syntax-prompt = `>>>` は Python のプロンプトで、コピーのときに混ざったものです。除いて貼り直してください。
error-syntax-comment = Python のコメントは `#` で始めます（`//` は整数の割り算です）。
error-syntax-elif = この `{ $name }` の相手が見つかりません。`if` や `for`、`while`、`try` のブロックのすぐ下に、その始まりの行と同じ位置で書きます。間に別の行が入っていませんか？
error-syntax-elif-spelled = Python では `elif` と書きます。
error-syntax-keyword-name = `{ $name }` は Python の予約語なので、名前には使えません。`{ $name }_` のような別の名前にしてください。
error-syntax-other-language = `{ $name }` は Python の書き方ではありません。関数は `def 名前(…):`、値は `x = 3` とだけ書き、ブロックはコロンのあとから始まります。
error-syntax-typed-name = Python では、名前の前に型は書きません。`x = 3` だけで十分です（書きたいときは `x: { $name } = 3` のように後ろに書きます）。
error-syntax-increment = Python に `{ $name }` はありません。`x += 1` や `x -= 1` と書きます。
error-syntax-and-or = Python では `{ $sign }` ではなく、`and` や `or` と言葉で書きます（テンソルの要素ごとなら、`&` や `|` を一つだけ使い、比較をそれぞれかっこで囲みます）。
error-syntax-comparison = `{ $sign }` という比較は Python にありません。使えるのは `==`、`!=`、`<`、`<=`、`>`、`>=` です。
error-syntax-not = Python では「でない」を `not x` と書きます（マスクの要素を反転するのは `~` です）。
error-syntax-question = Python に `?` はありません。二つの値から選ぶときは `a if 条件 else b` と書きます。
error-syntax-lambda = `lambda` に書けるのは、コロンのあとの式一つだけです（`lambda x: x + 1`）。`return` は要りません。長くなるなら `def` を使ってください。
error-syntax-walrus = ここでは、ふつうの `=` で十分です。`:=` はかっこの中でしか使えません。
error-syntax-for = ループは `for i in range(3):` のように、名前、`in`、順番に取り出すもの、の順に書きます。
error-syntax-global-value = `global` と `nonlocal` には名前だけを書きます。値は次の行で入れてください。
error-syntax-not-in = 二つの語を分けて、両方書きます（`x not in y`、`x is not y`）。
error-syntax-raise = 例外の文はかっこの中に書きます。`raise ValueError("…")`
error-syntax-braces = Python のブロックに波かっこは使いません。コロンのあとを改行して、インデントします（`if x > 0:`）。
error-syntax-doubled = 記号が多すぎるか、間に何か抜けています：`{ $sign }`
error-syntax-nothing-after = 行が `{ $sign }` で終わっていて、その右に何もありません。何が来るはずでしたか？（長い式は、かっこの中なら次の行に続けられます。）
error-syntax-two-statements = 1 行に文が二つあるか、間の演算子が抜けているようです。文は 1 行に一つずつ書いてください。
error-syntax-round-index = 丸かっこは関数の呼び出しです。テンソルの一部を取り出すときは、`x[0, :]` や `x[1:3]` のように角かっこを使います。等間隔の数を作るのは `torch.arange(start, stop, step)` で、`stop` 自身は含みません。
# $sign: 例 "%*%"。
error-syntax-operator = Python に `{ $sign }` はありません。テンソルの計算は、`a * b`、`a / b`、`a**2` と書くだけで要素ごとに行われます。行列の積は `a @ b`、割り算の余りは `a % b`、リストに値があるかは `value in items` です。
error-syntax-transpose = 引用符 `'` は文字列の始まりです。MATLAB と違って、転置の意味はありません。行列の転置は `x.T` と書きます。
