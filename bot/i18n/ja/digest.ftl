# グループの教える人に届く週ごとのまとめ：問題は学びに役立っているか。

# $group: 名前。
digest-title = ## { $group }：問題は役に立っていますか？
digest-nothing = このグループでは、まだ誰も読んだり解いたりしていません。
# $active: この一週間に来た人。 $learners: 全員。 $passed: 演習。 $answered: 問題。
digest-week = **この 7 日間**：{ $learners } 人のうち { $active } 人が学習しました。合わせて演習 { $passed } 問に合格し、クイズ { $answered } 問に新しく正解しています。
digest-look = **見直すとよさそうなもの**
# $least: 人数。
digest-numbers = **一回目の正答率**が低いほど、難しい問題です。**識別力**（−1 から +1）は、ほかの問題がよくできる人ほど、この問題もできているかを表します。+0.3 前後なら良い問題です。0 以下（⚠）なら、問題文がわかりにくいか、間違った選択肢が正しく見えるのかもしれません。{ $least } 人以上が解くと計算できます。
digest-all-well = 気になる演習や問題はありません。ほとんどの人が一回目で正解していて、よくわかっている人を迷わせる問題もありません。
# $least: 人数。
digest-too-few = { $least } 人以上が解いた演習や問題がまだありません。増えてくると、ここで難しさがわかります。
# $most: 人数。
digest-newest = 人数が多いため、新しく参加した { $most } 人について数えています。
digest-stops = **一週間以上来ていない人が止まったところ**：
# $place: 場所。 $count: 人数。
digest-stop = { $place }：{ $count } 人
# $title: 演習や問題の題名。
digest-at-exercise = 演習「{ $title }」（まだ合格していない）
digest-at-question = { $title }（まだ正解していない）
# $lesson: 題名。 $page: ページ番号。
digest-at-page = 「{ $lesson }」の { $page } ページ目
digest-in-lesson = 「{ $lesson }」の途中（一つ解けたあと）
# $lesson: 題名。 $number: 問題の番号。
digest-question = { $lesson }・クイズ { $number }
digest-practice = { $lesson }・練習の問題 { $number }

digest-head-item = 演習・問題
digest-head-learners = 人数
digest-head-passed = 合格
digest-head-tries = 提出・解答
digest-head-difficulty = 一回目の正答率
digest-head-discrimination = 識別力
digest-head-time = 合格までの時間
digest-head-minutes = 合格までの分数（中央値）
digest-minutes = { $count } 分
digest-hours = { $count } 時間
digest-days = { $count } 日

digest-button = 問題は役に立っている？
digest-button-show = すべての問題を見る
digest-button-off = 毎週のまとめを止める
digest-button-on = 毎週月曜日に受け取る
# $group: 名前。
digest-is-off = { $group } のまとめは、もう届きません。**/group digest { $group }** でいつでも見られます。
digest-is-on = { $group } のまとめを、毎週月曜日にお届けします。
