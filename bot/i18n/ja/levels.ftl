# 演習の難しさと、かかる時間。書いてある演習だけ、題名の下に表示する。

# $level（"easy"、"medium"、"hard"）　$minutes：作者の見積もり（分）。
exercise-effort = 難しさ：{ $level ->
        [easy] **やさしい**
        [medium] **ふつう**
       *[hard] **難しい**
    } · 目安 { $minutes } 分
