# 練習の問題。数が毎回変わり、いくらでも出せる。

button-more-questions = もっと問題を解く
button-another-question = もう 1 問
# $lesson: レッスンの題名。
practice-heading = **練習：{ $lesson }**
# $lesson: レッスンの題名。
practice-none = 「{ $lesson }」には、まだ練習の問題がありません。**/quiz practice** で、始めているほかのレッスンから 1 問出します。
practice-none-at-all = 練習の問題は、まだありません。**/quiz** で、いまのレッスンのクイズを開けます。
# $lesson: レッスンの題名。  $count: 学習者の数。
overview-practice-mistake = 今週のクイズでいちばん多かった思い違い（「{ $lesson }」の練習、{ $count } 人）：
