# エラーの意味を伝える言葉。何が起きたか、次にどこを見るか。
#
# 分からなかった値は "none" になり、その場合の文が選ばれる。値はすべて文字列で、名前は学習者が書いた
# とおり。キーは common/error_explanations にあり、一つにつき `error-<key>` が一つ。
#
# 共通: $line、$source、$type、$message。この上に、該当の行と Python のメッセージが表示される。
# メッセージだけが貼られたときは、メッセージだけが表示される。

# $sign: かっこや文字。 $code: Unicode の番号。
error-syntax = Python がこの行を読めません。印の付いた場所と、一つ上の行の終わりをよく見てください。かっこ、コンマ、引用符が抜けていることがよくあります。
error-syntax-unclosed = ここで開いたかっこ `{ $sign }` が閉じられていません。対応する閉じかっこを書き足してください。
error-syntax-unmatched = かっこ `{ $sign }` が、開いたかっこと対応していません。この行のかっこを内側から順に数えてみてください。
error-syntax-colon = この行の終わりにコロン `:` がありません。`def`、`if`、`for`、`while`、`with` の行には必要です。
error-syntax-indent-missing = 上の行に続くブロックが空です（コメントだけでは足りません）。中身を空白 4 つでインデントしてください。
error-syntax-indent = この行のインデントが、前後の行とそろっていません。同じブロックの行は、同じ位置から始めます。
error-syntax-tabs = タブと空白が混ざっています。すべて空白 4 つにそろえてください。
error-syntax-string = ここで始まった文字列が終わっていません。始まりと同じ引用符で閉じてください。
error-syntax-equals = `=` は値に名前を付ける記号ですが、左側が名前になっていません。比べるときは `==` を使います。
error-syntax-character = Python が認識できない文字 { $sign ->
        [none] { $code }
       *[other] `{ $sign }`（{ $code }）
    } があります。全角の文字か、コピーのときに混ざった文字かもしれません。半角で打ち直してください。
error-syntax-comma = 二つの値の間に、何かが抜けているようです。要素を区切るコンマか、`*` や `+` などの演算子です。Python では `2 x` や `(a)(b)` は掛け算になりません。
error-syntax-print = `print` は関数です。`print(…)` とかっこを付けて書きます。
error-syntax-return = `return` などは関数の中でしか使えません。この行は `def` の下でインデントされていますか？
error-syntax-number = Python はこれを数値として読めません。名前は数字で始められず、整数は `012` のように 0 から始められません。
error-syntax-null = 目に見えないヌル文字が入っています。エディターからもう一度コピーしてください。
error-syntax-nested = 入れ子が深すぎて、Python が読めません。何行かに分けてください。

# $left、$left_shape、$right、$right_shape: ふたつの値とその形状。
error-matmul-shapes = 行列積の形状が合いません。{ $left ->
        [none] 左側
       *[other] `{ $left }`{" "}
    }は { $left_shape }、{ $right ->
        [none] 右側
       *[other] `{ $right }`{" "}
    }は { $right_shape } です。左の最後の大きさと、右の後ろから 2 番目の大きさが同じでなければなりません。どちらかを転置する必要はありませんか？
error-matmul-scalar = `@` は行列やベクトルの積ですが、片方がスカラー（一つの数）です。数を掛けるときは `*` を使います。
error-dot-of-matrices = NumPy と違い、torch の `dot` に渡せるのは 1 次元のテンソル二つだけですが、{ $left ->
        [none] 渡されたものは次元がもっと多いです
       *[other] `{ $left }` の形状は { $left_shape }、`{ $right }` は { $right_shape } です
    }。行列どうしの積は、どの記号で書きますか？
# $a、$b: 大きさ。 $dimension: ぶつかった次元。
error-broadcast = { $left_shape ->
        [none] 二つのテンソル
       *[other] `{ $left }`（形状 { $left_shape }）と `{ $right }`{ $right_shape ->
            [none] {""}
           *[other] （形状 { $right_shape }）
        }
    }は、要素ごとに計算できません。次元 { $dimension } の大きさが { $a } と { $b } です。ブロードキャストでは形状を右端からそろえ、大きさが同じか 1 でなければなりません。どの次元どうしを合わせたいのでしょうか？
# $shapes: NumPy の書き方のまま。
error-numpy-broadcast = 形状 { $shapes } の配列は、NumPy では要素ごとに計算できません。形状を右端からそろえて、大きさが同じか 1 でなければなりません。
error-view-memory = { $left ->
        [none] このテンソル
       *[other] `{ $left }`{" "}
    }は、`view` が必要とする順番でメモリに並んでいません。転置や permute のあとに起こります。必要なときだけコピーする `reshape` を使ってください。
