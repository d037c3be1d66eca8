# Python の型と関数、インストール。$type、$got: 型の名前。

error-own-raise = このエラーは、上の行のコードが自分で起こしたものです。どんな入力のときにここへ来ますか？ そうなるのは、思ったとおりですか？
error-function-not-called = { $left ->
        [none] 関数
       *[other] `{ $left }`{" "}
    }にかっこがないので、結果ではなく関数そのものが使われています。引数を付けて `(…)` で呼んでください。
error-index-of-text = { $left ->
        [none] これ
       *[other] `{ $left }`{" "}
    }は文字列で、文字は位置を表す整数で取り出します。辞書のつもりでしたか？ `print(type(…))` で確かめられます。
error-item-assignment = `{ $type }` の中身は書き換えられません。新しく作るか、書き換えられるリストを使ってください。
error-math-domain = { $called ->
        [none] この関数
       *[other] `{ $called }`{" "}
    }は、その数では計算できません。対数には 0 より大きい数、平方根には 0 以上の数が必要です。この行の直前で print してみてください。
error-too-large = 結果が float に入りきりません（約 1.8 × 10³⁰⁸ まで）。指数の計算なら、torch に `logsumexp` や `log_softmax` のような安定した形があります。ループの中で数が大きくなり続けていませんか？
error-integer-wanted = { $called ->
        [none] ここ
       *[other] `{ $called }`{" "}
    }に必要なのは整数ですが、`{ $type }` が渡されました。リストやテンソルなら、長さ（`len(x)`）のことではありませんか？ 数字の文字列は `int(…)` で整数になります。
error-pop-empty = { $left ->
        [none] これ
       *[other] `{ $left }`{" "}
    }は空なので、取り出すものがありません。先に `if items:` のように確かめてください。
error-not-in-list = 探しているものが、その中{ $left ->
        [none] {""}
       *[other] （`{ $left }`）
    }にありません。`x in items` なら、エラーにならずに確かめられます。型が違っていませんか（`1` と `"1"` は別のものです）？
error-max-of-nothing = { $left ->
        [none] 渡されたもの
       *[other] `{ $left }`{" "}
    }が空なので、`{ $function }` が決まりません。そのとき何を返すべきですか？ `{ $function }(…, default=…)` で決められます。
error-no-len = { $left ->
        [none] これ
       *[other] `{ $left }`{" "}
    }は `{ $type }` で、長さがありません。数は一つだけで、ジェネレータはいくつ続くかわかりません（`list(…)` で集められます）。自分で作った Dataset などのクラスには、`def __len__(self):` で長さを付けます。
error-argument-twice = `{ $function }` の `{ $name }` が、順番と名前の両方で 2 回渡されています。一方を消してください（メソッドでは、最初の場所は `self` です）。
error-argument-count = `{ $function }` の引数は { $expected } 個ですが、{ $given } 個渡されました。まとめて渡すものは、先にリストやタプルに入れることが多いです。
error-changed-in-loop = ループで取り出している{ $left ->
        [none] もの
       *[other] {" "}`{ $left }`{" "}
    }を、ループの中で変えています。辞書や set ではできません。`list(…)` でコピーを取り出すか、変更を集めてあとで行ってください。
error-dict-pairs = `dict(…)` に渡すのは、`[("a", 1), ("b", 2)]` のようなキーと値の組です。`zip(keys, values)` で組を作れます。
error-text-encoding = このバイト列は、この文字コードの文字列として読めません。多くのファイルは "utf-8" です（`open(…, encoding="utf-8")`）。画像や保存したテンソルは文字列ではありません。
error-missing-in-class = クラス `{ $type }` に `{ $name }` はありません。つづりは合っていますか？ `self.` で入れたものは、`{ $type }(…)` で作ったオブジェクトにだけあります。
error-isinstance-type = 2 番目の引数は型そのものです。引用符は付けず、いくつかあるときはタプルにします。`isinstance(x, (int, float))`
error-not-an-iterator = `next` は、順番に取り出している途中のものに使います。`{ $type }` はまだ始まっていません。`it = iter(…)` で始めて、`next(it)` で進みます。
error-join-texts = `join` がつなぐのは文字列ですが、{ $index } 番目は `{ $type }` です。先にそれぞれを `str(…)` で文字列にしてください。
error-iterator-empty = もう取り出すものがありません。全部取り出したあとか、最初から空でした。新しい `iter(…)` で、もう一度始められます。
error-unary-operand = `{ $operation }` は `{ $type }`{ $left ->
        [none] {""}
       *[other] （`{ $left }`）
    }には使えません。リストの要素すべてに使うなら、テンソルか配列にしてください。
