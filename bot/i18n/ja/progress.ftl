# チェックリストとランキング。

# $track: タイトル。
progress-title = ## 「{ $track }」のチェックリスト
# $text: できること。 $number（ボタン）: 項目の番号。
checklist-proven = ✓ **{ $text }** · 証明済み
checklist-self-checked = ☑ { $text } · 自己チェック済み
checklist-open = ○ { $text }
progress-tick = 演習とクイズにすべて合格した項目は「証明済み」になります。自分でチェックを付けることもできます。その場合は「自己チェック済み」と表示します。
button-tick = ☐ { $number } にチェック
button-untick = { $number } のチェックを外す

# $name: 同じ勉強会の人の名前。下の二つでは入力されたまま（インラインコード）。
mate-progress = ## { $name }さんの進み具合
mate-unknown = { $name } という人の進み具合は表示できません。見られるのは同じ勉強会のグループにいて、表示を許可している人だけです。
mate-several = { $name } という名前の人が何人かいます。@ を入力して、その人を選んでください。

# $count のうち $done。
share = { $done } / { $count }
share-all = ✓ { $done } / { $count }

# $group: 名前。 $zone: IANA のタイムゾーン。
leaderboard-title = ## ランキング · { $group }
since-week = 今週（月曜から、{ $zone }）
since-month = 今月（{ $zone }）
since-all = 全期間
leaderboard-picture = ランキングの画像と、同じ内容の表
leaderboard-empty = まだ誰もポイントを持っていません。演習に一つ合格すれば、あなたが 1 位です。
leaderboard-empty-week = 今週はまだ誰もポイントを取っていません。演習に一つ合格すれば、あなたが 1 位です。
leaderboard-empty-month = 今月はまだ誰もポイントを取っていません。演習に一つ合格すれば、あなたが 1 位です。
leaderboard-hidden = 非表示のため、ランキングには載りません。**/settings** で変更できます。
period-week = 今週
period-month = 今月
period-all = 全期間
group-everyone = 全員
# $title: 演習のタイトル。 $count: 人数。
solvers = **「{ $title }」に合格した人：{ $count } 人**
solvers-more = … ほか { $count } 人
solvers-none = 「{ $title }」に合格した人はまだいません。最初の一人になりませんか？
solvers-separator = 、
# そのような順位表がないとき。演習でもないことは、この下に続く。 $name: 入力された名前
leaderboard-no-group = { $name } という名前のグループには入っていません。
# 全員に見えるので、名前で呼ぶ。 $name: 名前。 $rank, $count: 何人中何位か。 $points: 自分のポイント。
leaderboard-own = { $name }さんは { $count } 人中 { $rank } 位、{ $points } ポイントです。
leaderboard-own-tied = { $name }さんは { $count } 人中 { $rank } 位タイ、{ $points } ポイントです。
leaderboard-not-yet = { $name }さんはまだランキングに載っていません。演習に合格するか、クイズに 1 問正解すると載ります。

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
