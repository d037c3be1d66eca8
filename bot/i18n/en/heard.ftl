# What people type who are not asking for a command by its name: each line holds phrases with | between them.
# They are never shown. Write them plainly: small letters, no mark at the end, no “please” and no “can you”.
# Both languages are recognized, whichever one the learner has chosen.

# What a command does, in other words: heard-do-COMMAND.
heard-do-help = what can you do | what do you do | what can you do for me | what are you | who are you | what is this | what is this bot
    | how does this work | how does this bot work | how do you work | how do i use you | how do i use this | how do i use this bot
    | how to use this | how to use this bot | what can i do | what can i do here | what can i ask | what can i ask you | instructions
    | all commands | list of commands | list commands | show commands | commands | what commands are there | need help with the bot | help menu
heard-do-start = start | begin | let's begin | let's start | lets start | lets begin | start learning | get started | let's go | lets go
    | how do i start | how to start | how do i begin | how do i get started | where do i start | where do i begin | where should i start
    | begin the course | start the course | start the lessons | learn pytorch | i'm new | i am new | new here | i'm a beginner
    | i am a beginner | show all lessons | all lessons | list of lessons | what lessons are there
    | another lesson | other lessons | choose a lesson | choose another lesson | the previous lesson | previous lesson | the lesson before | go back to the previous lesson | switch lessons
    | how many lessons are there | how long does it take | how long does the course take | how long will it take
heard-do-next = go on | continue where i left off | pick up where i left off | continue from where i stopped | go further | next page | next lesson page | carry on | keep going | one page on | the next page | move on
    | continue from yesterday | continue from last time | continue reading | go to the next page | turn the page | next one
heard-do-back = go back | one page back | previous page | page back | last page | the previous page | go back a page
    | go back one page | the page before
heard-do-again = again | once more | repeat | repeat that | repeat it | show it again | show me again | show again | where was i
    | where am i | one more time | show that again
heard-do-skip = skip | skip it | skip this | skip that | skip this one | skip this exercise | pass on this | do it later
heard-do-exercise = the next exercise | next exercise | new exercise | another exercise | an exercise | exercise | next task | next problem
    | next challenge | another one | another problem | practice | practise | a problem to solve | something to solve | a task
    | something to practice | more exercises | current exercise | my exercise | what is my exercise | what is my task
heard-do-lesson = the lesson | lesson | next lesson | the next lesson | current lesson | continue the lesson | go on with the lesson
    | my lesson | read on | keep reading
heard-do-quiz = quiz | the quiz | quiz me | a quiz | test me | ask me something | ask me a question | test my knowledge | next question
    | another question
    | take the quiz again | quiz again | retake the quiz | can i retake the quiz | repeat the quiz | redo the quiz
heard-do-hint = hint | a hint | the hint | another hint | next hint | one more hint | a clue | clue | a tip | give me a tip | some help with this exercise
heard-do-review = review | reviews | my reviews | what is due | what do i have to review | what should i review | repetition
    | remind me | remind me every day | remind me each day | daily reminder | set a reminder | can you remind me
heard-do-progress = progress | my progress | my points | my score | how many points do i have | how many points have i got | checklist | my checklist | what can i do now that i have learned it
    | what is my score | how am i doing | how far am i | how far have i got | what have i done so far | my streak | what's my score
heard-do-leaderboard = who's leading | who is leading | leaderboard | the leaderboard | ranking | the ranking | who is first | who's first | who is winning | who is in the lead
    | who has the most points | what is my rank | my rank
heard-do-group = my group | my groups | groups | study group | study groups
heard-do-settings = settings | my settings | change my time zone | change my timezone | set my time zone | set my timezone
    | hide me | hide my name | i do not want to be on the leaderboard | take me off the leaderboard
heard-do-privacy = delete everything you know about me | forget me | privacy | my data | delete my data | delete me | delete my account | delete everything | export my data
    | what do you know about me | what do you store | what do you save about me | is my data safe
heard-do-daily = daily | daily prompt | the daily prompt | today's prompt
heard-do-status = status | are you there | are you online | are you alive | are you working | is the grader running | is the bot down
heard-do-english = english | in english | use english | speak english | switch to english | change to english
heard-do-japanese = japanese | in japanese | use japanese | speak japanese | switch to japanese | change to japanese