error-format-count = 文字列の中の場所の数と、値の数が合いません。f 文字列（`f"{"{"}a{"}"} と {"{"}b{"}"}"`）なら、見てすぐわかります。
error-format-code = この書式は別の型のものか、つづりが違います。`:.2f` は小数、`:d` は整数のためのものです。値の型を print してみてください。
error-method-of-class = `{ $type }.{ $name }` が、値ではなくクラスから呼ばれています。`x.{ $name }(…)` のように、ドット（`.`）の前に値を書いてください。
error-class-without-init = `{ $name }` は引数を受け取れません。クラスに、引数を受け取る `__init__` がないからです。前後のアンダースコアは二つずつですか？ クラスの中でインデントされていますか？
error-init-returns = `__init__` はオブジェクトの準備をするだけで、何も返しません。`self.… = …` で入れておくか、別のメソッドで return してください。
error-lazy-index = `{ $type }` は番号では取り出せません。先に `list(…)[0]` のようにリストにするか、`for` で順番に取り出してください。
error-unpack-none = { $left ->
        [none] 順番に取り出そうとした値
       *[other] `{ $left }`{" "}
    }が `None` です。その値を返した関数は、きちんと `return` していますか？（`sort` や `append` はリストを変えるだけで、何も返しません。）
error-number-of-type = `{ $function }` が数にできるのは文字列や数ですが、{ $left ->
        [none] これ
       *[other] `{ $left }`{" "}
    }は `{ $type }` です。どこから来た値ですか？
error-real-number = { $called ->
        [none] この関数
       *[other] `{ $called }`{" "}
    }に渡すのは一つの数ですが、`{ $type }` が渡されました。テンソルなら torch に同じ名前の関数があります（`torch.sqrt`、`torch.exp` など）。文字列は `float(…)` で数になります。
error-in-text = 文字列の中で探せるのは文字列だけです。先に `str(x) in text` のように文字列にしてください。
error-in-number = `in` は、リストや辞書、文字列の中を調べますが、{ $right ->
        [none] そのあとの値
       *[other] `{ $right }`{" "}
    }は一つの `{ $type }` です。二つの値を比べるなら `==` を使います。
error-no-keywords = `{ $function }` には、名前なしで引数を渡します。`名前=` を消してください。
error-no-context = `with` のあとに書けるのは、`open(…)` や `torch.no_grad()` のように、始まりと終わりのあるものです。`{ $type }` は使えません。
error-memory = メモリが足りません。どのくらいの大きさになりますか？ 大きさどうしの掛け算や、ループの中で大きくなるリストはありませんか？
error-file-refused = これはフォルダーか、ここでは開けないファイルです。演習にファイルは必要ありません。
error-relative-import = ドット（`.`）で始まる import は、パッケージの中でしか使えません。ファイル一つだけなら、ドットなしで名前を書いてください。
error-own-file-named = ライブラリ `{ $module }` の代わりに、自分のファイルが読み込まれました。同じフォルダーに `{ $module }.py` という名前のファイルがあります。名前を変えてください。
error-not-installed = 実行した Python に `{ $name }` が入っていません。自分のコンピューターなら、使っているその Python で `python -m pip install { $name }` を実行します。ここに送るコードでは、torch、NumPy、matplotlib が使えます。
error-broken-installation = システムのライブラリがないか合っていないので、パッケージが動きません。新しい環境（`python -m venv`）に、pytorch.org の説明どおりに入れ直してください。
