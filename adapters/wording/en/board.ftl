# The lines of boards: the one live card of each step.

board-title = { $step } – { $title }
board-practice = This is a practice circle. Nothing here is a real decision.
board-text = The text, version { $number }:
board-working = The text as changed so far:
board-change-offered = { $person } offers this text to meet { $count ->
        [one] the objection:
       *[other] the objections:
    }
board-review = We would look at it again on { $review }.
board-owner = { $owner } would look after it.
board-criteria = How we will know that it works:
board-condition = Only if this is met by { $until }:
board-driver = The situation behind it:
board-removal = This is about the membership of { $person }, who asks and reacts like everyone, and is not asked for consent.
board-settings = This would change how the circle works:
board-settings-no-trial = It is no trial: nobody could say by which rules a trial of how you decide would end. You look at it again on the day named below, and can propose another way at any time.
board-settings-support = Who supports you while it is new? Name somebody who is responsible for it.
board-setting = { $setting }: { $value }
board-facilitator = { $person } facilitates.
board-both-hats = { $person } brought this as well. Somebody else could facilitate this item.
board-no-aim = This circle has not agreed on an aim yet. An objection needs one to refer to, so that comes first.
board-nobody-facilitates = Nobody facilitates at the moment. Any full member can take it on.
board-away = Away: { $people }.
board-pen = { $people } can change the text.
board-now = Now: { $now }
board-now-next = Now: { $now }. Next: { $next }
board-now-next-deck = Now: { $now }. Next: { $next }. Then: { $deck }
board-ran-over = The time for this turn is up. Please come to an end when it suits you.
board-together = Everyone writes in their own time. What is said is shown once all have had their turn.
board-contributed = Written so far: { $people }.
board-pass = This is pass { $number }.
board-passed = { $people }: nothing to add.
board-earlier = From the pass before:
board-aloud = said aloud
board-questions = Questions and answers:
board-question = Question { $number }
board-answer = Answer to question { $number }
board-unanswered = Question { $number } waits for an answer.
board-waiting = Still to answer: { $people }.
board-waiting-turn = Still to have their turn: { $people }.
board-move = The next move is with { $people }.
board-sealed = Answers stay sealed until everyone has given theirs.
board-open = Everyone sees the answers. You can change yours until all have answered.
board-in-round = We go round. Everyone answers in turn, and nobody replies.
board-deadline = Please answer by { $until }.
board-silence-waits = Silence is not consent. We wait for you, and we remind you.
board-silence-counts = Silence after the last reminder counts as no objection. This circle agreed on that before.
board-grace = Everyone here has answered without objecting. { $people } can still object until { $until }; after that, their silence counts, as this circle agreed before.
board-aside-waits = A small question comes first. This step waits for the answer.
board-aside-by = { $person } asks.
board-aside-until = The date: { $until }.
board-concern = Concern { $number }
board-objections = { $count ->
        [one] There is one objection:
       *[other] There are { $count } objections:
    }
board-objection = Objection { $number }: { $status }
board-objection-now = Now: objection { $number } – { $status }
board-objection-past = Objection { $number }
board-objection-about = Objection { $number }, to the change that is to meet objection { $parent }: { $status }
board-statement = Said back: “{ $statement }”
board-statement-asked = Said back: “{ $statement }” { $person }, is that what you mean?
board-orphaned = The person who brought this objection has left the circle.
board-parked = With { $person } until { $until }.
board-argument = { $number ->
        [1] The objection as an argument
       *[other] The argument against it
    }
board-undisputed = No reason to dispute it so far: { $people }.
board-tested = A test was asked for. An argument is needed for each of these:
board-criterion-given = Given: { $criterion }
board-criterion-missing = Still open: { $criterion }
board-rule-broken = It is said to break a rule that everyone is bound by.
board-review-early = The circle has decided to look at it before its date, because something is new.
board-draft-private = The text is still a draft with { $person }. Everyone sees it once it is ready.
board-missing = What { $person } still misses in the changed text:
board-suggestion = { $person } suggests: { $move }
board-confirmed = For { $people } this meets it.
board-take-up = The facilitator chooses which objection comes first.
board-rung = Tried: { $rung } ({ $person })
board-rung-until = Tried: { $rung } ({ $person }, until { $until })
board-ladder = Ways on, the smaller ones first:
board-ladder-rung = { $rung }: { $hint }
board-breakdown = A breakdown of the process was named. Objections may now be tested for their logic.
board-until = Until { $until }.
board-handed-up = The broader circle has it as a proposal of its own.
board-successor = A new proposal is open that would replace this agreement.
board-process-title = How we work: question { $number }
board-process-open = The facilitator answers. Nothing else has to wait for it.

# What stays on a card when its step is over.

closed-RoundClosed = Everyone has had their turn.
closed-TextStands = The text stands.
closed-TextRewritten = The text was rewritten. It is presented again from the start.
closed-ConsentReached = We have consent: nobody whose consent is needed has an objection to this text.
closed-ObjectionsStand = { $count ->
        [one] There is one objection. Now we work on it together.
       *[other] There are { $count } objections. Now we work on them together.
    }
closed-ProposalAmended = The objections are dealt with, and the text has changed. Everyone is asked about the new text.
closed-ObjectionsGone = No objection is left, and the text is the same. Only those who had objected are asked again.
closed-StuckNamed = We are stuck, and somebody said it. We look at that together.
closed-WorkResumed = We go back to working on the objections.
closed-Escalated = This was passed to the broader circle, with its open objections.
closed-BroaderAdopted = The broader circle has adopted a text and brought it back.
closed-BroaderDropped = The broader circle did not adopt it. Things stay as they are.
closed-ConcernsHeard = All concerns have been heard. They stay with the decision.
closed-ConditionMet = The decision takes effect.
closed-ConditionLapsed = The condition was not met in time. The matter goes back to the backlog.
closed-ReviewBegan = We look at the agreement again. It stays in force until we decide.
closed-AgreementKept = We keep the agreement.
closed-AgreementStands = The broader circle has changed nothing. The agreement stays as it was decided.
closed-AgreementEnded = We have ended the agreement.
closed-SuccessorNoted = A new proposal is open that would replace this agreement.
closed-AgreementSuperseded = A newer agreement has taken its place.
closed-ProposalWithdrawn = The author has withdrawn the proposal.
closed-ProposalDiscarded = The proposal was set aside.
closed-DropConsented = The circle has let the proposal go. It may come back with something new.
closed-Postponed = The circle comes back to this later.
closed-Resumed = We come back to it.
closed-DriverStands = The reason holds.
closed-Restarted = The text changed while we were answering, so we ask again about the new text.
closed-AsideFell = { $person } objects:
closed-AsideWithdrawn = The small question was taken back.
closed-other = This step is over.

carried-driver = We take this as the reason to act.
carried-statement = This sentence says the objection. Now we look for what meets it.
carried-amendment = The change meets the objection.
carried-ruling = The circle finds that it can pursue its aim despite this objection.
carried-moot = Nobody takes the objection up. It is closed.
carried-drop = The circle lets the proposal go.
carried-postpone = The circle comes back to this on { $until }.
carried-broader = The circle passes this to the broader circle.
carried-early-review = The circle reviews the agreement now.
carried-keep = The circle keeps the agreement until { $until }.
carried-end = The circle ends the agreement.