# Requests and questions about the learner's own work.
heard-help-me = help me | help me out | need help | i need help | i'm stuck | im stuck | i am stuck | stuck | stuck here | i'm lost | i am lost | im lost
    | what do i do | what am i supposed to do | what am i doing wrong | what is wrong | what's wrong | whats wrong
    | where is my mistake | why is it wrong | what did i do wrong | i don't know what to do | i dont know what to do
    | don't know what to do | how do i do this | how do i solve this | how do i do this exercise | how to do this
heard-next-step = what should i do next | what now | now what | what do i do now | what do i do next | what next | what's next | whats next
    | what is next | what comes next | what should i do | what should i do now | what else | and now | what should i learn next
    | what to do next | where do i go from here | next step
    | how much should i do today | what should i do today | how much should i do a day | how much should i do each day
heard-answer = answer | the answer | solution | the solution | show me the answer | show the answer | give me the answer
    | show me the solution | what is the answer | what's the answer | tell me the answer | show answer | show solution
    | give me the solution | show me the code | just tell me the answer | just give me the answer | tell me the solution
    | the correct answer | give me the correct answer | the right answer | solve it for me | do it for me | write it for me
    | write the code for me | give me the code | what is the solution | the answers | i want the answer | see the solution | see the answer
heard-not-working = my code does not work | my code doesn't work | my code doesnt work | my code isn't working | my code is not working
    | it does not work | it doesn't work | it doesnt work | it's not working | its not working | it is not working | not working
    | doesn't work | doesnt work | does not work | this does not work | this doesn't work | this isn't working | nothing works
    | nothing happens | my code is broken | it's broken | code not working | why doesn't it work | why does it not work
    | why doesn't my code work | my program does not work | it fails | my code fails | it crashes | it won't run | it wont run
    | my function does not work | something is wrong | something is wrong with my code | fix my code | debug my code
heard-error = i got an error | i get an error | i'm getting an error | im getting an error | getting an error | there is an error
    | there's an error | an error | error | it says error | it gives an error | it gives me an error | it throws an error | errors
    | i have an error | got an error | keep getting an error | i keep getting an error | keep getting errors | it shows an error
    | error message | there was an error | what is this error | what does this error mean | what does the error mean | why the error
heard-is-right = is this right | is this correct | is it right | is it correct | is that right | is that correct | is this ok | is this okay
    | is that ok | is it ok | am i right | did i do it right | did i do this right | did i get it right | is my answer right
    | is my answer correct | is my code right | is my code correct | is my solution right | is my solution correct | did it pass
    | did i pass | right or wrong | is this good | does this look right | does this look ok | does it look right | is this the right way
    | does my code work | check this | check my code | check it | check my answer | grade this | grade it | grade my code
    | look at my code | review my code | have a look at my code | is this fine
heard-how-to-send = how do i submit my code | how do i submit | how do i send my code | how do i send code | how to submit | how to submit code
    | where do i paste my code | where do i write my code | where do i send my code | where do i submit | where do i put my code
    | where do i type my code | how do i paste code | how do i hand it in | where should i paste my code | how do i post code
    | how do i get my code graded | how is my code graded | how do i format code | how do i post my code
heard-points = do hints cost points | do hints cost anything | does a hint cost points | does a hint cost anything | what does a hint cost | do i lose points for hints | do i lose points for a hint
    | do i lose points for wrong answers | do i lose points if i fail | do i lose points when i fail | how many points is an exercise | how many points is an exercise worth | how do points work
    | how many tries do i have | how many times can i try | how many attempts do i have | is there a limit of tries
heard-retry = undo | can i undo that | can i take that back | i sent the wrong code | i pasted the wrong code | can i resubmit | resubmit | how do i resubmit | can i submit again | can i try again | can i do it again | can i redo it

# Small talk.
heard-stuck = i don't understand | i dont understand | i do not understand | i don't get it | i dont get it | i do not get it | i don't know
    | i dont know | i do not know | don't know | dont know | idk | no idea | no clue | i have no idea | i'm confused | im confused | confused
    | i am confused | this makes no sense | makes no sense | i don't understand this | i don't understand anything
    | i don't understand any of this | i forgot | i give up | give up | impossible | i can't do it | i cant do it | i can't | i can't do this
