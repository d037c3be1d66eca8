# サーバーやワークスペースに追加されたときと、その設定。

arrival = **こんにちは。PyTorch を日本語と英語で教える Tensei です。** 毎日みじかいお題を出し、貼り付けられたコードを採点して、みんなの進み具合を記録します。「始める」を押すと、自分だけに見える形で試せます。

    ここの管理者は、「設定する」を押してチャンネルと時刻を選んでください。
# $place: サーバーやワークスペースの名前。
arrival-inviter = **「{ $place }」に追加してくれて、ありがとうございます。** あと一つだけお願いします。毎日のお題を出したいチャンネルで **/setup** と送ってください。時刻や言語、返事を出す場所を選べて、必要な権限がそろっているかも確認できます。
button-setup-start = 始める
button-setup = 設定する

setup-title = **Tensei の設定です。** 変えたいところから選んでください。あとから、いつでもここで変えられます。
setup-managers-only = ここを設定できるのは管理者だけです。学ぶだけなら、**/start** ですぐに始められます。
# $word: 入力された文字（インラインコード）。
setup-unknown = { $word } はありません。使えるのは **/setup** と **/setup check** です。
setup-daily = ### 毎日のお題
setup-check-title = **チャンネルごとの権限**
# $channel: チャンネルの名前、またはリンク。 $missing: 足りないもの（権限の名前など）。
setup-channel-lacks = ✗ { $channel }：{ $missing }
# $missing: 上と同じ。チャンネルの名前を含むもの。
setup-channel-refuses = ✗ { $missing }
setup-channel-complete = ✓ { $channel }：必要な権限がそろっています。
setup-channel-unknown = ？ { $channel }：いまは確認できませんでした。少ししてから、もう一度試してください。
# $count: 一覧にないチャンネルの数。
setup-more-channels = ほかの { $count } チャンネルは確認していません。そのチャンネルで **/setup** を使うと確認できます。
button-setup-check = すべてのチャンネルを確認
button-setup-check-again = もう一度確認

# Discord の権限の名前。設定画面の表記に合わせる。
permission-read-messages = チャンネルを見る
permission-send-messages = メッセージを送信
permission-send-messages-in-threads = スレッドでメッセージを送信
permission-create-public-threads = 公開スレッドの作成
permission-read-message-history = メッセージ履歴を読む
permission-attach-files = ファイルを添付
# $permissions: 権限の名前。
permissions-missing = { $permissions }を許可してください

# $zone: IANA のタイムゾーン。
daily-menu-time = 何時に出しますか？（{ $zone } の時刻）
daily-menu-zone = みなさんのところでは、いま何時ですか？
daily-menu-days = どの曜日に出しますか？
daily-menu-language = どの言語で出しますか？
button-daily-set = 設定する
daily-days-every = 毎日
daily-days-working = 月曜日から金曜日
daily-days-weekend = 土曜日と日曜日