# $shape: 求めた形状。 $size: 要素の数。
error-reshape-size = 要素が { $size } 個のテンソルは、形状 { $shape } にできません。大きさをすべて掛けると { $size } にならなければなりません。一つを -1 にすると、torch が計算してくれます。
# $target、$given: 形状。
error-assign-shape = 形状 { $given } の値は、形状 { $target } の場所に入りません。この行の直前で、両方の形状を print してみてください。
# $first、$second: 形状。
error-stack-sizes = `stack` に渡すテンソルは同じ形状でなければなりませんが、{ $first } と { $second } があります。すでにある次元でつなぐなら `cat` を使います。
# $dimension: つなぐ次元。 $expected、$given: 大きさ。 $index: テンソルの番号。
error-cat-sizes = `cat` では、次元の数と、つなぐ次元以外の大きさが同じでなければなりません。{ $given ->
        [none] {""}
       *[other] つなぐ次元は { $dimension } ですが、{ $index } 番のテンソルに、ほかは { $expected } なのに { $given } の次元があります。
    }この行の直前で形状を print してみてください。
# $dims: テンソルの次元数。 $given: 渡した数。
error-permute-count = `permute` にはすべての次元を 1 回ずつ渡します。テンソルは { $dims } 次元ですが、渡されたのは { $given } 個です。
error-permute-twice = `permute` に同じ次元が 2 回渡されています。すべての次元を 1 回ずつ書いてください。
error-transpose-dims = `.T` と `t()` は行列のためのものです。次元が多いときは `transpose(-2, -1)` のように、入れ替える次元を指定します。
error-target-size = 予測と正解の形状が違います{ $given ->
        [none] {""}
       *[other] （{ $given } と { $target }）
    }。ブロードキャストされると、すべての予測とすべての正解が比べられてしまいます。先に `reshape` や `squeeze` などで同じ形状にしてください。
error-step = 数は、始まり、終わり、間隔の順に並びます。この始まりからこの間隔で進んでも、終わりには着きません。三つのうち、思っていたものと違うのはどれですか？
error-negative-size = 大きさが負になっています。計算のもとになった数を print してみてください。
error-ragged-list = リストの行の長さがばらばらで、長方形になりません。どの行も同じ長さにしてください。

# $index、$dimension、$size。
error-index-out-of-range = インデックス { $index } は範囲の外です。次元 { $dimension } の大きさは { $size } です。0 から数えるので、最後のインデックスは大きさ − 1 です。
# $dimension: 指定した次元。 $low、$high: 使える範囲。
error-dimension-out-of-range = { $left_shape ->
        [none] {""}
       *[other] `{ $left }` の形状は { $left_shape } なので、
    }次元 { $dimension } はありません。使えるのは { $low } から { $high } までで、0 から数えます。
error-too-many-indices = { $left_shape ->
        [none] テンソルの次元
       *[other] `{ $left }` の形状は { $left_shape } で、その次元
    }より多くのインデックスが書かれています。
error-index-of-number = { $left ->
        [none] このテンソル
       *[other] `{ $left }`{" "}
    }はスカラー（形状 `()`）なので、インデックスは使えません。数そのものは `.item()` で取り出せます。
error-list-index = { $left ->
        [none] リスト
       *[other] `{ $left }`{" "}
    }はこのインデックスより短いです。0 から数えるので、最後のインデックスは長さ − 1 です。
error-mask-shape = マスクは、対象と同じ形状でなければなりません。{ $right_shape ->
        [none] {""}
       *[other] `{ $left }` は { $left_shape }、マスクの `{ $right }` は { $right_shape } です。
    }
error-mask-dtype = マスクには、True と False のテンソルを使います。`x > 0` のような比較で作ってください。
error-float-as-index = 位置は整数でなければなりませんが、小数が渡されました。`//` で割ると整数になります。`int(…)` や `.long()` でも変換できます。
error-empty-reduction = 要素が一つもないので、最大も最小もありません。空のテンソルのとき、関数は何を返すべきでしょうか？

# $left、$left_dtype、$right、$right_dtype。
error-dtype-mix = dtype の違う値どうしを計算しようとしています。{ $left ->
        [none] {""}
       *[other] `{ $left }` は{" "}
    }{ $left_dtype }、{ $right ->
        [none] {""}
       *[other] `{ $right }` は{" "}
    }{ $right_dtype } です。この演算では両方が同じでなければなりません。`.to(…)` か `.float()` で片方を変換してください。
