# レッスン、課題、ヒント、クイズ。

# $lesson: 番号とタイトル。 $title: ページのタイトル。 $page, $pages: 数。
lesson-heading =
    ## { $title }

    { $lesson } · { $page } / { $pages } ページ
# $title: 番号とタイトル。
button-lesson = レッスン { $title }
lessons-none = レッスンがまだありません。このボットの管理者が追加できます。

# $name: 学習者が入力した文字（インラインコード）。 $nearest: レッスンの名前。
lesson-unknown-nearest = { $name } というレッスンはありません。**{ $nearest }** のことでしょうか？
lesson-unknown = { $name } というレッスンはありません。レッスンは次のとおりです。

# $lesson, $next: タイトル。
lesson-finished = **「{ $lesson }」を修了しました！** 課題もクイズもすべてクリアです。次は「{ $next }」へ進みましょう。
lesson-finished-last = **最後のレッスン「{ $lesson }」を修了しました！** チェックリストを見てみましょう。これが今のあなたにできることです。

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

# $title: 課題のタイトル。 $function: 関数の名前。
exercise-title = ## 課題: { $title }
button-exercise = 課題: { $title }
button-exercise-passed = ✓ { $title }
exercise-starter = ここから始めましょう
exercise-how = `{ $function }` を完成させて、ここに貼り付けてください。関数の名前は変えないでくださいね。
exercises-all-passed = すべての課題に合格しています。すばらしいです！

# $name: 学習者が入力した文字（インラインコード）。 $nearest: 課題の名前。
exercise-unknown-nearest = { $name } という課題はありません。`{ $nearest }` のことでしょうか？
exercise-unknown = { $name } という課題はありません。**/exercise** だけを送ると、次の課題を表示します。

# $number, $count: いくつのうち何番目か。 $title: 課題のタイトル。
hint-title = **「{ $title }」のヒント { $number } / { $count }**
hint-which = どの課題のヒントでしょうか？ **/hint** のあとに課題の名前を書くか、先にコードを送ってみてください。
button-hint = ヒント { $number }

reference-title = **「{ $title }」の書き方の一例**
reference-later = 書き方の例は、合格したあとにお見せします。あと少し、考えてみましょう。
button-reference = ほかの書き方を見る

# $lesson: タイトル。 $number, $count: いくつのうち何問目か。
quiz-heading = **クイズ: { $lesson }** · { $number } / { $count } 問目
quiz-type = 答え
quiz-empty = 答えが空でした。出力されると思うものを入力してください。
quiz-none = このクイズは見つかりませんでした。**/quiz** で、いまのレッスンのクイズを開けます。
quiz-right = **正解です！**
quiz-right-points = **正解です！** +{ $points } ポイント
quiz-wrong = **惜しいです。** この問題は、あとでもう一度出ます。
quiz-passed = **クイズ合格です。** 「{ $lesson }」の { $count } 問すべてに正解しました。
button-quiz = クイズ
button-answer = 答える
button-true = 正しい
button-false = 正しくない
button-next-question = 次の問題
