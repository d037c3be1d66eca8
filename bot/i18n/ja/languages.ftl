# レッスンの言語。ボットとは別の言語で書かれたコースもある。

# $name: 言語の名前（language-called）。
lesson-only-in = このコースは{ $name }だけです。
lesson-shown-in = このコースには日本語版がないので、{ $name }で表示しています。

# $code: 言語のコード。日本語での名前。
language-called =
    { $code ->
        [en] 英語
        [ja] 日本語
        [zh] 中国語
        [ko] 韓国語
        [fr] フランス語
        [de] ドイツ語
        [es] スペイン語
        [pt] ポルトガル語
        [it] イタリア語
        [nl] オランダ語
        [pl] ポーランド語
        [uk] ウクライナ語
        [ru] ロシア語
        [tr] トルコ語
        [vi] ベトナム語
        [th] タイ語
        [ind] インドネシア語
        [hi] ヒンディー語
       *[other] { $code }
    }
# $code: 言語のコード。その言語での名前。
language-itself =
    { $code ->
        [en] English
        [ja] 日本語
        [zh] 中文
        [ko] 한국어
        [fr] Français
        [de] Deutsch
        [es] Español
        [pt] Português
        [it] Italiano
        [nl] Nederlands
        [pl] Polski
        [uk] Українська
        [ru] Русский
        [tr] Türkçe
        [vi] Tiếng Việt
        [th] ไทย
        [ind] Bahasa Indonesia
        [hi] हिन्दी
       *[other] { $code }
    }