# $function、$dtype。
error-needs-float = { $function ->
        [none] この演算
       *[other] `{ $function }`{" "}
    }の結果は小数になるので、float が必要ですが、このテンソルは{ $dtype ->
        [none] そうではありません
       *[other] {" "}{ $dtype } です
    }。先に `.float()` で変換してください。
error-caret = Python の `^` は累乗ではなく、ビットを比べる記号です。累乗は `x**2` のように、`*` を二つ書きます。
# $operation、$dtype。
error-not-for-dtype = { $operation ->
        [none] この演算
       *[other] `{ $operation }`{" "}
    }は{ $dtype ->
        [none] この dtype
       *[other] {" "}{ $dtype }
    } では使えません。先に変換してください。小数の計算なら `.float()`、整数なら `.long()`、True と False なら `.bool()` です。
# $result: なるはずの dtype。 $dtype: そのままの dtype。
error-cast-in-place = 結果は { $result } になりますが、その場で書き換えると { $dtype } のまま変えられません。`x = x …` と書いて新しいテンソルにするか、先に float に変換してください。
error-integer-power = 整数のテンソルは、負の数で累乗できません。結果が小数になるからです。先に `.float()` で変換してください。
error-between-0-and-1 = 二値交差エントロピーに渡すのは、0 から 1 までの確率です。その前の sigmoid が抜けていませんか？
error-truth-of-many = `if`、`and`、`or`、`not` や、Python の `max`、`min` に必要なのは True か False のどちらか一つですが、{ $left_shape ->
        [none] このテンソルの要素は一つではありません
       *[other] `{ $left }` の形状は { $left_shape } です
    }。テンソル全体に使う torch の演算か、`.any()`、`.all()` のことではありませんか？
error-many-to-number = Python の数にできるのは、要素がちょうど一つのテンソルだけです（`sum`、`mean`、インデックスで一つにできます）。ここで必要なのは数ですか？ テンソルのままではいけませんか？

# $left: テンソル。
error-numpy-requires-grad = { $left ->
        [none] このテンソル
       *[other] `{ $left }`{" "}
    }は計算グラフの一部ですが、NumPy はグラフを知りません。先にグラフから切り離して、`.detach().numpy()` としてください。
error-leaf-in-place = { $left ->
        [none] このテンソル
       *[other] `{ $left }`{" "}
    }は `requires_grad=True` の葉なので、そのまま書き換えると自動微分が正しく計算できません。新しいテンソルを作ってください。パラメータを更新するなら、`with torch.no_grad():` の中で行います。
error-backward-twice = 計算グラフは最初の `backward()` のあとに解放されますが、同じグラフで 2 回目を呼んでいます。`backward()` の前に、毎回計算し直してください。
error-backward-of-many = `backward()` はスカラー（一つの数）から始めますが、{ $left ->
        [none] このテンソル
       *[other] `{ $left }`{" "}
    }には要素がいくつもあります。先に `.sum()` や `.mean()` でスカラーにしてください。
error-no-graph = { $left ->
        [none] このテンソル
       *[other] `{ $left }`{" "}
    }には、さかのぼるための計算グラフがありません。入力には、計算に使う**前に** `requires_grad=True` が付いていましたか？ 勾配そのものにグラフがあるのは、`create_graph=True` を指定したときだけです。途中でグラフから外れていませんか（`.detach()`、`no_grad`、`.item()`、`torch.tensor(…)`）？
error-grad-of-integers = 勾配を持てるのは小数だけです。整数は「少しだけ」変えられないからです。`1` を `1.0` と書くか、`dtype=torch.float32` を指定してください。
error-changed-before-backward = `backward()` がまだ必要とする値が、途中で書き換えられました。`y += 1` ではなく `y = y + 1` のように書いてください。
error-grad-not-required = `requires_grad` の付いていないテンソルの勾配を求めています。計算に使う前に `requires_grad_()` を呼んでください。
error-grad-unused = 結果と関係のないテンソルの勾配を求めています。計算の中で本当に使っていますか？ コピーではなく、そのテンソル自身ですか？
error-flag-of-result = 計算で得たテンソルは、この方法ではグラフから外せません。`.detach()` で、グラフの外のテンソルを作ってください。
error-inference-tensor = `inference_mode` の中で作られたテンソルは、自動微分では使えません。代わりに `torch.no_grad()` を使うか、先に clone してください。
# $left: w.grad など。
error-grad-is-none = `{ $left }` が `None` です。まだ勾配が届いていません。先に `backward()` を呼びましたか？ そのテンソルは `requires_grad=True` の葉のままですか？ `w = w - …` のような行で、名前が新しいテンソルに移っていませんか？

