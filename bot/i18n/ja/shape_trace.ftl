# 不正解のコードの各行が計算した値。判定の下に折りたたんで表示します。最初の 2 つと最後の 2 つ以外は
# コードブロックの行です（プレーンテキスト、短く）。

trace-summary = 途中の形状を見る
trace-caption = 各行の計算結果（実行した順）
# $source: 引数名またはコードの一部。 $result: 形状、数、型。 $line: 行番号。
trace-argument = 入力 { $source } → { $result }
trace-line = { $line } 行目：{ $source } → { $result }
trace-raised = { $line } 行目：{ $source } → { $result } で停止
# $text: 上のような行。 $count: 実行回数（2 以上）。 $last: 最後の回の結果。
trace-repeated = { $text }（{ $count } 回のうち最初）
trace-changing = { $text }（{ $count } 回のうち最初。最後は { $last }）
# $count: 行数。
trace-left-out = … 細かい途中計算 { $count } 件は省略
# 印を付けた行の下。 $value: 形状、dtype、デバイス、型。
trace-departs-shape = ↑ ここで形状が { $value } になりました
trace-departs-dtype = ↑ ここで dtype が { $value } になりました
trace-departs-device = ↑ ここでデバイスが { $value } になりました
trace-departs-type = ↑ ここで型が { $value } になりました

trace-of-somebody-else = この途中結果を開けるのは、コードを送った本人だけです。自分のコードを送ると、その途中結果が見られます。
trace-not-kept = このコードの途中結果は、もう残っていません。コードをもう一度送ってみてください。まだ正解でなければ、返事の下に表示されます。
