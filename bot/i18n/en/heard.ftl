# What people type who are not asking for a command: each line holds phrases with | between them.
# They are never shown. Write them plainly: small letters, no mark at the end, no “please”.
# Both languages are listened to, whichever one the learner has chosen.

heard-stuck = help me | i'm stuck | im stuck | i am stuck | stuck | i don't understand | i dont understand
    | i do not understand | i don't get it | i dont get it | i don't know | i dont know | no idea | i'm lost | i am lost
    | what now | what do i do | what should i do | what do i do now | too difficult | too hard | this is hard | difficult
    | i give up | give up
heard-answer = answer | the answer | solution | the solution | show me the answer | show the answer | give me the answer
    | show me the solution | what is the answer | what's the answer | tell me the answer | show answer | show solution
heard-next = go on | go further | next page | next lesson page | carry on | keep going | one page on
heard-back = go back | one page back | previous page | page back | last page
heard-again = again | once more | repeat | repeat that | show it again | show me again | show again
    | where was i | where am i
heard-skip = skip | skip it | skip this | skip that | i want to skip | can i skip | can i skip this | pass on this
heard-english = english | in english | use english | speak english
heard-japanese = japanese | in japanese | use japanese | speak japanese

# Only where the message says nothing else.
heard-greeting = hello | hi | hey | hello there | hi there | good morning | good afternoon | good evening | yo | hiya
    | begin | let's begin | let's start | lets start | i'm new | i am new | new here
heard-thanks = thanks | thank you | thx | ty | cheers | thanks a lot | many thanks | thank you very much | thank you so much
    | great | nice | cool | awesome | wow | yay
heard-fine = ok | okay | k | yes | yep | yeah | sure | got it | i see | understood | i understand | alright | all right
    | right | done | finished | ready | no | nope
heard-bye = bye | goodbye | good bye | see you | see you later | good night | quit | exit | stop | enough | that's all
    | thats all | enough for today | later
