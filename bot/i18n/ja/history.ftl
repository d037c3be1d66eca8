# /history: 自分の提出の記録。

command-history = これまでの提出を見る、比べる
argument-history = 演習

history-empty = まだ演習を提出していません。提出すると、コードと結果がここに残っていきます。
history-title = **演習ごとの提出の記録**
history-exercise = 演習
history-tries = 回数
history-passed = 合格 ✓
history-open = 挑戦中
# $title：演習のタイトル。 $count：回数。 $state：合格かどうか。 $day：最後に提出した日。
history-line = **{ $title }** · { $count } 回 · { $state } · { $day }
# $number：何回目か。 $verdict：結果。 $points：もらったポイント。 $day：提出した日。
history-try-line = **{ $number } 回目** { $verdict }{ $points ->
        [0] {""}
       *[other] （+{ $points } ポイント）
    } · { $day }
button-history = 見る
# $title: 演習の題名。 $count: 回数。
history-tries-title = **{ $title }**：これまでの提出 { $count } 回
history-no-tries = この演習には、まだ提出していません。
# $number: 最初から数えて何回目か。
history-try = { $number } 回目
history-try-title = **「{ $title }」の { $number } 回目**
history-all-tries = 提出の一覧
history-compare = { $number } 回目と比べる
# $before, $after: 何回目か。
history-compared = **{ $before } 回目から { $after } 回目への変更**
# $before, $after: history-status-… の言い方による結果。
history-verdicts = 変更前：{ $before }　変更後：{ $after }
history-changes = - は消した行、+ は加えた行です
history-same = 二つの提出は、どの行も同じです。
history-gone = この提出は、もう残っていません。残っているものは **/history** で見られます。
history-code-gone = この提出のコードは、保存期間が過ぎたため残っていません。
history-waiting = 採点中
history-gave-up = 採点できませんでした
history-status-passed = 合格 ✓
history-status-failed = 結果が違う
history-status-error = エラーで止まった
history-status-invalid = 解答として読めなかった
history-status-timeout = 時間切れ
history-status-out-of-memory = メモリ不足
history-status-output-limit = 出力が多すぎた
history-status-refused = 許可されていない操作があった
history-status-other = 挑戦中

# 合格した直後にヒントを求められたとき。 $passed, $title: 演習の題名。
hint-after-pass = 「{ $passed }」は合格したばかりなので、ヒントはもういりません。次は「{ $title }」です。まずは問題を見てみましょう。ポイントは減っていません。
