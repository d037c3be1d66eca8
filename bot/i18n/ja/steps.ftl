# オブジェクトを作り、いくつかのことを順に尋ねる演習。

# 下に、合わなかったケースのコードが続く。最後の行が違っていたところ。
case-steps = コードをこのように使うと
case-steps-hidden = コードをこのように使うと（値は毎回変わります）
# 最後の行のうしろに、コメントとして付く。 $where: 値の中の位置。 $expected, $got: 短い値。
step-values = { $where ->
        [none] {""}
       *[other] { $where }：
    }期待 { $expected }、実際 { $got }
step-here = ここが違います
step-raises = ここでエラーになります

# $name: クラスの名前。 $found: "function"、"inside"、"overwritten"、"nothing"。 $line: 行番号か "none"。
problem-missing-class = { $found ->
        [function] `{ $name }` が関数になっています。この演習で書くのはクラスです。`class { $name }:` で始めて、その中にメソッドを書いてください。
        [inside] クラス `{ $name }` が別のブロックの中にあるため、外から使えません。`class` の行を左端に移し、中身も一緒にずらしてください。
        [overwritten] クラス `{ $name }` は書けていますが、{ $line } 行目で同じ名前に別の値を入れているため、クラスが使えなくなっています。その値には、小文字の別の名前を付けてください。
       *[nothing] コードの中にクラス `{ $name }` が見つかりません。つづりもこのとおりに、`class { $name }:` で始めてください。
    }

# $name: クラスの名前。 $method: メソッド名（"update"、"__init__" など）。 $signature: "update(self, x)"。
# $found: "missing"、"count"。 $nearest: 似た名前のメソッドか "none"。 $expected_count, $got_count: self を除く引数の数。
problem-method = { $found ->
        [missing] { $nearest ->
            [none] クラス `{ $name }` に、メソッド `{ $method }` がまだありません。クラスの中に `def { $signature }:` を書き足してください。
           *[other] クラス `{ $name }` にあるのは `{ $nearest }` ですが、演習で使うのは `{ $method }` です。名前を直して、`def { $signature }:` としてください。
        }
       *[count] 引数の数が合いません。`{ $method }` は `self` のほかに { $expected_count } 個の引数で呼ばれますが、あなたのメソッドが受け取るのは { $got_count } 個です。1 行目を `def { $signature }:` としてください。
    }
