# 提出と実行についての言葉。待っている間と、終わったあと。

# $functions: 関数名（インラインコード）。 $function: 関数名。
submission-received = 受け取りました。{ $functions } を採点しています…
submission-waiting = `{ $function }` を採点しています…
submission-running = `{ $function }` の番です。いま動かしています…
submission-gave-up = **採点できませんでした。** あなたのコードのせいではなく、こちら側の問題です。失敗としては数えていません。少し待ってから、もう一度送ってください。
reply-left-aside = 結果は出ていますが、ここには表示できませんでした。ポイントと進み具合は保存されていて、`/progress` で見られます。結果そのものを見たいときは、コードをもう一度送ってください。
run-waiting = 実行しています…
run-running = 順番が来ました。いま実行しています…
run-gave-up = **実行できませんでした。** あなたのコードのせいではなく、こちら側の問題です。少し待ってから、もう一度試してください。

repaired-prompts = プロンプト（>>>）は取り除きました。
repaired-characters = 全角の文字や“ ” のような引用符は、Python が読める半角の文字に置き換えました。
repaired-indentation = インデントを整えました。
repaired-words = メッセージからコードの部分だけを取り出しました。

# $name: 貼り付けられた関数の名前。 $nearest: 演習の関数名。
no-exercise-nearest = `{ $name }` という関数を書く演習はありません。`{ $nearest }` のことでしょうか？ 名前を直して、もう一度貼り付けてください。
no-exercise = `{ $name }` という関数を書く演習はありません。演習にある名前を確かめるか、このまま実行してみてください。
no-function = このコードには関数がないので、どの演習のものかわかりませんでした。`def` と演習の関数名から書くか、このまま実行してみてください。クイズの答えは、問題のところにある欄に書いてください。
button-run-instead = ▶ そのまま実行

# $function: 関数名。 $points: 今回のポイント。
verdict-passed = **合格です！** `{ $function }` は演習の説明どおりに動いています。
verdict-passed-points = **合格です！** `{ $function }` は演習の説明どおりに動いています。+{ $points } ポイント
verdict-not-yet = **`{ $function }` を見直してみましょう**

case-input = この入力のとき
case-input-hidden = たとえばこのような入力のとき
case-expected = 期待される結果
case-got = あなたの結果
case-got-marked = あなたの結果（* で囲んだ値が違います）
# $caption: 上の見出しのどれか。 $where: 結果の中の位置。例 "[0]"。
case-item = { $caption }：{ $where } の要素

# $line: 行番号。 $type: 例外の種類。
raised-line = あなたのコードの { $line } 行目
raised-somewhere = あなたのコード
raised-message = Python のメッセージ
raised-unexplained = コードが `{ $type }` で止まりました。Python のメッセージには、たいてい原因になった値が書かれています。ゆっくり読んでから、上の行を見直してみましょう。

# $text: 書き方についてのひとこと。合否には関係しない。
remark = **ひとこと**：{ $text }
# $text: 原因と思われるひとこと。
remark-first = **まず、ここから**：{ $text }

# 入力は毎回新しく、説明だけが表示される。演習に表示されている入力では合っていた。
case-hidden-only = 表示されている入力では合っていました。この入力は、それらとどこが違いますか？
# $line: 関数の外から関数を呼んでいる行。
raised-own-call = これは演習の入力ではありません。あなたのコードの { $line } 行目で、この関数を呼んでいます。その行を直すか、消してください。演習では、こちらから関数を呼びます。

run-printed = コードの出力
# $count: 関数が呼ばれた入力の数。
run-printed-inputs = コードの出力（{ $count } 通りの入力で呼び出したうち、上の入力のとき）
run-printed-first = コードの出力（{ $count } 通りの入力で呼び出したうち、最初の入力のとき）
run-value = 最後の行の値
run-stderr = 警告
run-figure = コードが描いた図
# $count: 図の数。
run-figures-expired = この実行の図 { $count } 枚は、もう残っていません。図を保存するのは数日間だけです。コードをもう一度実行すると、また見られます。
run-figures-left-out = ほかにも図が { $count } 枚ありましたが、大きすぎるか、数が多すぎるため、表示できません。たとえば `plt.figure(figsize=(6, 4))` のように小さくするか、枚数を減らしてみてください。
run-silent = 実行できましたが、出力はありませんでした。見たい値を `print(…)` で囲むか、最後の行にその名前を書いてみてください。
# $count: 省いた文字数。
cut = … ほか { $count } 文字

