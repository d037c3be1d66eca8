# 演習のやさしい形式: バグを直す、行を並べる、空欄を埋める。

button-forms = やさしい形式で試す
# $title: 演習のタイトル（以下同じ）。
forms-title = **「{ $title }」にやさしい形式で取り組む**
form-repair = **バグを直す**：あと少しで正しい関数です。おかしいところを直します。
form-order = **行を並べる**：行はそろっていますが、順番がばらばらです。いらない行も混ざっています。
form-blank = **空欄を埋める**：1、2 か所だけ空いている関数です。
forms-count = どの形式でも、自分で書いたコードと同じように実行して確かめます。通れば演習に合格です。
button-form-repair = バグを直す
button-form-order = 行を並べる
button-form-blank = 空欄を埋める
form-gone = この形式は、もうありません。演習そのものには、いつでも取り組めます。

repair-title = **バグを直す：{ $title }**
# $function: 関数の名前。
repair-task = この `{ $function }` にはバグがあります。見つけて、直した関数を送ってください。いつものようにここへ貼り付けてもかまいません。
repair-code = バグのあるコード
repair-input = この入力のとき
repair-got = いまの結果
repair-got-marked = いまの結果（* で囲んだ値が違います）
repair-expected = 正しい結果
repair-without-example = 演習の例では正しい結果になりますが、ほかの入力ではうまくいきません。
repair-form = 直した関数
button-repair = 直す
button-another-bug = 別のバグ

order-title = **行を並べる：{ $title }**
# $function: 関数の名前。
order-task = どの行をどの順に並べると `{ $function }` になるでしょうか？ いらない行もあります。インデントは行についたままなので、気にしなくて大丈夫です。
order-lines = 行の一覧
order-so-far = ここまでの関数
# $number: 何行目か。
order-next = { $number } 行目はどれですか？
# $function: 関数の名前。
order-form = 番号を順に入力（例：3 1 4）
button-order-next = この行を加える
button-order-type = 番号を入力
button-order-submit = 確かめる
button-order-undo = 最後の行を戻す
button-order-again = 1 行ずつ選ぶ
order-changed = 表示したあとで行が変わったので、まだ確かめていません。いまの行は次のとおりです。
# $count: 行の数。
line-numbers-empty = 番号が見当たりませんでした。**3 1 4** のように、行の番号を順に書いてください。行は全部で { $count } 行です。
line-numbers-not-numbers = ここでは行の番号だけを **3 1 4** のように書いてください。行は全部で { $count } 行です。自分で書いた関数を送るときは、`def` の行から貼り付けてください。
# $number: 入力された番号。
line-numbers-no-such-line = { $number } 番の行はありません。番号は 1 から { $count } までです。もう一度見て、はじめから入力してください。
line-numbers-repeated-line = { $number } 番の行が 2 回出てきます。どの行も使うのは 1 回までで、使わない行もあります。はじめから入力してください。
order-ran = 組み立てた関数
# $number: 学習者に見えている番号。 $line: その行（インラインコード）。
order-hint-distractor = **ヒント**：{ $number } 番の行 { $line } は、この関数にはいりません。代わりに入るのはどの行でしょうか？
order-hint-missing = **ヒント**：選んだ行はどれも必要なものですが、まだ足りない行があります。
# $count: 先頭から正しい行の数。
order-hint-order = **ヒント**：選んだ行は合っています。あとは順番だけです。{ $count ->
        [0] 最初の行をもう一度見てみましょう。あとで作られるものを使っていませんか？
       *[other] 先頭の { $count } 行は、その位置で合っています。
    }
button-order-retry = 並べ直す

blank-title = **空欄を埋める：{ $title }**
# $blank: 空欄の見た目（インラインコード）。 $count: 空欄の数。
blank-task = { $blank } { $count ->
        [1] には何が入るでしょうか？
       *[other] のそれぞれには何が入るでしょうか？
    } 正しい書き方は一つとは限りません。
blank-form = { $count ->
        [1] 空欄に入るもの
       *[other] { $count } か所の空欄に入るもの（1 行に一つずつ）
    }
button-blank = 埋める
blank-fills-empty = 何も書かれていませんでした。空欄に入るものだけを書いてください。
blank-fills-too-long = 空欄に入れるには長すぎるようです。空欄に入るものだけを書くか、`def` の行から関数全体を貼り付けてください。
blank-fills-left-open = 空欄がまだ残っています。そこに入るものだけを書いてください。
# $given: 受け取った行の数。
blank-fills-other-count = { $count ->
        [1] 空欄は 1 か所ですが、{ $given } 行届きました。空欄に入るものを 1 行で書くか、`def` の行から関数全体を貼り付けてください。
       *[other] 空欄は { $count } か所ですが、{ $given } 行届きました。上から順に、空欄一つにつき 1 行で書いてください。
    }
blank-ran = 空欄を埋めたコード
button-blank-retry = もう一度埋める