heard-hard = too difficult | too hard | this is hard | difficult | hard | this is difficult | this is too hard | it's hard | it's too hard | so hard
    | that's hard | this is too difficult | it's difficult | too difficult for me | too hard for me | this is so hard | very hard
    | really hard | i find this hard | this exercise is hard | that was hard | i hate this | i hate it | this sucks | frustrating
    | this is frustrating | so frustrating | i'm bad at this | i am bad at this | i'm too stupid | i'm dumb | i suck at this
heard-done = i did it | did it | i made it | done | finished | ready | it works | it works now | it worked | that works | works | works now
    | passed | i passed | finally passed | finally | i finally did it | i solved it | solved | solved it | i finished | i'm done | im done
    | i am done | all done | yay it works | finally works | got it to work | it passed | i got it to work | completed | i have finished
    | i've finished | i finished the lesson | i finished the exercise | i read it | read it
heard-thanks = thanks | thank you | thx | ty | tysm | cheers | thanks a lot | many thanks | thank you very much | thank you so much
    | that helped | that helped a lot | this helped | thanks for that | thanks for the help | thanks for your help | appreciate it
    | much appreciated | helpful | that was helpful | very helpful | so helpful
heard-praise = great | nice | cool | awesome | wow | yay | amazing | perfect | excellent | brilliant | neat | wonderful | fantastic | super | sweet
    | you are great | you're great | you are awesome | you're awesome | you are amazing | good bot | nice bot | best bot | good job | well done | nice one
    | that's great | that's cool | this is great | this is cool | this is fun | fun | i like this | i like it | i like you | i love this | i love you
    | love it | so cool | very good | good | interesting | very interesting | that's interesting | impressive | you are the best | hooray | woohoo
heard-fine = ok | okay | k | kk | yes | yep | yeah | yup | ya | sure | got it | i see | understood | i understand | alright | all right | right
    | makes sense | that makes sense | ah | ah ok | oh | oh ok | i get it | now i get it | now i understand | fair enough | ok got it | true enough
    | sounds good | will do | fine | of course | aha | hm ok
heard-no = no | nope | nah | no thanks | no thank you | not now | not yet | not really | not today | never mind | nevermind | nvm
    | forget it | don't | no need | not necessary | i'm fine | i'm good | it's fine | maybe later | nothing | wrong | that's wrong
heard-tired = i'm tired | im tired | i am tired | tired | so tired | i'm so tired | im so tired | i am so tired | i'm so tired today
    | im so tired today | sleepy | i'm sleepy | im sleepy | exhausted | i'm exhausted | i need a break | need a break | break time
    | my head hurts | i have a headache | i can't anymore | i can't think anymore | i'm hungry | im hungry | hungry | no energy | i'm done for today
heard-bored = boring | this is boring | so boring | bored | i'm bored | im bored | i am bored | it's boring | that's boring | i'm so bored
    | not interesting | too easy | this is too easy | that was easy | easy | too boring | meh
heard-laugh = lol | haha | hahaha | hahahaha | lmao | rofl | hehe | xd | lolol | lmfao | ha | kidding | just kidding | jk | funny | that's funny
heard-sorry = sorry | oops | i'm sorry | im sorry | my bad | my mistake | pardon | excuse me | whoops | ups | sry | apologies | wrong channel
    | wrong chat | wrong window | ignore that | ignore me | ignore this
heard-cheer = i'll try | i will try | i'll try again | let me try | let me try again | trying again | i'll do my best | i'll keep going
    | one more try | i'll try that | trying | i will try again | i'm trying | let's try again | i'm working on it | working on it | wait | hold on
    | one moment | one sec | just a moment | give me a minute
heard-greeting = hello | hi | hey | hello there | hi there | hey there | good morning | good afternoon | good evening | morning | yo | hiya | heya
    | howdy | greetings | nice to meet you | hello everyone | hi everyone | how are you | how are you doing | what's up | whats up | sup
    | hi all | hello world
heard-bye = bye | bye bye | goodbye | good bye | see you | see you later | see you tomorrow | see you next time | see ya | cya | good night | gn
    | quit | exit | stop | enough | that's all | thats all | enough for today | that's enough for today | later | ttyl | that's all for today
    | that's it for today | i have to go | gotta go | i'm off | i'm leaving | done for today | till tomorrow | have a nice day | take care