# 値からは分からない終わり方: ended-<status> と、理由があれば ended-<status>-<reason>。
ended-failed = 演習の条件と違うところがあります。演習をもう一度読んで、コードを 1 行ずつ比べてみましょう。
ended-error = 結果を返す前に Python が終了しました。`exit()`、`quit()`、`sys.exit()` を消して、関数から結果を return してください。
ended-error-crashed = コードを実行していた Python のプロセスそのものが落ちました。`ctypes` や、終わらない再帰、torch への極端な引数で起こることがあります。コードを少しずつ減らして、原因の行を探してみましょう。
ended-timeout = 時間がかかりすぎたので止めました。終わらないループはありませんか？ 小さな入力で、1 行ずつ手で追ってみましょう。
ended-timeout-cpu = 計算に時間がかかりすぎたので止めました。終わらないループや、テンソルの演算一つで済むループはありませんか？
ended-timeout-wall = 時間内に終わらなかったので止めました。何かを待っていたり（`sleep` など）、ループが終わらなかったりしていませんか？
ended-out-of-memory = ここで使えるメモリを超えました。思ったよりずっと大きな形状のテンソルや、増え続けるリストがないか見てみましょう。
ended-output-limit = 出力が多すぎたので止めました。ループの中の `print` を消すか、いくつかの値だけを出力してください。
ended-output-limit-answer = 返された結果が大きすぎるので止めました。思ったよりずっと大きいテンソルやリスト、画像がないか、確かめてみましょう。
ended-refused = ここでは許可されていない操作がありました。演習に必要なのは Python と torch だけです。その行を消して、もう一度送ってください。
ended-refused-network = ここではネットワークを使えないので、ダウンロードも送信もできません。データは `torch.randn` などを使って、コードの中で作りましょう。
ended-refused-download = ここではデータセットや学習済みの重みをダウンロードできません。データは `torch.randn` などを使って、コードの中で作りましょう。
ended-refused-processes = ここでは、ほかのプログラムやプロセスを起動できません。演習には必要ないので、その部分を消してください。
ended-refused-files = ここではそのファイルを読み書きできません。使えるのはいまのフォルダーの中だけで、実行が終わると消えます。演習にファイルは必要ありません。
ended-refused-disk = 書き込んだファイルの量か数が、ここで使える上限を超えました。演習にファイルは必要ありません。何かを試すときは、書き込む量を減らすか、不要なファイルを消してください。
ended-refused-threads = スレッドの数が上限を超えました。torch はもともと複数のスレッドで計算するので、自分で作る必要はありません。
ended-refused-dataloader-workers = ここでは `DataLoader` のワーカーを起動できません。`num_workers=0` にするか、指定を消して、もう一度送ってください。
ended-refused-compile = コードを高速化する `torch.compile` や、モデルの `compile()` は、ここでは使えません。演習には必要ないので、消してください（Keras の `compile` と `fit` に当たるものは PyTorch にはなく、訓練のループは自分で書きます）。
ended-refused-subprocess = ここでは、ほかのプログラムを起動できません。演習には必要ないので、その部分を消してください。
ended-refused-input = ここでは誰も入力できないので、`input()` は使えません。代わりに関数の引数を使ってください。
ended-invalid = このままでは採点できません。`def` の行から最後の行まで、関数全体を貼り付けてください。
ended-invalid-empty = コードがありませんでした。`def` の行から最後の行まで、関数全体を貼り付けてください。
ended-invalid-too-large = コードが 64 KiB を超えているので、受け取れません。演習の関数だけを貼り付けてください。
ended-invalid-not-utf-8 = UTF-8 ではないため、文字を読めませんでした。ファイルを UTF-8 で保存するか、エディターからもう一度コピーしてください。
ended-invalid-syntax = Python がこのコードを読めませんでした。コロン、かっこ、引用符が抜けていないか見てみましょう。
