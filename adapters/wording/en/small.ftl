# Small things beside the work: how something feels, trifles, a step back, and going to a meeting.

step-aside-break = Shall we take a break?
    .purpose = Any objection to this break? If nobody who is here objects in time, we take it.
    .why = A break is no decision about the matter. A few seconds are enough, and anyone can say no.
    .say = Any objection to a break? I wait a moment and look at each of you.
    .not-now = The topic itself.
    .helps = Say until when.
step-aside-speaking-order = Shall we speak in this order?
    .purpose = Any objection to this order of speaking? If nobody who is here objects in time, we keep to it.
    .why = How we talk may be settled quickly, as long as anyone can say no.
    .say = Any objection to this order? I wait a moment.
    .not-now = The topic itself.
    .helps = Let people who would like to think first speak later.
step-aside-process-round = Shall we step back?
    .purpose = Any objection to a round about how we work? If nobody who is here objects in time, it begins.
    .why = When it drags, one round about the way of working often helps more than another one about the topic.
    .say = Any objection to stepping back for one round? We go on afterwards exactly where we are.
    .not-now = The topic itself.
    .helps = Say what you noticed.
step-waiting-for-a-meeting = Waiting for a meeting
    .purpose = The circle talks about this when it meets. Nothing is collected until then, and answers given so far no longer count.
    .why = Some things need to be heard by each other. Anyone may ask for that, without a reason.
    .say = We take this up when we are together. It is on the list of topics.
    .not-now = Answers. Everyone is asked again then.
    .helps = Whoever facilitates takes it up again as soon as the circle is together.

carried-break = Nobody objects to the break.
carried-speaking-order = Nobody objects to this order.
carried-process-round = Nobody objects to stepping back for a round.
carried-by-silence = Nobody who was here objected in time, after { $person } had asked. Silent: { $people }. This was about how we go on and decides nothing else.

closed-ProcessRoundClosed = We go on exactly where we were.
closed-SentToMeeting = This went to a meeting. Answers given until then no longer count; everyone is asked again.
closed-BroughtBack = We take it up again.

fact-SilenceSufficed = Nobody present objected in time. Silent: { $people }
fact-ProcessRoundBegan = The circle steps back to look at how it works.
fact-ProcessRoundClosed = The circle goes on where it was.
fact-RoundAborted = { $person } ends the round early, with a reason. Silence is not read as consent.
fact-SentToMeeting = It waits for a meeting. Answers given so far no longer count.
fact-BroughtBack = The circle takes it up again.

board-temperature-title = How does it feel? ({ $number })
board-temperature = This is a mood and no decision. It binds nobody.
board-felt = { $feeling }: { $people }
board-temperature-until = It closes on { $until }, or when the person who asked closes it.
board-temperature-closed = It is closed.
board-trifle = If nobody who is here objects until { $until }, we do it.
board-held = This waits, as it is.

feeling-up = Feels good
feeling-flat = Neither good nor bad
feeling-down = Does not feel good
stance-agreement = In agreement
stance-reservations = With reservations
stance-stand-aside = Would stand aside
stance-block = Would not go along at all
scale-hands = Up, flat or down
scale-stances = Four words, from agreement to no
trifle-break = A break
trifle-speaking-order = Who speaks when
trifle-process-round = A round about how we work

do-AskTemperature = How does this feel?
    .hint = Ask for a mood. It decides nothing and is not kept with the decisions.
do-ShowTemperature = Say how it feels ({ $target })
    .hint = Up, flat or down. You can change it as long as it is open.
do-ShowStance = Say where you would stand ({ $target })
    .hint = A mood in four words. Here none of them stops anything.
do-CloseTemperature = Close this check ({ $target })
    .hint = You asked, so you say when it is enough.
do-AskTrifle = Ask about a trifle
    .hint = A break, the order, a step back: if nobody here objects within a minute, we do it.
do-OpenProcessRound = Step back for a round
    .hint = Where are we, what next? Everything goes on afterwards exactly where it was.
do-AbortRound = End this round
    .hint = Not everyone has had their turn. Say why, so that everyone knows.
do-EscalateToMeeting = Take it to a meeting
    .hint = Anyone may, without a reason. Answers given so far no longer count.

blank-scale = In which words?
blank-feeling = How does it feel?
blank-stance = Where would you stand?
blank-trifle = What is it about?
blank-AskTemperature-text = How does what feel?
blank-AskTrifle-text = What do you suggest?
blank-OpenProcessRound-text = What did you notice?
blank-AbortRound-text = Why do we end it here?

receipt-temperature = Noted. It is a mood and decides nothing; you can change it.
receipt-temperature-asked = Your question is there for everyone, beside what we are doing.
receipt-temperature-closed = Closed. It stays to be read, and decides nothing.
receipt-process-round = We step back for a round. What we were doing waits as it is.
receipt-aborted = The round is over, with your reason. We go on.
receipt-to-meeting = It waits for a meeting now, on the list of topics. Everyone is asked again then.

refusal-not-together = Silence says something only while people sit together. Ask in a meeting, or ask everyone for an answer.
refusal-sealed-now = Answers are given unseen at the moment, and a mood would tell them. Ask again when they are open.
refusal-consent-not-cut = A consent question is heard to the end. If it does not work like this, change the text: then everyone is asked anew.

script-smaller = A new agreement is not the first thing to think of:
script-switch = This has gone round without bringing much. Try another way: offer a text yourself, suggest how to go on, split the question, or ask what makes it hard.

setting-fast-consent-seconds = Seconds to object to a trifle (a break, the order)

glossary-temperature = Temperature check
    .line = How something feels to people right now. It decides nothing.
glossary-process-round = Process round
    .line = A round about how the circle is working, not about the topic.
