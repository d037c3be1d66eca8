# 学習者のコードに書かれたもの（名前、層、型）から説明できるエラー。
#
# ほかの error-<key> と同じく $line、$source、$type、$message も使える。この上に、該当の行と Python のメッセージが表示される。

# 演習が GPU のあるふりをしているときに、コードが GPU に何かを置こうとした。
error-gpu-only-pretended = この演習では、GPU があるふりをしているだけなので、GPU にデータを置くことはできません。`torch.cuda.is_available()` で、あるかどうかを確かめるだけで足ります。

# $called: かっこの前に書かれているもの。例 "mean"。
error-none-called = { $called ->
        [none] かっこの前にあるもの
       *[other] `{ $called }`{" "}
    }は `None` なので、呼び出せません。その名前に `None` を入れている行はどこですか？ その値には別の名前を付けましょう。
# $name: None を返すメソッド。例 "backward"、"append"。
error-returns-none = { $name ->
        [backward] `backward()` は値を返しません。勾配は、`requires_grad=True` のテンソルの `.grad` に入ります。`backward()` は一度だけ、単独の行で呼び、そのあとで `x.grad` を読みましょう。
       *[other] `{ $name }(…)` は、ドット（`.`）の前にあるものを書き換えるだけで、返すのは `None` です。単独の行で呼び、そのあとは書き換えられたものを使いましょう。
    }
# $name: autograd.Function の ctx から読もうとした属性。
error-context-lacks = { $name ->
        [none] `ctx.saved_tensors` に入っているのは、`forward` の中で `ctx.save_for_backward(…)` に渡したテンソルです。その数が、ここで受け取る数と違います。
       *[other] `ctx` にあるのは、`forward` の中で入れたものだけです。`{ $name }` はまだ入れていません：`ctx.{ $name } = …`
    }
# $layer: torch.nn のクラス。 $function: 同じことをする関数。例 "torch.relu"。
error-layer-not-called = `nn.{ $layer }(…)` は層を作るだけで、まだ何も計算しません。できた層に `nn.{ $layer }(…)(x)` のようにテンソルを渡して呼び出します。{ $function ->
        [none] {""}
       *[other] テンソルをそのまま渡せる関数 `{ $function }` を使うこともできます。
    }
# $type: 層や、自分で作ったモデルの型。 $called: 例 "torch.optim.SGD"。
error-layer-gone-through = { $called ->
        [none] 層やモデル（ここでは `{ $type }`）を、そのままループで回すことはできません。
       *[other] `{ $called }` に渡すのは、更新するテンソルの集まりです。ここでは `{ $type }` をそのまま渡しています。
    }パラメータは `.parameters()` で取り出せます。
# $called: 例 "np.mean"。 $nearest: torch で同じことをする関数。
error-numpy-function-of-tensor = `{ $called }` は NumPy の関数ですが、渡しているのはテンソルです。{ $nearest ->
        [none] 同じことをする torch の演算を探してみましょう
       *[other] torch には `{ $nearest }` があります
    }（NumPy の `axis` は、torch では `dim` です）。こうすると、勾配も流れます。

# $left、$left_shape、$right、$right_shape: 入力と重み。
error-linear-untransposed = `linear` は重みを転置して掛けます。計算するのは `x @ w.T + b` なので、重みの形状は（出力の数, 入力の数）です。{ $right_shape ->
        [none] {""}
       *[other] ここでは `{ $right }` の形状が { $right_shape } { $left_shape ->
            [none] です。
           *[other] で、`{ $left }` の形状が { $left_shape } です。
        }
    }重みの `.T` を渡すか、`@` を使って自分で積を書いてください。
# $function: mm か mv。 $left、$left_shape、$right、$right_shape: 渡されたもの。
error-mm-dims = { $function ->
        [mv] `mv` は、行列とベクトルの積です。左は 2 次元、右は 1 次元でなければなりません。
       *[mm] `mm` が掛けるのは、ちょうど二つの行列です。どちらも 2 次元でなければなりません。
    }{ $left_shape ->
        [none] {""}
       *[other] `{ $left }` の形状は { $left_shape } です。
    }{ $right_shape ->
        [none] {""}
       *[other] `{ $right }` の形状は { $right_shape } です。
    }演算子 `@` なら、ベクトルや、行列をまとめたバッチにも使えます。
# $left、$right: 形状の分からないふたつの値。
error-shapes-do-not-fit = この二つは、積を計算できる形状になっていません。左の最後の大きさと、右の後ろから 2 番目の大きさが同じでなければなりません。この行のすぐ前で、{ $left ->
        [none] 両方の形状
       *[other] `{ $left }` { $right ->
            [none] の形状
           *[other] と `{ $right }` の形状
        }
    }を `print(….shape)` で確かめてみましょう。