# $a、$b: デバイス。
error-devices-mixed = `{ $a }` にあるテンソルと `{ $b }` にあるテンソルを一緒に計算しようとしています。先に `.to(device)` で同じデバイスにそろえてください。
error-no-values = `meta` にあるテンソルには形状だけがあり、値がないので取り出せません。
error-no-cuda = ここには GPU がありません。先に `torch.cuda.is_available()` で確かめて、なければ "cpu" を使ってください。
# $device。
error-unknown-device = { $device ->
        [none] このデバイス
       *[other] `{ $device }`{" "}
    }というデバイスは torch にありません。よく使うのは "cpu" と "cuda" です。
error-numpy-device = NumPy が使えるのは CPU の上だけですが、このテンソルは `{ $device }` にあります。先に `.cpu()` で戻してください。

# $got: 型。
error-dtype-wanted = ここで渡すのは torch の dtype ですが、`{ $got }` が渡されました。引用符なしで、`torch.float32` のように `torch.` を付けて書いてください。
error-numpy-and-tensor = NumPy の配列とテンソルは、一緒には計算できません。NumPy の関数（`np.…`）で配列になっていませんか？ 同じことをする torch の演算はどれでしょうか？
# $function。 $argument。 $expected、$got: 型。
error-must-be-tensor = `{ $function }` にはテンソルを渡しますが、`{ $got }` が渡されました。`torch.tensor(…)` でテンソルを作ってください{ $got ->
        [list] （テンソルを並べたリストなら `torch.stack(…)`）
       *[other] {""}
    }。
error-argument-type = `{ $function }` の `{ $argument }` に `{ $got }` が渡されましたが、必要なのは { $expected } です。
error-argument-choice = `{ $function }` は ({ $got }) では呼べません。引数の名前と順番を確かめてください。
error-no-number = テンソルに入れられるのは数ですが、`{ $got }` は数ではありません。何を入れるつもりでしたか？
error-from-numpy = `from_numpy` には NumPy の配列を渡しますが、`{ $got }` が渡されました。リストや数なら `torch.tensor` を使います。
error-from-numpy-backwards = この配列は逆順（`[::-1]`）に読まれていて、同じメモリのテンソルにはできません。先に `array.copy()` でコピーしてください。
error-from-numpy-dtype = { $dtype } の配列には、テンソルに入れられる数がありません。先に `.astype(…)` で変換してください。
# $names: 足りない引数。
error-too-few-arguments = `{ $function }` の呼び出しに { $names } が足りません。かっこの中に何が必要ですか？ 自分で書いた関数なら `def` の行で、torch の関数なら公式ドキュメントで確かめられます。
# $given: 渡した数。
error-too-many-arguments = `{ $function }` に引数が { $given } 個渡されましたが、多すぎます。自分で書いた関数なら、`def` の行を確かめてください（クラスの中では `self` も数えます）。torch の関数なら、`dtype=…` のように名前を付けて渡すものはありませんか？
# $name。
error-unknown-keyword = `{ $function }` に `{ $name }` という引数はありません。つづりを確かめてください。NumPy と torch で名前が違う引数もあります（`ddof` は torch では `correction`）。

# $left: 値。 $name: 使おうとしたもの。
error-attribute-of-none = { $left ->
        [none] ドット（`.`）の前の値
       *[other] `{ $left }`{" "}
    }が `None` で、`None` に `{ $name }` はありません。その値を返した関数は、きちんと `return` していますか？
error-operand-of-none = { $left ->
        [none] 値の一つ
       *[other] `{ $left }`{" "}
    }が `None` なので計算できません。その値を返した関数は、きちんと `return` していますか？
# $module、$name、$nearest。
error-missing-in-module = `{ $module }` に `{ $name }` はありません。{ $nearest ->
        [none] つづりを確かめてください。
       *[other] `{ $module }.{ $nearest }` のことでしょうか？
    }
# $type: list、int など。 $name: テンソルだけにあるもの。
error-only-of-tensors = `.{ $name }` があるのはテンソルですが、これは `{ $type }` です。どのテンソルのことですか？ まだなければ、どこで作りますか？
# $type。
error-missing-attribute = `{ $type }` に `{ $name }` はありません。{ $nearest ->
        [none] この行の値は、思ったとおりの型ですか？ `print(type(…))` で確かめられます。
       *[other] `.{ $nearest }` のことでしょうか？
    }
