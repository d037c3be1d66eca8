# 関数の呼び方と、テンソル全体への条件で、よくあるつまずき。

# $function。
error-list-wanted = `{ $function }` には、テンソルを**一つのリスト**にまとめて渡します。`torch.{ $function }([a, b])` のように書きます。角かっこがないと、2 番目のテンソルは別の引数の場所に入ってしまいます。
# $called。
error-square-brackets = { $called ->
        [none] これ
       *[other] `{ $called }`{" "}
    }は関数ですが、後ろに角かっこが付いています。角かっこは、値の一部を取り出すためのものです。関数を呼ぶときは丸かっこを使います：{ $called ->
        [none] `(…)`
       *[other] `{ $called }(…)`
    }
# $called、$nearest。
error-math-of-tensor = `{ $called }` は Python の一つの数を計算する関数ですが、テンソルがまるごと渡されました。torch には、要素ごとに計算する `{ $nearest }` があります。こちらなら勾配も流れます。
error-einsum-formula-first = `einsum` は、先に式、そのあとにテンソルを受け取ります。`torch.einsum("…->…", a, b)` の順に書いてください。
# $name。
error-einsum-output-twice = 矢印の後ろに、文字 `{ $name }` が 2 回あります。そこでは一つの文字が結果の次元一つを表すので、同じ文字は 1 回しか使えません。結果に次元が二つ要るなら、別の文字を二つ使います。対角線なら、矢印の**前**に同じ文字を 2 回、後ろに 1 回書きます。
error-einsum-sign = `einsum` の式に、読めない文字があります。式に書けるのは、次元ごとに 1 文字の英字と、テンソルを区切るコンマと、`->` 一つです。
# $sign: & か |。
error-condition-brackets = `{ $sign }` は `<`、`>`、`==` より先に計算されます。かっこがないと、比べる前に、両隣の値どうしがつながってしまいます。比較を一つずつかっこで囲んでください：`(a > b) { $sign } (c < d)`
# $word: and か or。 $sign: & か |。
error-conditions-joined = `{ $word }` に必要なのは True か False 一つですが、テンソルの比較の結果はたくさんあります。要素ごとにつなぐのは `{ $sign }` です。そのときは、比較を一つずつかっこで囲みます：`(a > b) { $sign } (c < d)`
error-comparison-chain = `a <= x <= b` と続けて書けるのは、一つの数を比べるときだけです。Python は二つの比較を `and` でつなぎますが、テンソルでは答えがたくさんあるからです。比較を二つに分け、それぞれをかっこで囲み、`&` でつないでください。
# $type: list か tuple。 $left: その値。
error-list-two-indices = { $left ->
        [none] この値
       *[other] `{ $left }`{" "}
    }は `{ $type }` なので、インデックスは一度に一つです。`x[0, 1]` のように行と列を並べて書けるのは、テンソルと配列だけです。リストの入れ子なら `x[0][1]` と書くか、先にテンソルにしてください。
# $type、$got: 型。 $left。
error-list-index-type = `{ $type }` のインデックスは整数かスライスですが、型 `{ $got }` の値が渡されました。{ $left ->
        [none] かっこの前の値
       *[other] `{ $left }`{" "}
    }は、テンソルや辞書のつもりではありませんか？
error-one-integer-wanted = ここ（スライスの終わり、大きさ、`range` など）には整数が一つ必要ですが、要素がいくつもあるテンソルか、小数のテンソルが渡されました。要素が一つなら、`int(…)` で整数になります。行ごとに終わりが違うなら、行ごとのループかマスクを使います。
# $function。
error-not-for-bool = `{ $function }` は True と False を比べられません。先に数にしてください。`.int()` で 1 と 0 になります。
error-function-not-applied = `autograd.Function` は、層のように作って呼ぶものではありません。オブジェクトを作らず、クラスのメソッドで `クラス名.apply(x, …)` と呼びます。`forward` と `backward` には、それぞれ `@staticmethod` を付けます。
error-dimension-as-text = 次元は言葉ではなく番号で指定します。0 が最初、1 が次、`-1` が最後の次元です。行列なら、`dim=0` は行をまたいで縦に、`dim=1` は各行の中を横に計算します。
# $function。
error-dimension-missing = `{ $function }` に、どの次元かが渡されていません。いつも指定が必要です。`dim=0` が最初の次元で、ベクトルならこれしかありません。
# $type: 層や、自分で作ったモデル。 $name: 例 "fit"。
error-method-of-keras = `{ $name }` は Keras のメソッドで、PyTorch の `{ $type }` にはありません。{ $name ->
        [fit] 訓練は、自分でループを書きます：`zero_grad()`、予測と損失、`loss.backward()`、`optimizer.step()`
        [compile] 損失とオプティマイザは、モデルに持たせず、訓練のループの前に自分で作ります。
        [predict] モデルは、関数のように `model(x)` と呼びます。
        [evaluate] 評価も自分で書きます。`model.eval()` のあと、`torch.no_grad()` の中で `model(x)` を計算します。
        [summary] 層の一覧は `print(model)` で見られます。
        [add] 層は `nn.Sequential(a, b)` のようにまとめて渡します。あとから足すなら、Sequential の `append` を使います。
       *[other] 重みは `model.state_dict()` で取り出し、`model.load_state_dict(…)` で読み込みます。
    }
# $function: 例 "sum"。
error-builtin-function = これは Python の組み込み関数 `{ $function }` で、次元を指定できません。torch の関数は `torch.{ $function }`、メソッドなら `x.{ $function }(…)` です。
# $function: 例 "randint"。
error-size-as-tuple = `{ $function }` には、大きさをタプルで渡します。数が一つでもタプルです。`(3,)` なら要素が 3 個のベクトル、`(2, 3)` なら行列になります。
error-seed-elsewhere = シードは、専用の呼び出しで設定します。そのあとの乱数すべてに効くのが `torch.manual_seed(…)` です。`torch.Generator().manual_seed(…)` で作ったものを `generator=…` として渡すこともできます。
# $left: 辞書。 $name: 例 "image"。
error-attribute-of-dict = 辞書の要素は、属性としては読めません。角かっこで取り出します：{ $left ->
        [none] `d["{ $name }"]`
       *[other] `{ $left }["{ $name }"]`
    }