# $function: 例 "expand"。 $given、$target: 形状。
error-expand-size = `{ $function }` が伸ばせるのは大きさ 1 の次元だけです（先頭に次元を足すこともできます）。そのため、形状 { $given } を { $target } にはできません。値そのものを繰り返すなら、各次元の繰り返し回数を渡す `x.repeat(…)` を使います。
# $function: transpose。 $given: 引数の数。
error-permute-meant = `{ $function }` は、ちょうど二つの次元を入れ替えます。すべての次元を並べ替えるときは、`x.permute(0, 2, 3, 1)` のように `permute` を使います。
# $left: "w[0]" のように一部を指すもの。
error-leaf-view-in-place = { $left ->
        [none] これ
       *[other] `{ $left }`{" "}
    }は、`requires_grad=True` にした葉のテンソル（自分で作ったテンソル）の一部です。一部だけでもその場で書き換えると、自動微分が正しく働きません。新しいテンソルを作るか、パラメータの更新なら `with torch.no_grad():` の中で行ってください。

# $operation、$left_type、$right_type: 型のどちらかが str。
error-text-operand = `{ $operation }` は `{ $left_type }` と `{ $right_type }` の間では使えません。片方が文字列です。数値を文字列にするのは `str(…)`、文字列を数値にするのは `int(…)` や `float(…)` です。
# $left: かっこの前の値。 $type: その型。
error-text-index = { $left ->
        [none] これ
       *[other] `{ $left }`{" "}
    }は{ $type ->
        [list] リストなので
       *[other] 辞書ではないので
    }、要素は 0 から数えた位置の番号で取り出します。`d["row"]` のように文字列で取り出せるのは、辞書だけです。
# $text: 引用符の中身。
error-integer-of-fraction = `int` が読めるのは整数の文字列だけで、"{ $text }" は小数です。`float("{ $text }")` なら読めます。そのあと整数に丸めるかどうかは、演習に合わせて決めてください。
# $called: 例 "torch.testing.assert_close"。
error-assertion-inside = { $called ->
        [none] ライブラリ
       *[other] `{ $called }`{" "}
    }の中の確認で、条件が成り立ちませんでした。何が違ったのかは上の Python のメッセージにあります。ここで渡しているものと比べてみましょう。
# $got: generator、map など。
error-lazy-values = `{ $got }` は値を一つずつ取り出すもので、テンソルにするにはすべての値が必要です。先に `list(…)` で囲んでください。
# $called: torch.tensor。
error-tensors-into-tensor = `{ $called }` は数値からテンソルを作りますが、ここではテンソルをそのまま渡しています。同じ形状のテンソルを一つにまとめるときは、`torch.stack([…])` を使います。
# $left: 辞書。
error-dict-unpacked = 辞書をそのままループで回すと、キーだけが出てきます。キーと値を一緒に取り出すときは、{ $left ->
        [none] 辞書のあとに `.items()` を付けます。
       *[other] `for key, value in { $left }.items():` と書きます。
    }

error-syntax-else-if = Python では "else if" を一語で `elif` と書きます。
# $sign: 例 "²"。 $digit: 普通の数字にしたもの。
error-syntax-superscript = Python は小さい上付きの `{ $sign }` を読めません。累乗は `x**{ $digit }` のように、`*` を二つ書きます。
# $number、$name: 例 "2" と "x"。
error-syntax-product = `{ $number }{ $name }` と続けて書いても、Python では掛け算になりません。`{ $number } * { $name }` と書いてください。
# $name: 例 "dim"。
error-compared-keyword = `{ $name } == …` は比較ですが、比べる `{ $name }` という値がありません。名前を付けて引数を渡すときは、`{ $name }=…` のように `=` を一つだけ書きます。

# $name: 見つからない名前。例 "right"。 $argument: それを渡した引数。例 "side"。
error-text-without-quotes = Python は `{ $name }` という変数を探しますが、見つかりません。`{ $name }` が文字列のつもりなら、引用符で囲みます：`{ $argument }="{ $name }"`
# $name: 例 "tf"。 $library: 例 "TensorFlow"。 $place: 使おうとしたものの torch での名前。
error-other-library = `{ $name }` はふつう { $library } の略称ですが、ここに送るコードでは使えません。使えるのは torch、NumPy、matplotlib です。{ $place ->
        [none] {""}
       *[other] 代わりになるのは、おそらく `{ $place }` です。
    }
# $values: ループが回しているもの。例 "rows, columns"。
error-zip-missing = このループは `{ $values }` を一つずつ順に取り出し、それぞれを分けようとします。両方から同時に一つずつ取り出すには、`zip` で囲みます：`zip({ $values })`
error-enumerate-missing = ループで取り出せるのは要素だけで、位置は付いてきません。位置と要素を一緒に取り出すには `enumerate({ $values })` と書きます。

