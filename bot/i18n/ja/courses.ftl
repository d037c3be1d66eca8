# 勉強会の講座：予定表、始める前の確認、一人ひとりの計画。

# $weekday: 曜日。 $day: 1 から 31。 $month: 1 から 12。
course-day = { $month }/{ $day }（{ $weekday }）
# $first, $last: 日。
course-span = { $first }〜{ $last }
course-week = 週
# $number: 第何週か。表の中。
course-week-number = 第 { $number } 週
course-dates = 期間
course-lessons = レッスン
course-takes = 目安
course-due = 締め切り
course-you = 進み具合
course-minutes = { $minutes } 分
course-lesson-separator = 、
course-catching-up = 遅れを取り戻す週
# $title: 週の見出し。 $lessons: レッスンのタイトル。
course-titled = { $title }：{ $lessons }
course-done = 完了 ✓
course-done-late = 完了 ✓（締め切りのあと）
# $minutes: 残りの分数。
course-left = あと { $minutes } 分
course-left-late = あと { $minutes } 分（締め切り後）

# 始める前の確認。 $name: 講座の名前。 $count: 週の数。 $first, $last: 日。 $zone: IANA のタイムゾーン。
course-preview =
    ## 確認：{ $name }

    全 { $count } 週、{ $first }から { $last }までです。日付のタイムゾーンは { $zone } です（ファイルの `zone` の行で変えられます）。**まだ何も始まっておらず、投稿もされていません。** 予定表を確かめ、直したいところを直してから、グループのボタンを押してください。
course-note-over = この講座は、もう終わった日付になっています。`start` の年を確かめてください。
# $day: 日。
course-note-begun = 初日の { $day }はもう過ぎています。途中から始まることになります。
course-note-holiday = { $day }は休みで、何も投稿しません。
course-note-holidays = { $first }から { $last }までは休みで、何も投稿しません。まるごと休みの週は飛ばします。
# $count: レッスンの数。 $lessons: タイトル。
course-note-unplanned = どの週にも入っていないレッスンが { $count } 個あります：{ $lessons }
# $count: 日数。
course-note-grace = { $count ->
        [0] 猶予はありません。締め切りを過ぎると「締め切り後」と表示しますが、ポイントは減りません。
       *[other] 猶予は { $count } 日です。それを過ぎると「締め切り後」と表示しますが、ポイントは減りません。
    }
# 毎日のお題は一日に $most 件まで。 $number: 第何週か。 $items: その週にある件数。 $room: その週に出せる件数。 $until: 残りを出し終える週。
course-full-later = { $room ->
        [0] 第 { $number } 週には { $items } 件ありますが、お題を出す日がありません。
       *[other] 第 { $number } 週には { $items } 件ありますが、お題に出せるのは { $room } 件です。
    }残りはあとの週に回し、第 { $until } 週までに出し終えます。
course-full-never = { $room ->
        [0] 第 { $number } 週には { $items } 件ありますが、お題を出す日がありません。
       *[other] 第 { $number } 週には { $items } 件ありますが、お題に出せるのは { $room } 件です。
    }
course-full-some-never = あとの週にも空きが足りず、お題に出ないものがあります。
# $count: 週の数。
course-full-more = ほかにも、入りきらない週が { $count } 週あります。
course-full-change = お題は一日 { $most } 件までです。余裕を作るには、レッスンを別の週に移すか、すぐあとにレッスンのない週を入れてください。お題に出ないものも、レッスンではいつでも読めます。
course-full-change-days = お題は一日 { $most } 件までです。余裕を作るには、お題を出す曜日を増やすか、レッスンを別の週に移すか、すぐあとにレッスンのない週を入れてください。お題に出ないものも、レッスンではいつでも読めます。
# $count: 週の数。 $weeks: 週の番号。
course-full-working-days = お題は一日 { $most } 件までです。{ $count ->
        [1] 第 { $weeks } 週は
       *[other] 次の週（{ $weeks }）は
    }、月曜日から金曜日だけでは入りきりません。土曜日にも出すか、レッスンを別の週に移してください。入りきらない分は、あとの余裕のある週に出します。