error-read-only = `{ $name }` は読むことしかできません。変えたいときは、新しいテンソルを作る演算を使ってください。
error-max-returns-pair = `dim` を指定した `max` や `min`、それに `sort` や `topk` は、値と位置の二つを返します。必要なほうを `.values` か `.indices` で取り出してください。
error-method-not-called = { $left ->
        [none] メソッド
       *[other] `{ $left }`{" "}
    }にかっこがないので、呼び出されていません。`()` を付けてください。
# $operation、$left_type、$right_type。 $called: かっこの前にあるもの。
error-operand-types = { $operation ->
        [none] この演算
       *[other] `{ $operation }`{" "}
    }は `{ $left_type }` と `{ $right_type }` の間では使えません。先に `torch.tensor(…)` などで片方を変換してください。
error-with-not-called = `with` のあとが呼び出しになっていません。`with torch.no_grad():` のように、かっこを付けてください。
# $called: 書かれたとおりの名前。
error-dtype-called = { $called ->
        [none] これ
       *[other] `{ $called }`{" "}
    }は dtype の名前で、それだけでは何も変換しません。dtype は `torch.zeros(2, dtype=torch.int64)` や `x.to(torch.int64)` のように、呼び出しに渡して使います。
error-not-callable = { $called ->
        [none] これ
       *[other] `{ $called }`{" "}
    }は `{ $type }` で、関数ではないので `(…)` で呼べません。かっこが余計か、演算子が抜けていませんか？
error-not-subscriptable = { $left ->
        [none] これ
       *[other] `{ $left }`{" "}
    }は `{ $type }` で、`[…]` で取り出せる中身がありません。
error-loop-over-number = このテンソルはスカラー（形状 `()`）なので、順番に取り出すものがありません。
error-not-iterable = `{ $type }` は一つの値なので、順番に取り出したり分けたりできません。`range(…)` のことか、左側の名前が多すぎませんか？
error-unhashable = `{ $type }` は中身が変わるので、辞書のキーや set の要素にできません。タプルを使ってください。
# $n: 左側の名前の数。
error-unpack-count = 左側の名前は { $n } 個ですが、{ $left_shape ->
        [none] 右側の値の数が違います。右側を print してみてください。
       *[other] `{ $left }` の形状は { $left_shape } で、最初の大きさの数だけに分かれます。`{ $left }.shape` のことか、名前の数が違いませんか？
    }
# $type: 渡したものの型。
error-number-of-many = `float()` と `int()` が数にするのは一つの値ですが、これは { $type ->
        [none] 一つの値ではありません
       *[other] `{ $type }` です
    }。要素を一つずつ数にしたいのですか？ まとめて変換するのは、どの呼び出しでしょうか？
error-not-a-number = この文字列は、Python が数値として読めません。この行の直前で print してみてください。
# $import: 足りない行。
error-name-without-import = `{ $name }` が import されていません。コードの先頭に `{ $import }` と書いてください。
error-unknown-name = ここでは `{ $name }` という名前が見つかりません。{ $nearest ->
        [none] 定義したときと同じつづりですか？ この行より前で定義していますか？
       *[other] `{ $nearest }` のことでしょうか？
    }
error-unbound-local = `{ $name }` にまだ値がないのに使われています。値を入れる行が後ろにあるか、まだ実行されていません。
error-missing-module = ここに `{ $name }` というモジュールはありません。演習に必要なのは Python、torch、NumPy だけです。つづりの間違いではありませんか？
error-missing-import = `{ $module }` に `{ $name }` はありません。{ $nearest ->
        [none] つづりを確かめてください。
       *[other] `{ $nearest }` のことでしょうか？
    }
error-missing-key = 辞書に { $name } というキーはありません。この行の直前で、キーを print してみてください。
error-division-by-zero = 0 で割っています。どんな入力のときに起こりますか？ そのとき、結果はどうあるべきでしょうか？
error-endless-recursion = 関数が自分自身を呼び続けて終わりません。どの場合に止まるべきですか？
error-not-written = ここには `raise NotImplementedError` と書かれています。自分のコードを書く場所です。この行を置き換えてください。
error-assertion = コードの中の `assert` が成り立ちませんでした。比べている値を print してみてください。
error-exit = `exit()` は、関数が値を返す前に Python を終わらせます。消して、結果を `return` してください。
error-command-line = `parse_args()` はコマンドラインを読みますが、ここにはコマンドラインがないので、引数が足りません。`default=` を付けるか、値をコードの中に書いてください。
error-input = ここでは誰も入力できません。`input()` の代わりに関数の引数を使ってください。
error-missing-file = そのファイルはここにはありません。演習にファイルは必要ありません。