# $called: 例 "torch.zeros"。 $left: 小数になっている引数。
error-fraction-as-size = { $called ->
        [none] ここに渡すのは整数です
       *[other] `{ $called }` に渡すのは整数です
    }が、`{ $left }` は float です。`/` の結果は、`6 / 2` でもいつも float になります。`//` で割ると整数になります。
# $left: 比較の式。 $name: 結果に使おうとしたもの。例 "all"。 $reason: `is` や None との比較なら "identity"。
error-single-truth = { $left ->
        [none] この比較
       *[other] `{ $left }`{" "}
    }は、要素ごとではなく、`True` か `False` 一つだけです。だから `{ $name }` は使えません。{ $reason ->
        [identity] `is` や `None` との比較は、オブジェクトをまるごと比べ、要素は見ません。欠けた数（nan）を探すなら `torch.isnan(x)`、テンソルがあるかどうかだけなら `x is None` で足ります。
       *[values] 比べている二つがどちらもテンソルでないと、こうなります。テンソルのはずなのはどちらですか？ 実際には何が入っていますか？
    }
# $called: 例 "self.layers"。 $type: ModuleList、ModuleDict、list、tuple のどれか。
error-layers-called = { $called ->
        [none] 呼び出しているもの
       *[other] `{ $called }`{" "}
    }は `{ $type }` で、層をしまっておくだけのものです。どの順に計算するかは知らないので、呼び出せません。`for layer in …: x = layer(x)` のようにループで一つずつ呼ぶか、`nn.Sequential(*layers)` にまとめます。
# $type: 学習者のクラス。 $name: ない属性。 $names: ある属性。 $nearest: 似た名前。 $local: `__init__` に同じ名前の変数があれば、その名前。
error-attribute-never-set = この `{ $type }` に、属性 `{ $name }` を入れた行はありません。{ $local ->
        [none] { $nearest ->
            [none] { $names ->
                [none] 属性が一つもありません。`__init__` の中で `self.` を付けて代入していますか？ `__init__` の前後のアンダースコアは二つずつですか？
               *[other] あるのは `{ $names }` です。どれのことですか？ それとも、`__init__` に行が足りませんか？
            }
           *[other] `self.{ $nearest }` のことでしょうか？
        }
       *[other] `__init__` の中の `{ $name }` は、そのメソッドだけの変数で、終わると消えます。`self.{ $name } = …` と書けば、属性として残ります。
    }
# $prefix: 例 "module."。 $given: 辞書の名前に付いていれば "yes"、モデルの名前に付いていれば "no"。
error-state-dict-prefix = 名前の違いは、先頭の `{ $prefix }` だけです。{ $given ->
        [yes] 辞書の名前にはすべて付いていて、モデルの名前にはありません
       *[other] モデルの名前にはすべて付いていて、辞書の名前にはありません
    }。どちらかが別のモジュールに包まれています（`module.` は `DataParallel` が付けます）。重みを取り出したのと同じ形のモジュールに読み込むか、名前を変えてください：{ $given ->
        [yes] `{"{"}k.removeprefix("{ $prefix }"): v for k, v in state.items(){"}"}`
       *[other] `{"{"}"{ $prefix }" + k: v for k, v in state.items(){"}"}`
    }
# $name: キー。
error-state-dict-nested = この辞書はチェックポイント全体で、重みはその中の一つです。`load_state_dict(checkpoint["{ $name }"])` のように取り出して渡します。

# $owner: モジュールや型。 $name: そこにない名前。 $place: その名前がある場所。
error-name-elsewhere = `{ $owner }` に `{ $name }` はありません。探しているのは、おそらく `{ $place }` です。
error-zero-grad-of-tensor = `zero_grad()` は、オプティマイザや層のメソッドです。一つのテンソルの勾配は、`w.grad = None` か `w.grad.zero_()` でリセットします。
error-append-to-tensor = テンソルはあとから伸ばせないので、`append` はありません。値をリストに `append` でためて、最後に `torch.stack(…)` で一つのテンソルにします。すでにあるテンソルをつなぐときは `torch.cat` を使います。
# $asked：演習が求めている例外。例 "ValueError"。
error-other-exception = この入力では、求められているものとは別の例外が起きました。{ $asked ->
        [none] {""}
       *[other] 求められた例外を起こすには `raise { $asked }("…")` と書きます。
    }`assert` はいつも `AssertionError` を起こします。それから、起きるべきときにだけ起きていますか？
# $type：返ってきたものの型。例 "Tensor"、"None"。
error-result-called = 返ってきたものを新しいデータで呼び出しますが、{ $type ->
        [none] 呼び出せない型です
       *[other] 型が `{ $type }` なので呼び出せません
    }。予測した結果ではなく、モデルや関数そのものを返します。`return` が抜けていませんか？ 括弧が余計ではありませんか？
error-self-missing = `self` はメソッドの最初の引数で、そのメソッドの中でしか使えません。`def` の行のかっこの中に `self` が抜けていませんか？ それとも、この行がメソッドの外にありませんか？
