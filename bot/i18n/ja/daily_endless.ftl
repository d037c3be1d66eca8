# コースが終わったあとの毎日のお題、続きのコース、もう一つの言語、投稿できないチャンネル。

# $track: タイトル。
daily-track-quoted = 「{ $track }」
daily-track-separator = 、
# $tracks: かぎ括弧に入ったタイトル（順番どおり）。
daily-following = そのあとは { $tracks } へ進みます。最後まで終わったあとも、みなさんに必要なものを選んで続きます。
daily-endless-later = 最後まで終わったあとも、お題は毎日続きます。難しかった問題、なぞなぞ、パズル、もう一度やってみたい演習の中から選びます。
daily-endless-now = コースは最後まで終わりました。いまは、難しかった問題、なぞなぞ、パズル、もう一度やってみたい演習の中から、毎日一つ出しています。
daily-goes-on = **コースの最後まで来ました。みなさん、お疲れさまでした！** お題はこれからも続きます。みなさんが難しいと感じたところを中心に、毎日一つ出しますね。週末は軽めにします。

# $title: 演習のタイトル。
daily-puzzle = **今日のパズル：{ $title }**
daily-old-exercise = **「{ $title }」を覚えていますか？** 前にも出てきた演習かもしれません。何も見ないで、もう一度書いてみましょう。
daily-kind-question = 問題
daily-kind-riddle = なぞなぞ
daily-kind-puzzle = パズル
daily-kind-form = もう一度やってみる演習
daily-kind-practice = 問題

# $title: 演習のタイトル。 $function: 関数の名前。
riddle-asked = **今日のなぞなぞ：どこがおかしいでしょう？** このコードは作りものですが、よくある間違いが一つ入っています。「{ $title }」を解くつもりの `{ $function }` です。
riddle-prints = 実行すると、こうなります。
riddle-what = 書いた人に、あなたなら何と声をかけますか？
riddle-wrong = **残念、違いました。** たとえば、こう声をかけてみましょう。

# お題の下のボタン: 同じお題をこの言語で読む。
button-daily-language = 日本語で読む

# $channel: チャンネルの名前、またはリンク。
daily-refused = { $channel } に今日のお題を出せませんでした。そのため、毎日のお題をいったん止めています。
daily-again = 直ったら、そのチャンネルで **/daily set** と送ってください。止まったところから続きます。
daily-then-again = そのあと、もう一度コマンドを送ってください。
