# レッスン、演習、ヒント、クイズ。

# $lesson: 番号とタイトル。 $title: ページのタイトル。 $page, $pages: 数。
# $minutes: このページからの残り時間（分）。
lesson-heading = ## { $title }
lesson-place = レッスン { $lesson } · { $page } / { $pages } ページ · 残り約 { $minutes } 分
# $title: 番号とタイトル。
button-lesson = レッスン { $title }
# $lesson: 一つ前のレッスンの番号とタイトル。
lesson-builds-on = このレッスンは「{ $lesson }」の続きです。そちらはまだ途中ですが、先に読んでもかまいません。
# $count: まだ終わっていないレッスンの合計（分）。
lessons-time-left = 読むだけなら、最後まであと約 **{ $count } 分**です。演習には、これとは別に時間がかかります。
lessons-none = レッスンがまだありません。Tensei の運営者が追加できます。

# $name: 学習者が入力した文字（インラインコード）。 $nearest: レッスンのタイトル。
lesson-unknown-nearest = { $name } というレッスンはありません。「{ $nearest }」のことでしょうか？
lesson-unknown = { $name } というレッスンはありません。レッスンは次のとおりです。

# $lesson, $next: タイトル。
lesson-finished = **「{ $lesson }」を修了しました！** 演習もクイズもすべてクリアです。次は「{ $next }」へ進みましょう。

output = 出力
output-sample = 出力の例（実行するたびに変わります）
button-run = ▶ 実行
button-previous = ← 前のページ
button-next = 次のページ →
button-go-on = { $page } ページ目から続ける

# $count: 分。
minutes = { $count } 分
lesson-done = ✓ 修了
lesson-open = これから

# $title: 演習のタイトル。 $function: 関数の名前。
exercise-title = ## 演習：{ $title }
button-exercise = 演習：{ $title }
button-exercise-passed = ✓ { $title }
exercise-starter = ここから始めましょう
exercise-how = `{ $function }` を完成させて、ここに貼り付けてください。関数の名前は変えないでくださいね。
exercises-all-passed = すべての演習に合格しています。すばらしいです！

# $name: 学習者が入力した文字（インラインコード）。 $nearest: 演習の名前。
exercise-unknown-nearest = { $name } という演習はありません。`{ $nearest }` のことでしょうか？
exercise-unknown = { $name } という演習はありません。**/exercise** とだけ送ると、次の演習が出ます。

# $number, $count: いくつのうち何番目か。 $title: 演習のタイトル。
hint-title = **「{ $title }」のヒント { $number } / { $count }**
hint-which = すべての演習に合格しているので、どの演習のことかわかりませんでした。**/exercise** のあとに演習の名前を付けて開き、「ヒント」を押してください。
# $cost: 減るポイント。減らないときは 0。
button-hint = ヒント { $number }{ $cost ->
        [0] {""}
       *[other] （−{ $cost } ポイント）
    }
# $points: これまでに見たヒントの数で合格したときのポイント。
hint-worth = ヒントは遠慮なく使ってください。このヒントを見たあとでも、合格すれば { $points } ポイントもらえます。

reference-title = **「{ $title }」の書き方の一例**
reference-later = 書き方の例は、合格したあとにお見せします。あと少し、考えてみましょう。
button-reference = ほかの書き方を見る
# $name: 学習者の名前。 $title: 演習の題名。
share-title = **{ $name }さん**が「{ $title }」に合格しました。コードを見る前に、まず自分で解いてみてください。
share-nothing = 共有できるコードがありません。まだ合格していないか、コードの保存期間が過ぎています。

# $lesson: タイトル。 $number, $count: いくつのうち何問目か。
quiz-heading = **クイズ：{ $lesson }** · { $number } / { $count } 問目
quiz-choose = 答えを選んでください
quiz-type = 答え
quiz-empty = 答えが入力されていません。出力されると思うものを入力してください。
quiz-none = このクイズは見つかりませんでした。**/quiz** で、いまのレッスンのクイズを開けます。
quiz-right = **正解です！**
quiz-right-points = **正解です！** +{ $points } ポイント
quiz-wrong = **残念、違いました。** この問題は、あとでもう一度出ます。
quiz-passed = **クイズ合格です。** 「{ $lesson }」の { $count } 問すべてに正解しました。
button-quiz = クイズ
button-answer = 答える
button-true = 正しい
button-false = 正しくない
button-next-question = 次の問題

# チャンネルに出したページの下に付く。アプリを読み込み直すと、チャンネルのページは消える。
button-read-directly = ダイレクトメッセージで読む
lesson-sent-directly = このページをダイレクトメッセージに送りました。そこなら消えずに残り、ボタンもずっと使えます。届いていないときは、プライバシー設定でダイレクトメッセージを許可して、もう一度ボタンを押してください。
lesson-not-sent-directly = いまはダイレクトメッセージを送れませんでした。少し待ってから、もう一度ボタンを押してください。
