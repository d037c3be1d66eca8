# 復習: 時期が来た問題と演習、毎日のリマインダー。

# $count: 残りの数。
review-title = **復習** · 残り { $count } 件
# $title: 演習のタイトル。
review-exercise = 前に苦戦した「{ $title }」です。今度は何も見ずに書けますか？
review-nothing-yet = まだ復習するものがありません。答えた問題や合格しなかった演習が、ちょうどよい時期にもう一度出題されます。
review-done-today = **いまはここまでです。** 間違えた問題は、数分後にもう一度出ます。
# $days: 次まで何日か。
review-done = **いまはここまでです。** 次の復習は { $days ->
        [1] 明日です。
       *[other] { $days } 日後です。
    }
button-next-review = 次へ（残り { $count } 件）
button-later = 今日はやめておく

# $time: 9:30 など。 $zone: IANA のタイムゾーン。
button-remind = 毎日 { $time } に知らせる
button-remind-off = リマインダーをやめる
remind-on = 復習するものがある日は、**{ $time }**（{ $zone }）に知らせます。ほかの人には見えません。
remind-off = リマインダーを止めました。
remind-which = 何時にしますか？ **/review remind 20:30**、**/review remind 午後9時**、**/review remind off** のように書いてください。
# $count: 復習する数。
reminder = **復習するものが { $count } 件あります。** 数分で終わります。
