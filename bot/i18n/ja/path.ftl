# コースの進み方：次の一歩、レッスンの状態、コースの修了。

# $number: レッスンの番号。 $page: ページ。
button-continue = 続きから：レッスン { $number } の { $page } ページ目
button-go-on-anyone = 続ける →
button-send-again = もう一度送る

# $page, $pages: 数。
lesson-on-page = { $page } / { $pages } ページ
# $count: まだ終わっていない演習とクイズの数。
lesson-tasks-left = あと { $count } 問

exercise-write = ここに書けます
# $points: いま合格したときのポイント。
exercise-worth = 合格すると { $points } ポイントです。何回挑戦しても減りません。

# $lesson: 最後に残っていたレッスン。 $track: コース。
lesson-finished-alone = **「{ $lesson }」を修了しました！** 演習もクイズもすべてクリアです。
track-finished-last = **「{ $lesson }」を修了しました。これで「{ $track }」は全部終わりです。ここまで本当によくがんばりましたね！** コースに残っているものはもうありません。学んだことは、ときどき **/review** で復習すると身につきます。

button-card = 修了カードを見る
# $track: コース。
button-card-of = 修了カード：{ $track }
button-card-share = みんなに見せる
card-not-yet = このカードは、コースの演習とクイズにすべて合格した人がもらえます。あと少し、進めていきましょう。
card-yours = **あなたの修了カードです。** みんなに見せるまでは、あなたにしか見えません。
# $name: 学習者。 $track: コース。
card-shared = **{ $name }さん**が「{ $track }」を修了しました。おめでとうございます！
# 画像の中で、名前とコースの間に入ります。
card-finished = 次のコースを修了しました
# $count: 画像に入らなかった項目の数。
card-more = ほか { $count } 項目
# $year: 文字。 $month, $day: 数。
card-date = { $year } 年 { $month } 月 { $day } 日
# $name, $track, $date: 画像と同じ。 $count: チェックリストの項目の数。
card-alt = 修了カード：{ $name }さんが { $date }に「{ $track }」を修了しました。チェックリストの { $count } 項目を達成しています。
