# Short words and lines for the things a process knows.

status-raised = not yet said back
status-understood = understood
status-qualified = we look for what meets it
status-amended = a changed text is on the table
status-integrated = met
status-withdrawn = withdrawn
status-disqualified = does not stand after the test this circle chose
status-moot = closed, because its author has left and nobody took it up, or the text it was about is gone
status-parked = parked
status-escalated = passed to the broader circle

change-clarity = Clearer words, same meaning
change-substance = A change in what it says
change-rewrite = A rewrite: questions and reactions again

matter-policy = An agreement
matter-removal = The removal of a member
matter-settings = How this circle works
matter-selection = Who fills a role
matter-role = A role
matter-membership = Who belongs to the circle
matter-charter = What a circle is for
matter-sub-circle = A new sub-circle
matter-dissolution = Whether a sub-circle goes on
matter-link = Who links two circles

expected-yes = Yes
expected-no = No
ready-yes = Yes
ready-no = No, a draft first
qualifies-yes = Yes, for each of them
qualifies-no = No, not for each of them

criterion-lowers-capacity = It makes the circle less able to do its work
criterion-limits-my-role = It limits a role I fill, whatever other roles I have
criterion-caused-by-this = It comes from this proposal and would not be there without it
criterion-no-time-to-adapt = We could not adapt before serious harm is done

move-content = Change the text
    .hint = Change, add or take out words until the harm is gone.
move-shorter-term = A shorter time
    .hint = Try it for less time, and look at it sooner.
move-measure = Measure the worry
    .hint = Agree what we watch, who watches it, and when we stop.
move-shorter-and-measure = Shorter, and measured
    .hint = Try it for less time and watch what worries us.
move-smaller-scope = Start smaller
    .hint = Fewer people, one place, less money: a pilot first.
move-split = Split it
    .hint = Decide the part nobody objects to, and keep the rest for later.
move-support = Add support
    .hint = Training, a safeguard, somebody to help, or a way back.
move-find-out = Find out first
    .hint = Name who finds out what, and by when. A conditional version may be decided until then.
move-delegate = Give it to a few
    .hint = One or two people, or a helping circle, look for a solution. The objector and the proposer are among them.
move-ask-elsewhere = Ask elsewhere
    .hint = Ask experts, the broader circle, or those it affects.
move-defer = Come back to it
    .hint = Sleep on it, take some quiet time, or come back on a date.
move-alternative = Another solution
    .hint = Put something else in its place, or shape it again from the start.
move-keep-and-watch = Keep it and watch
    .hint = Changing it would cost more than it gains. We keep it on purpose, and everyone consents to watching it.
move-drop = Let it go
    .hint = Without the proposal the harm is gone too. The circle is asked for its consent.

rung-shrink = Make it smaller
    .hint = A shorter term, a pilot, or something to measure. Then back to the objections.
rung-helping-circle = A helping circle
    .hint = A few people, the objector and the author among them, bring a proposal by a date.
rung-postpone = Postpone it
    .hint = Come back on a date, with something we do not know today.
rung-outside-help = Help from outside
    .hint = Somebody else facilitates, or somebody helps the people involved to talk.
rung-broader-circle = The broader circle
    .hint = Pass it on with its open objections. This is the last way, and the circle is asked first.
rung-drop = Let it go
    .hint = Things stay as they are. The circle is asked first, and the proposal may come back.
rung-breakdown = Name a breakdown
    .hint = The process itself no longer works here. The facilitator may then test objections for their logic.

position-consent = { circle-words.consent }
position-objection = { circle-words.objection }
position-concern = no objection, with a concern
position-leave-it = left it to the others

standing-full = full member
standing-temporary = member for this time
standing-learning = learning member
standing-guest = guest
standing-on-leave = on leave

duty-leader = leader
duty-delegate = delegate
duty-facilitator = facilitator
duty-secretary = secretary

outcome-adopted = adopted
outcome-withdrawn = withdrawn by its author
outcome-dropped = let go by the circle
outcome-discarded = set aside
outcome-lapsed = lapsed, because its condition was not met in time
outcome-ended = ended
outcome-superseded = replaced by a newer agreement
outcome-filled = filled
outcome-vacant = left vacant for now
outcome-held = held, with its minutes settled
outcome-cancelled = did not take place
outcome-heard = heard
outcome-shaped = shaped into a proposal
outcome-decided-alone = decided by the person who was given the authority

# How something has ended, as a sentence of its own.
over-adopted = We have an agreement.
over-withdrawn = This proposal was withdrawn by its author.
over-dropped = This was let go by the circle.
over-discarded = This proposal was set aside.
over-lapsed = This has lapsed, because its condition was not met in time.
over-ended = This agreement has ended.
over-superseded = A newer agreement has replaced this one.
over-filled = The role is filled.
over-vacant = The role stays vacant for now.
over-held = The meeting was held, and its minutes are settled.
over-cancelled = The meeting did not take place.
over-heard = This was heard.
over-shaped = This has become a proposal.
over-passed-on = This belongs to another circle, and was passed on to it.
over-declined = This was not adopted, because the other circle has not consented.
over-recommended = This was recommended to the broader circle.
over-returned = This ended without a decision, because the circle was dissolved.
over-decided-alone = The person who was given the authority has decided.
