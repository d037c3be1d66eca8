# Languages of lessons, of which a track may have others than the bot.

# $name: its name, as language-called says it.
lesson-only-in = *This track is in { $name } only.*
lesson-shown-in = *This track is not in English. Here it is in { $name }.*

# $code: of the language. This is its name in English.
language-called =
    { $code ->
        [en] English
        [ja] Japanese
        [zh] Chinese
        [ko] Korean
        [fr] French
        [de] German
        [es] Spanish
        [pt] Portuguese
        [it] Italian
        [nl] Dutch
        [pl] Polish
        [uk] Ukrainian
        [ru] Russian
        [tr] Turkish
        [vi] Vietnamese
        [th] Thai
        [ind] Indonesian
        [hi] Hindi
       *[other] { $code }
    }
# $code: of the language. This is its name in that language.
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