# $group: 名前。 $name: いまの講座の名前。
course-note-replaces = **{ $group }** ではいま「{ $name }」が開かれています。ここで新しい講座を始めると、いまの講座は終わります。これまでの記録は残ります。
# $group: 名前。
button-course-start = { $group } で始める
button-course-new-group = 新しいグループで始める
button-course-preview = 確認する
form-course = course.toml の中身
course-send-file = 変えたいときは、ファイルを直して、もう一度送ってください。
# $count: 直すところの数。
course-problems = **あと少しです。** 直すところが { $count } か所あります。
# $line: 行番号。 $shown: その行（インラインコード）。 $problem: どう直すか。
course-problem = **{ $line } 行目** { $shown } · { $problem }
course-problem-no-line = **{ $line } 行目** · { $problem }
course-outdated = この確認画面より新しいものがあります。いちばん新しい確認画面のボタンを使ってください。

# $name: 講座の名前。 $group: 名前。 $day: 日。
course-started = **講座「{ $name }」の準備ができました**（グループ：{ $group }）。第 1 週は { $day }からです。これからは、グループのランキング、みんなの進み具合、成績表に、この講座のことだけが表示されます。
course-started-how = 毎日その日の分をチャンネルに出すには、そのチャンネルでボタンを押すか、**/daily set course=** のあとにグループの名前を書いてください。

# $name: 講座の名前。 $group: 名前。 $zone: IANA のタイムゾーン。
course-title =
    ## { $name }

    { $group } · 日付は { $zone }
# $number: 第何週か。 $count: 週の数。 $due: 日。
course-this-week = **今週は第 { $number } 週です（全 { $count } 週）。** 締め切りは { $due }です。
course-this-week-free = **今週は第 { $number } 週です（全 { $count } 週）。** 新しいことはありません。残っているものを進める週です。
# $day: 日。
course-begins = **{ $day }に始まります**（全 { $count } 週）。先に読み始めてもかまいません。
course-on-holiday = **いまは休みです。** 第 { $number } 週は { $day }からです。
course-over = この講座は { $day }に終わりました。レッスンも演習も開いたままなので、いつでも続けられます。
# $share: パーセント。 $number: 第何週か。 $count: 人数。
course-together = **みんなの歩み**：第 1 週から第 { $number } 週までの { $share } % が終わりました。{ $count } 人で進めた成果です。
course-which = どのグループの講座ですか？
course-none = 入っているグループの中に、講座を開いているところはありません。
course-none-of-group = **{ $group }** ではいま講座を開いていません。
course-how = 次の月曜日から始まる講座の案を作れます。始める前に、内容を確かめられます。始まる日や長さを決めるときは、**/course draft 2026-09-07 weeks=12** のように書いてください。自分で書いたファイルは **/course upload** で送れます。
# $word: 入力された文字（インラインコード）。
course-unknown = { $word } はありません。使えるのは show、plan、draft、upload、change、restart、end です。
course-unreadable = { $word } が読み取れませんでした。
course-how-to-draft = 始まる日、コース、週の数を書いてください。例：**/course draft 2026-09-07 weeks=12 due=sunday grace=2**。書かなかったものは、こちらで決めます。
course-restart-how = 新しいクラスを始めるには、前のグループ、初日、新しい名前の順に書きます。例：**/course restart "秋のクラス" 2027-01-11 冬のクラス**。前のグループは、記録も含めてそのまま残ります。
course-upload-how = **course.toml** というファイルを送るか、中身をここに貼り付けてください。始める前に、まず確認画面をお見せします。ひな形がほしいときは **/course draft** と送ってください。確認画面にファイルが付いてきます。
course-change-how = ファイルを直して送るか、中身をここに貼り付けてください。すぐには変わりません。まず確認画面をお見せします。
# $name: 講座の名前。 $group: 名前。
course-end-sure = **{ $group }** の「{ $name }」を終えますか？ 進み具合とポイントは残ります。締め切りはなくなり、チャンネルのお題は、グループに必要なものを選んで続きます。
course-ended = 講座を終えました。同じ講座を新しいクラスで使うときは、**/course restart** と送ってください。

# $name: 講座の名前。 $group: 名前。
course-plan-title =
    ## 自分の計画

    「{ $name }」 · { $group }
