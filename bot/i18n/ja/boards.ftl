# 一覧：どこまで進んだか、何を開くか。

# $done、$total：レッスンの数。
lessons-finished = { $total } レッスン中 { $done } レッスン修了
# $done、$total：演習とクイズの数。
tasks-passed = { $total } 問中 { $done } 問クリア
choose-lesson = レッスンを選ぶ …
button-choose-lesson = 開く
