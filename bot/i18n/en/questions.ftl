# Answers to questions in words.

# Where nothing is found. Three buttons with examples follow.
question-none = I found nothing about that in the lessons. I can answer short questions about PyTorch, one at a time, such as:
# Where a question may mean one of a few things. A button for each follows.
# $count: how many there are.
question-unsure = I am not sure what you mean. { $count ->
        [one] Is it this?
       *[other] Is it one of these?
    }
# $term: what a button asks about, such as “tensor” or “view / reshape”.
button-ask = { $term }: what is that?
# Below an answer whose subject no page explains. A button to the nearest page follows.
question-nearest = No page explains this yet; this is the nearest one:
# An answer that is no longer there, behind an old button.
question-gone = This answer is no longer here. Just ask me in your own words.

# How questions are asked: each line holds phrases with | between them. They are never shown. Write them as in heard.ftl.
# Both languages are recognized, whichever one the learner has chosen.
asked-what = what is | what's | whats | what are | what | explain | define | definition of
    | tell me about | tell me | tell me what | describe | meaning of | waht is | wat is | wht is
asked-how = how | how do i | how to | how can i | how do you | how does | how did | usage of | usage | use of | way to | example of
    | example | can i | should i | when do i | when to | when should i | when
asked-why = why | why is | why does | why do | how come | what for | purpose of | reason for
asked-difference = difference | differences | difference between | different from | vs | versus | compared to | compare
    | or | instead of | rather than | the same as | same as | better
asked-error = error | errors | exception | problem | problems | wrong with | fail | fails | failed | warning
    | runtimeerror | valueerror | typeerror | traceback | fix
asked-unclear = don't understand | do not understand | don't get | confused | confused about | confusing | unclear | not clear
    | help with | help me with | question about | struggling with | understand | need help with | no idea
# Only at the end of a question.
asked-at-end = mean | means | meaning | explained | please | pls | used for | needed | work | works | for | return | returns
    | anything | exactly | in simple words | in pytorch | in torch | one | there | about
# How a question begins, and the verbs that then do not tell what it is about.
asked-with-does = what does | what do | what did
asked-after-does = mean | do | return
# What makes a question of a sentence that begins with it.
asked-opening = does | do | did | is | are | can | could | should | will | would | which | when | where | any
# What everything here is about.
asked-context = torch | pytorch
# Words of names that people use every day: alone they do not show that a question is about PyTorch.
asked-everyday = if | for | in | while | def | with | print | view | stack | cat | repeat | expand | batch | loss | weight | bias | shape | size | item | device | memory | leaf | step
    | model | train | sum | mean | average | total | max | min | graph | layer | label | target | range | slice | index | copy | split | sort | where
    | save | load | install | version | error | list | number | element | value | function | network | forward | name | data | type | time
    | measure | speed | plot | freeze | learn | predict | prediction | parameter | column | row | machine | bench | mask | seed | place | accuracy | adam | amp | attention | cast | ce | channel | checkpoint | chunk | clone | correction | criterion
    | descent | differentiate | dimension | diverge | dot | functional | float | inf | installation | largest | leave | leaves | linear | logistic
    | meta | momentum | module | multiply | objective | propagation | scheduler | sequential | shuffle | single | slope | squared | super | tile
    | track | tracking | transform | transformer | variable | variance | normalize | benchmark | kernel | exclusive | finite | cost | test | active | zero | one
    | same | call | long | double | int | no | none | not | to | from | without | big | small | large | change | join | combine | class | own
# Words of somebody who tells something, and asks nothing.
asked-told = done | finished | i passed | it passed | tests passed | passed all | love | thanks | thank | great | cool | nice | finally | solved | lol | relief
# Words that do not tell what a question is about.
asked-filler = exactly | own | lot | together | a | an | the | is | are | was | were | be | been | am | i | i'm | im | my | me | we | our | us | it | its | it's | they
    | this | that | these | those | there | do | does | did | have | has | had | get | gets | got | getting | can | could | would | should
    | will | of | in | on | at | for | with | by | as | and | but | so | then | than | about | please | pls | plz
    | which | who | where | whats | want | need | needs | know | use | used | using | work | works | working | made | call
    | called | calling | say | says | give | gives | just | really | actually | even | still | also | very | too | some | any | all | here
    | always | must | let | like | hi | hello | hey | ok | um | uh | well | yet | after | before | thing | things | happens
    | happen | when | mean by | code | python | term | word | find | try | trying | turn | takes | take
    | something | return | returns | function | method | way | do i have to | have to | whether | two | three | want to | need to | try to | trying to | able to | i have to | can you tell me | can you explain | could you explain
    | could you tell me | can you please | simple words | simply | again | back | someone | anyone
