# 勉強会を教える人に見えるものと、学習者への説明。

# $group: 名前。
group-consent =
    ## { $group } に参加しますか？

    グループには、学習を手伝ってくれる人（教える人）がいます。参加すると、教える人は次のことを見られます。

    - ここでの名前とアカウント、最後に来た日
    - 合格した演習とその日付、提出した回数、クイズの結果
    - 開いたヒント、当てはまった「よくある間違い」、復習、チェックリスト
    - ほかの人と同じ答えがあるかどうか

    コードは、自分でほかの人に見せたもの以外は**見られません**。ランキングに載らないようにするには、いつでも **/settings** で変えられます。その場合も、進み具合は教える人に見えます。グループを抜けても、その日までの記録は残ります。
button-group-agree = 同意して参加する
group-unseen = 非表示なので、このグループを教える人からも見えていません。手伝ってほしいときは、進み具合を見られるようにできます。ランキングには載らないままです。
button-group-let-see = 教える人に見せる
group-agreed = グループを教える人が、進み具合を見られるようになりました。ランキングには載らないままです。

button-on-board = ランキングに載る
button-off-board = ランキングから外れる
group-teacher-shown = グループのランキングと、みんなの進み具合に載るようになりました。
group-teacher-left-out = グループのランキングと、みんなの進み具合から外れました。
leaderboard-teaching = このグループを教えているので、ランキングには載りません。**/group** で変更できます。

# $name: 学習者の名前。
overview-hidden-name = { $name }（非表示）
overview-open-learner = 一人ずつ見る
button-open-learner = 開く
button-equal-answers = 同じ答え
button-nudge-away = しばらく来ていない人に連絡する

# $name, $group: 学習者とグループの名前。
learner-title = ## { $name }さん（{ $group }）
# $day: 日付。 $days: それからの日数。
learner-seen = 最後に来た日：{ $day }（{ $days ->
        [0] 今日
        [1] 昨日
       *[other] { $days } 日前
    }）
learner-never-seen = 記録を始めてから、まだ来ていません
learner-joined = 参加した日：{ $day }
# $exercises, $questions: 数。
learner-passed = 合格した演習 { $exercises } 問、正解したクイズ { $questions } 問
# $count: 予定されている復習。 $due: いま待っている復習。
learner-reviews = 予定されている復習 { $count } 件（いまできるもの { $due } 件）
learner-hidden = ランキングでは非表示です（教える人が見ることには同意しています）
# $day: 日付。
learner-nudged = { $day } に連絡しました
learner-latest = 最後の提出
learner-passed-on = 合格した日
learner-hints = ヒント
learner-mistakes = **当てはまった「よくある間違い」**（新しい順）
# $function: 演習の関数。 $count: 回数。
learner-mistake = `{ $function }`（{ $count } 回）：
# $lesson: タイトル。 $count: 回数。
learner-quiz-mistake = 「{ $lesson }」のクイズ（{ $count } 回）：
learner-no-code = コードは本人のものです。ここで見せたコードはありません。
learner-shared = ほかの人に見せたコード：
# $name: 学習者の名前。 $title: 演習のタイトル。
learner-code = **{ $title }**（{ $name }さんが見せたコード）
learner-code-gone = そのコードはもうありません。
button-back-to-learner = 戻る
learner-gone = その学習者は表示できません。グループを抜けたか、非表示になっています。
button-nudge = 声をかける

# $count: 人数。 $names: 名前。
nudge-who = **1 週間以上来ていない人**：{ $names }
nudge-more = ほか { $count } 人
nudge-preview = それぞれの言語で、次のメッセージを一度だけ送ります。
button-nudge-now = { $count } 人に送る
nudge-nobody = いま連絡する人はいません。1 週間来ていない人がいないか、もう連絡してあります。
nudge-sent = { $count } 人にメッセージを送ります。
# $name: 学習者の名前。
nudge-not-now = メッセージは送りませんでした。{ $name }さんは最近来ているか、もう連絡してあるか、メッセージを希望していません。
# $group: 名前。
nudge = **{ $group } からこんにちは。** しばらくお休みでしたね。自分のペースで大丈夫です。

    また始めたくなったら、次の小さな一歩を用意してあります。10 分もあれば十分です。難しいところがあれば、遠慮なくグループで聞いてみてください。
button-nudge-go-on = 次の一歩へ

# $group: 名前。
equal-answers-title = ## { $group }：同じ答え
equal-answers-none = いまのところありません。
equal-answers-about = 変数名とコメントと空白を除くと、同じコードで合格した人たちです。これだけで何かがわかるわけではありません。一緒に学んだのかもしれませんし、自然に同じ答えになることもあります。文が五つに満たない短い答えと、演習の説明に出ている答えは除いています。4 人以上に共通し、その演習の合格者の 4 分の 1 を超える答えも除いています。比べるのは、まだ保存されているコードだけです。
equal-answers-exercise = 演習
equal-answers-learners = 学習者（早い順）
# $name: 学習者の名前。 $day: 日付。
equal-answers-learner = { $name }（{ $day }）

# $group: 名前。 $count: 人数。 $zone: IANA のタイムゾーン。
gradebook-exported = **{ $group }** の成績表です（{ $count } 人）。ランキングで非表示の人と、グループを抜けた人も含みます。日付のタイムゾーンは { $zone } です。個人の記録なので、大切に扱ってください。
gradebook-name = 名前
gradebook-status = 状態
gradebook-is-member = メンバー
gradebook-has-left = 抜けた
gradebook-hidden = ランキングで非表示
gradebook-is-hidden = はい
gradebook-accounts = アカウント
gradebook-joined = 参加した日
gradebook-left = 抜けた日
gradebook-seen = 最後に来た日
gradebook-points = ポイント
# $function: 演習の関数。
gradebook-passed-on = { $function }：合格した日
gradebook-tries = { $function }：提出回数
# $lesson: タイトル。
gradebook-quiz = クイズ「{ $lesson }」：正解（%）
gradebook-quiz-at-once = クイズ「{ $lesson }」：一度で正解（%）
# $count: 人数。
overview-hidden = 非表示の { $count } 人は含まれていません。本人が **/group** で、教える人に見せることができます。
gradebook-due = レッスン「{ $lesson }」：期限
gradebook-on-time = 期限内
gradebook-in-grace = 猶予期間内
gradebook-late = 期限後
gradebook-overdue = まだ
gradebook-latest = 最後に合格・正解した日

# /group learner NAME で。 $name: 入力されたもの。
learner-none-taught = 学習者を一人ずつ見られるのは、グループを教えている人だけです。同じグループの人の進み具合は **/progress** で見られます。
learner-which = **/group learner 愛子** のように、コマンドのあとに名前を書くか、@ で選んでください。全員の名前は「みんなの進み具合」にあります。
learner-several = { $name } に当てはまる人が何人かいます。どの人ですか？
learner-unknown = { $name } という学習者は見つかりませんでした。全員の名前は「みんなの進み具合」にあります。
learner-unknown-near = { $name } という学習者は見つかりませんでした。この中にいますか？
learner-unknown-account = この人の進み具合は見られません。教えているグループに入っていないか、まだ始めていないか、表示を許可していないようです。見られる人は「みんなの進み具合」にあります。
# $name, $group: 学習者とグループの名前。
learner-in-group = { $name } · { $group }
# $learner: 学習者とグループの名前。 $day: グループに入った日。 $seen: 最後に来た日、なければダッシュ。
learner-in-group-since = { $learner } · { $day } から（最後に来た日 { $seen }）
