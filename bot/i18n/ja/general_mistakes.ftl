# どの演習でも判定できる間違いです。教える人が「みんなの進み具合」で読みます。
# 学習者が読むのは、judge.ftl の problem-<kind> の文です。

general-mistake-class-returned = クラスそのものを返しています。
general-mistake-comma-too-many = 正しい値が、要素一つのタプルに入っています。最後のコンマが原因です。
general-mistake-generator-returned = 値ではなく、値を一つずつ取り出すもの（ジェネレータなど）を返しています。
general-mistake-input-changed = 関数が、受け取った引数を書き換えています。
general-mistake-items-left-out = 返した値は合っていますが、足りないものがあります。
general-mistake-layer-returned = 層を作って返しただけで、呼び出していません。
general-mistake-module-returned = `torch` のようなモジュールそのものを返しています。
general-mistake-none-alone = 最後の行で結果を計算していますが、前に `return` がありません。
general-mistake-none-argument-not-required = 引数そのものに `requires_grad` の目印がないため、`.grad` が `None` です。
general-mistake-none-backward = `backward()` の戻り値（いつも `None`）を返しています。
general-mistake-none-bare-return = `return` のあとに値がありません。
general-mistake-none-end-reached = 入力によっては、どの `return` にも届きません。
general-mistake-none-helper = 値を返さない補助の関数を呼んで、その結果を返しています。
general-mistake-none-in-place = 書き換えるだけのメソッドの戻り値（`None`）を返しています。
general-mistake-none-lost-leaf = 目印を付けたテンソルの名前に、計算したテンソルを入れ直したため、`.grad` が `None` です。
general-mistake-none-never-backward = `backward()` を一度も呼び出さずに `.grad` を読んでいます。
general-mistake-none-no-return = `return` がありません。
general-mistake-none-not-required = `requires_grad=True` を付けずにテンソルを作ったため、`.grad` が `None` です。
general-mistake-none-of-result = 計算してできたテンソルの `.grad`（`None`）を読んでいます。
general-mistake-none-print-returned = `print` の戻り値（いつも `None`）を返しています。
general-mistake-none-printed = 結果を `print` で表示しただけで、返していません。
general-mistake-not-called = 関数やメソッドを、呼び出さずに返しています。
general-mistake-object-array = 数値ではなく、Python のオブジェクトの配列を返しています。
general-mistake-other-dtype = 数値は合っていますが、dtype が違います。
general-mistake-other-shape = 数値とその順番は合っていますが、形状が違います。
general-mistake-other-type = 数値は合っていますが、型が違います。
general-mistake-requires-grad-switched-off = 関数が、引数の `requires_grad` を切っています。
general-mistake-same-for-every-input = どの入力でも同じ結果が返っています。引数から計算されていません。
general-mistake-starter-left = 自分のコードを書く場所に `...` が残っています。
general-mistake-text-returned = 値そのものではなく、文字列を返しています。
