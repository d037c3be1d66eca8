# course.toml のどこを、どう直せばよいか。どれも一つの行についての文。

# $most: 文字数。
course-file-too-long = ファイルが { $most } 文字を超えています。一週間分のレッスンは一行にまとめ、講座に関係のない部分は消してください。
course-file-empty = まだ何も書かれていません。`name = "…"` と `start = 2026-09-07` から始めてください。
course-file-no-toml = この行を読み取れませんでした。言葉は `zone = "Asia/Tokyo"` のように二重引用符で囲みます。一覧は `lessons = ["tensors"]` のように角かっこで囲み、日付は `2026-09-07` のように月と日を二桁で書きます。週ごとの始まりには `[[week]]` だけの行を書きます。
# $field: 書かれていたもの。 $nearest: 近い項目名。
course-file-unknown-field-nearest = { $field } という項目はありません。{ $nearest } のことでしょうか？
# $known: 使える項目。
course-file-unknown-field = { $field } という項目はありません。使えるのは { $known } です。
course-file-missing-name = 名前がまだありません。`name = "みんなで深層学習"` のような行を足してください。
course-file-missing-start = 始まる日がまだありません。`start = 2026-09-07` のような行を足してください。
course-file-missing-zone = タイムゾーンがまだありません。`zone = "Asia/Tokyo"` のような行を足してください。
course-file-missing-tracks = 学ぶ内容がまだありません。`tracks = ["pytorch-basics"]` のような行を足してください。
course-file-missing-weeks = 週がまだありません。`weeks = 12` と書けば、レッスンを十二週に振り分けます。自分で決めるなら、週ごとに `[[week]]` と、その下に `lessons = ["tensors"]` を書いてください。
# $most: 文字数。
course-file-bad-name = 名前は 1 から { $most } 文字で、`name = "みんなで深層学習"` のように二重引用符で囲んでください。
course-file-bad-title = 見出しは { $most } 文字までで、`title = "テンソル"` のように二重引用符で囲んでください。
course-file-bad-start = 始まる日は、`start = 2026-09-07` のように年・月・日で書いてください。
course-file-bad-due-of-week = その週の締め切りは、`due = 2026-09-13` のように年・月・日で書いてください。
# $example: タイムゾーン。
course-file-bad-zone = このタイムゾーンは見つかりませんでした。`zone = "{ $example }"` のように、地域と都市の名前で書いてください。
# $known: 使えるコース。
course-file-bad-tracks = コースは、`tracks = ["pytorch-basics"]` のように、名前を二重引用符で囲んで一回ずつ並べてください。使えるのは { $known } です。
# $name: 書かれていたもの。 $nearest: 近いもの。 $known: 使えるもの。
course-file-unknown-track-nearest = { $name } というコースはありません。{ $nearest } のことでしょうか？
course-file-unknown-track = { $name } というコースはありません。使えるのは { $known } です。
course-file-unknown-lesson-nearest = { $name } というレッスンはありません。{ $nearest } のことでしょうか？
course-file-unknown-lesson = { $name } というレッスンはありません。使えるのは { $known } です。
# $name: レッスン。 $track: そのレッスンがあるコース。
course-file-lesson-elsewhere = レッスン { $name } はコース { $track } にあります。`tracks` にそのコースを足すか、レッスンを外してください。
# $number: 同じレッスンがすでにある週。
course-file-lesson-twice = レッスン { $name } はすでに第 { $number } 週にあります。どちらか一つにしてください。
course-file-bad-due = 締め切りの曜日は `due = "sunday"` のように書いてください。この行がなければ、各週の最後の日が締め切りです。
# $most: 日数。
course-file-bad-grace = 猶予の日数は、`grace = 2` のように 0 から { $most } までの整数で書いてください。
course-file-bad-holidays = 休みは、`holidays = [2026-09-21, "2026-12-28 to 2027-01-03"]` のように、日付か { $most } 日までの期間を並べてください。
# $most: 週の数。
course-file-bad-weeks = 週の数は、`weeks = 12` のように 1 から { $most } までの整数で書いてください。
course-file-bad-week = 週の始まりは、二重の角かっこで `[[week]]` とだけ書いた行です。{ $most } 週まで書けます。
course-file-weeks-twice = `weeks = …` と `[[week]]` の両方があります。どちらか一つにしてください。
# $number: 週の番号。
course-file-bad-lessons = 第 { $number } 週のレッスンを、`lessons = ["tensors"]` のように、名前を二重引用符で囲んで並べてください。追いつくための週なら `lessons = []` と書きます。
# $begins: 日付。
course-file-due-early = 第 { $number } 週は { $begins } に始まるので、締め切りをそれより前にはできません。もっとあとの日を書いてください。
