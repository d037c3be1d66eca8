# いまの状況についての言葉。受付、順番、/status。

# $count: 数。
span-seconds = { $count } 秒
span-minutes = { $count } 分

# $most: 1 分間の上限。 $waiting: 待っている件数。 $span: 上の言い方による時間。
rate-limit-per-minute = **少し待ってください。** 提出と実行は、1 分間に { $most } 回まで受け付けています。今回の分は受け付けていませんが、これまでの記録はそのままです。{ $span }後に、同じものをもう一度送ってください。
rate-limit-unfinished = **まだ { $waiting } 件が順番を待っています。** 今回の分は受け付けていませんが、これまでの記録はそのままです。どれかの結果が出たら、同じものをもう一度送ってください。
rate-limit-queue-full = **いまはとても混み合っていて、これ以上受け付けられません。** これまでの記録はそのままです。およそ { $span }後に、同じものをもう一度送ってください。
rate-limit-code = 送ってもらったコード

# $ahead: 先に待っている件数。 $span: 上の言い方による時間。
place-ahead = 先に { $ahead } 件あります。
place-ahead-wait = 先に { $ahead } 件あります。順番まで約 { $span }です。
place-no-grader = いま動いている採点サーバーがありません。送ってもらったものは預かっているので、準備ができしだい順番が来ます。

# 時間のかかる採点や実行を待つ間。 $ahead: 先にある件数。 $left・$spent: 上の言い方による時間。
pending-ahead = 先に { $ahead } 件あります · { $spent }経過
pending-ahead-wait = 先に { $ahead } 件、あと約 { $left }です · { $spent }経過
pending-running = いま動かしています · { $spent }経過

# /status。 $waiting・$running: 件数。 $span: 上の言い方による時間。
command-status = 採点サーバーと順番待ちの様子を見る
status-queue-empty = { $running ->
        [0] **順番待ちはありません。** いま送れば、すぐに動かします。
       *[other] **順番待ちはありません。** いま { $running } 件を動かしています。
    }
status-queue = **{ $waiting } 件が順番を待っています。** いま { $running } 件を動かしています。いちばん長く待っている人は { $span }です。
status-go-on = レッスン、クイズ、ヒントは、いつでも使えます。
status-no-grader = **いま動いている採点サーバーがありません。** 送ってもらったものは預かり、準備ができしだい採点します。

# $running: 動かしている件数。 $most: 同時に動かせる件数。 $spares: 待機している子プロセスの数。
# $name: 採点サーバーの名前か番号。
status-head-name = 採点サーバー
status-head-state = いま
status-head-devices = デバイス
status-head-walls = サンドボックス
status-head-versions = バージョン
status-at-work = { $most } 件中 { $running } 件を実行中、待機 { $spares }
status-silent = { $span }前から応答なし
status-no-walls = なし
status-other-lessons = 採点サーバー **{ $name }** の教材はこのボットの教材と違うので、両方にある演習だけを受け持ちます。
