# What those who manage a server or workspace decide for one channel.

# $channel: a link to the channel, or its name.
channel-policy-normal = In { $channel } I read code when somebody **mentions me**.
channel-policy-practice = { $channel } is a **practice channel**: just paste code there, and I read it.
channel-policy-quiet = { $channel } is a **quiet channel**: I answer whoever asks there in private.
# $name: "English" or "日本語".
channel-language-own = What everyone sees there, such as a leaderboard, is in the language of whoever asked for it.
channel-language = What everyone sees there, such as a leaderboard, is in **{ $name }**. What I tell one person alone stays in that person’s own language.
channel-decided = All right. In this channel it is like this from now on.
# $platform: discord, slack and so on.
channel-none = Please write that in a channel of the { $platform ->
        [slack] workspace
       *[other] server
    }: it is about that channel.
channel-practice-unheard = So far Discord shows me only messages that mention me. Whoever runs me can switch on **Message Content Intent** in Discord's Developer Portal (under *Bot*) and start me again. Then I read what is pasted here.
button-channel-normal = Read when mentioned
button-channel-practice = Make it a practice channel
button-channel-quiet = Make it a quiet channel
button-channel-language = For everyone in { $name }
button-channel-language-own = In the language of whoever asks