# $day: 日。
course-plan-not-begun = 講座は { $day }に始まります。それまでにやることはありません。よければ、先に読んでみてください。
# $minutes: 残りの分数。
course-plan-behind = みんなに追いつくまで、あと**約 { $minutes } 分**です。次の順番が進めやすいですよ。
course-plan-with-it = みんなと同じところまで進んでいます。今週の残りは**約 { $minutes } 分**です。
course-plan-ahead = **ここまで全部終わっています。すばらしいですね！**
# $number: 第何週か。 $day: 日。
course-plan-coming = 第 { $number } 週は { $day }からです。もう開いているので、先に進めてもかまいません。
course-plan-puzzles = それまでに頭を使いたくなったら、パズルをどうぞ。
# $number: 第何週か。 $lesson: タイトル。 $minutes: 残りの分数。 $due: 日。
course-plan-lesson = 第 { $number } 週 · **{ $lesson }**：{ $minutes } 分（締め切り { $due }）
course-plan-overdue = 第 { $number } 週 · **{ $lesson }**：{ $minutes } 分
# $count: レッスンの数。
course-plan-more = そのあとに、あと { $count } レッスン
# $minutes: 一日あたりの分数。
course-plan-a-day = 一週間で分けると、一日 { $minutes } 分ほどです。
course-plan-late = 遅れてもポイントは減りません。いつ合格しても、同じだけもらえます。
course-weekly-on = **設定しました。** 講座の週が始まる日に、この計画を送ります。ほかの人には見えません。
course-weekly-off = **設定しました。** 計画はもう送りません。
button-course-draft = 講座を計画する
button-course = 講座の予定表
button-course-plan = 自分の計画
button-course-weekly-on = 毎週送ってもらう
button-course-weekly-off = 毎週の計画をやめる
button-course-follow = ここに毎日出す
button-course-change = 講座を変える
button-course-end = 講座を終える

# 一覧の中。 $name: 講座の名前。
overview-late = **「{ $name }」で遅れている分**：猶予が終わっても残っているレッスンです。
overview-nobody-late = 「{ $name }」で遅れている人はいません。
overview-late-lessons = レッスンの数
overview-late-first = 最初のレッスン

# ランキングの見出しの下。 $name: 講座の名前。
leaderboard-of-course = 講座「{ $name }」のレッスンで得たポイントです。

# 週の初日のお題の中。 $number, $count: 週。 $lessons: レッスン。 $due: 日。
course-daily-week = **第 { $number } 週（全 { $count } 週）**：{ $lessons }。締め切りは { $due }です。
course-daily-week-free = **第 { $number } 週（全 { $count } 週）**：{ $lessons }です。
course-daily-due = **第 { $number } 週のレッスンは今日が締め切りです。** もう少し時間がほしい人は、あとからでも大丈夫ですよ。
course-daily-due-soon = **第 { $number } 週のレッスンは { $day }が締め切りです。** もう少し時間がほしい人は、あとからでも大丈夫ですよ。
daily-kind-week = 講座
daily-kind-course = レッスン
# $channel, $time, $zone, $weekdays: daily-set と同じ。
daily-set-course = { $channel } の**毎日のお題**：{ $weekdays } **{ $time }**（{ $zone }）。
# $name: 講座の名前。 $group: 名前。
daily-follows = **{ $group }** の講座「{ $name }」に沿って出します。
daily-follows-none = **{ $group }** の講座に沿って出しますが、いまは講座を開いていないので、グループに必要なものを毎日一つ選びます。
daily-follow-not-yours = 沿って出せるのは、自分が入っているグループの講座です。{ $name } には入っていません。

command-course = 勉強会の講座の予定、締め切り、自分の計画を見る
command-course-show = 講座の予定表と、自分がどこまで終わったかを見る
command-course-plan = 自分に残っている分を、分数で見る
command-course-draft = 教える人向け：コースを選んで講座の案を作り、始める前に確認する
command-course-upload = 教える人向け：講座をファイルで送り、始める前に確認する
command-course-change = 教える人向け：講座をファイルで受け取って変える
command-course-restart = 教える人向け：同じ講座を新しいクラスで始める（前のクラスは残ります）
command-course-end = 教える人向け：講座を終える
command-option-start = 初日（2026-09-07 など）
command-option-weeks = 週の数
command-option-due = 締め切りの曜日
command-option-grace = 締め切りのあとの猶予の日数
command-option-course = どのグループの講座に沿って出すか
command-choice-monday = 月曜日
command-choice-tuesday = 火曜日
command-choice-wednesday = 水曜日
command-choice-thursday = 木曜日
command-choice-friday = 金曜日
command-choice-saturday = 土曜日
command-choice-sunday = 日曜日
argument-course = show、plan、draft、upload、restart

discord-name-course = 講座
discord-name-course-show = 見る
discord-name-course-plan = 計画
discord-name-course-draft = 案
discord-name-course-upload = 送る
discord-name-course-change = 変える
discord-name-course-restart = 新しいクラス
discord-name-course-end = 終える
discord-name-option-start = 初日
discord-name-option-weeks = 週の数
discord-name-option-due = 締め切り
discord-name-option-grace = 猶予
discord-name-option-course = 講座
