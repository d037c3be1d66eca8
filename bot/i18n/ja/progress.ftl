# チェックリストとランキング。

# $track: タイトル。
progress-title = ## { $track }のチェックリスト
# $text: できること。 $number（ボタン）: 項目の番号。
checklist-proven = ✓ **{ $text }** · 証明済み
checklist-self-checked = ☑ { $text } · 自己チェック
checklist-open = ○ { $text } · これから
progress-tick = 演習とクイズにすべて合格した項目は「証明済み」になります。自分でチェックを付けることもできます。その場合は「自己チェック」と表示します。
button-tick = ☑ { $number } にチェック
button-untick = { $number } のチェックを外す

# $count のうち $done。
share = { $done } / { $count }
share-all = ✓ { $done } / { $count }

leaderboard-title = ## ランキング
leaderboard-empty = まだ誰もポイントを持っていません。演習に一つ合格すれば、あなたが 1 位です。
# $rank, $count: 何人中何位か。 $points: 自分のポイント。
leaderboard-own = あなたは { $count } 人中 { $rank } 位、{ $points } ポイントです。
leaderboard-own-tied = あなたは { $count } 人中 { $rank } 位タイ、{ $points } ポイントです。
leaderboard-not-yet = まだランキングに載っていません。演習に合格するか、クイズに 1 問正解すると載ります。

table-lesson = レッスン
table-minutes = 時間
table-state = 状態
table-exercises = 演習
table-quiz = クイズ
table-rank = 順位
table-name = 名前
table-points = ポイント
table-command = コマンド
table-what = 内容
