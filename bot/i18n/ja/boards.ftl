# 一覧：どこまで進んだか、何を開くか。

# $done、$total：レッスンの数。
lessons-finished = { $done } / { $total } レッスン
# $done、$total：演習とクイズの数。
tasks-passed = { $done } / { $total } 問合格
choose-lesson = レッスンを選ぶ …
button-choose-lesson = 開く
