# サーバーなどを管理する人が、一つのチャンネルについて決めること。

# $channel: チャンネルへのリンクか、その名前。
channel-policy-normal = { $channel } では、**メンションされたとき**にコードを読みます。
channel-policy-practice = { $channel } は**練習用チャンネル**です。コードを貼るだけで読みます。
channel-policy-quiet = { $channel } は**静かなチャンネル**です。質問や提出には、本人だけに答えます。
# $name: "English" か "日本語"。
channel-language-own = ランキングなど、みんなに見える返事は、頼んだ人の言語で書きます。
channel-language = ランキングなど、みんなに見える返事の言語：**{ $name }**（本人だけへの返事は、その人の言語のままです）
channel-decided = このチャンネルの設定を変えました。
# $platform: discord、slack など。
channel-none = チャンネルごとの設定なので、{ $platform ->
        [slack] ワークスペース
       *[other] サーバー
    }のチャンネルで書いてください。
channel-practice-unheard = いまのところ、Discord から届くのは Tensei をメンションしたメッセージだけです。Tensei の運営者が、Discord の Developer Portal の「Bot」で **Message Content Intent** をオンにして再起動すると、貼られたコードを読めるようになります。
button-channel-normal = メンションされたら読む
button-channel-practice = 練習用チャンネルにする
button-channel-quiet = 静かなチャンネルにする
button-channel-language = みんなへの返事：{ $name }
button-channel-language-own = みんなへの返事：頼んだ人の言語
