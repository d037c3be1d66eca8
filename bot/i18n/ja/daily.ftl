# 毎日のお題: 設定と、その中の言葉。

daily-no-channel = 毎日のお題は、みんなが読むチャンネルに出します。そのチャンネルでこのコマンドを使ってください。
daily-managers-only = 毎日のお題を変えられるのは、ここの管理者だけです。いまの設定は、下のボタンで確認できます。
# チャンネルの名前がない場所。
daily-here = このチャット
# $channel: チャンネルの名前、またはリンク。
daily-off = { $channel } には、いま**毎日のお題がありません**。
# 学習者に。管理者には、下の選択肢とともに。
daily-about = 毎日のお題では、コースの続きを少しずつみんなに出します。管理者が始められます。
daily-choose = 毎日のお題では、コースの続きを少しずつみんなに出します。いつ出すかを、下で選んでください。
daily-more-in-words = 時刻と曜日は、**/daily set 9 Asia/Tokyo 平日** のように書いても決められます。一日に二つずつ出すなら **/daily set pace=2**、次に進むコースを決めるなら **/daily set then=…** と書いてください。
daily-how = **/daily set 9 Asia/Tokyo 平日** のように、時刻と曜日を書いてください。**/daily set pace=2** で一日に二つずつ、**/daily set then=…** で次に進むコースも選べます。
# $tracks: コースの名前（インラインコード）。
daily-tracks = コースは { $tracks } です。
# $word: 入力された文字（インラインコード）。
daily-unreadable = { $word } が読み取れませんでした。
daily-unknown = { $word } はありません。使えるのは set、show、skip、now、off です。
daily-is-set = **毎日のお題を設定しました。**
daily-is-kept = **設定を保存しました。** 時刻も選ぶと、毎日のお題が始まります。
# $channel: 上と同じ。 $time: 9:30 など。 $zone: IANA のタイムゾーン。 $weekdays: 曜日。
# $track: タイトル。 $pace: 一日の数。
daily-set = { $channel } の**毎日のお題**：{ $weekdays } **{ $time }**（{ $zone }）、「{ $track }」を一日 { $pace } 件ずつ。
# $at: 日時。読む人それぞれのタイムゾーンで表示される。
daily-next = 次回は { $at } です。
daily-skipped = その日は休みにしました。
# $channel: 上と同じ。
daily-already = { $channel } の今日のお題はもう出たか、休みになっています。
daily-comes = まもなく { $channel } に今日のお題が出ます。
button-daily-show = 毎日のお題
button-daily-skip = 次回を休む
button-daily-now = 今日の分をいま出す
button-daily-off = やめる

weekdays-all = 毎日
weekday-separator = ・
weekday-0 = 月
weekday-1 = 火
weekday-2 = 水
weekday-3 = 木
weekday-4 = 金
weekday-5 = 土
weekday-6 = 日

# $number: 何日目か。 $lesson: タイトル。
daily-thread = { $number } 日目 · { $lesson }
# フォーラムで、このお題に付けるタグの名前。
daily-topic = 毎日のお題
daily-title = ## { $number } 日目
# $lesson: 番号とタイトル。 $title: ページのタイトル。
daily-page = **{ $lesson } · { $title }**
daily-exercise = **今日の演習**
daily-question = **今日の問題** · 正解かどうかは、答えた本人だけに表示します。
button-daily-read = 続きを読む
# $answer: 正解。 $count: 答えた人数。 $correct: 正解した人数。
daily-yesterday = **前回の答え：{ $answer }** { $count ->
        [0] · 答えた人はいませんでした。
       *[other] · { $count } 人中 { $correct } 人が正解しました。
    }
# $title: 演習のタイトル。 $names: 学習者。
daily-solvers = **「{ $title }」を解いた人**：{ $names }
# $count: 人数。
daily-answered = これまでに { $count } 人が答えました。答えは次回みんなに表示します。
