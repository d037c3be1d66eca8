# 関数の呼び方と、テンソル全体への条件で、よくあるつまずき。

# $function。
error-list-wanted = `{ $function }` には、テンソルを**一つのリスト**にまとめて渡します。`torch.{ $function }([a, b])` のように書きます。角かっこがないと、2 番目のテンソルは別の引数の場所に入ってしまいます。
# $called。
error-square-brackets = { $called ->
        [none] これ
       *[other] `{ $called }`
    } は関数ですが、後ろに角かっこが付いています。角かっこは、値の一部を取り出すためのものです。関数を呼ぶときは丸かっこを使います：{ $called ->
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
       *[other] `{ $left }`
    } は `{ $type }` なので、インデックスは一度に一つです。`x[0, 1]` のように行と列を並べて書けるのは、テンソルと配列だけです。リストの入れ子なら `x[0][1]` と書くか、先にテンソルにしてください。
# $type、$got: 型。 $left。
error-list-index-type = `{ $type }` のインデックスは整数かスライスですが、型 `{ $got }` の値が渡されました。{ $left ->
        [none] かっこの前の値
       *[other] `{ $left }`
    } は、テンソルや辞書のつもりではありませんか？
error-one-integer-wanted = ここ（スライスの終わり、大きさ、`range` など）には整数が一つ必要ですが、要素がいくつもあるテンソルか、小数のテンソルが渡されました。要素が一つなら、`int(…)` で整数になります。行ごとに終わりが違うなら、行ごとのループかマスクを使います。
# $function。
error-not-for-bool = `{ $function }` は True と False を比べられません。先に数にしてください。`.int()` で 1 と 0 になります。
error-function-not-applied = `autograd.Function` は、層のように作って呼ぶものではありません。オブジェクトを作らず、クラスのメソッドで `クラス名.apply(x, …)` と呼びます。`forward` と `backward` には、それぞれ `@staticmethod` を付けます。
