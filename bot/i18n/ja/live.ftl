# /live：みんなで一つの演習に取り組む間、進み具合を数えて見せるメッセージ。

live-usage = **/live** のあとに演習を書くと始まります（例：**/live evens**）。時間は 20 分です。**/live evens 10** のように分数も決められます。早めに終えるときは **/live end** と送ってください。
live-no-channel = ライブ授業は、みんなが見るチャンネルで行います。そのチャンネルで、もう一度このコマンドを送ってください。
live-teachers-only = ライブ授業を始められるのは、グループを教える人と、ここの管理者です。**/group create** のあとに名前を書けば、自分のグループを作れます。
# $name: 入力された文字（インラインコード）。
live-exercise-unknown = { $name } という演習はありません。
# $title: いちばん近い演習の題名。
live-nearest = 「{ $title }」で始める
live-which-group = どのグループの提出を数えますか？
live-group-unknown = 自分が教えているグループに { $name } はありません。どのグループの提出を数えますか？
# $title: 演習の題名。 $group: グループの名前（インラインコード）。 $minutes: 分数。
live-started = **「{ $title }」のライブ授業を始めます**（{ $minutes } 分間）。まもなく、このチャンネルにメッセージが出ます。{ $group } のメンバーの提出を数えますが、名前は出しません。
live-running = このチャンネルでは「{ $title }」のライブ授業が進行中です。次を始めるときは、先にこちらを終えてください。
live-none = ここで進行中のライブ授業はありません。
live-ended = ライブ授業を終えました。最後の結果は、チャンネルのメッセージに残ります。
live-button-end = 終える

# チャンネルのメッセージ。
# $title: 演習の題名。
live-title = ## ライブ：{ $title }
live-thread = ライブ：{ $title }
# $function: 演習の関数。 $until: 時刻。読む人それぞれのタイムゾーンで表示される。
live-how = `{ $function }` を書いて、ここか Tensei へのダイレクトメッセージに貼り付けてください。何度でも試せます。**{ $until }** まで、みんなの結果をここで数えます。名前は出ません。
live-over = **ライブ授業はここまでです。みなさん、お疲れさまでした！** このあとも、好きなときに続けられます。
live-nobody = まだ提出はありません。
# $passed, $tried: 人数。 $tries: 提出の数。
live-counts = **{ $tried } 人のうち { $passed } 人が合格** · 提出 { $tries } 回
# $count: 提出の数。
live-ungraded = 採点中 { $count } 件
# $count: 人数。
live-mistake = { $count } 人がつまずいたところ：
