# Why something was not done: what is true now, and what to do instead. $detail names what the sentence needs.

refusal-stranger = Only members and guests of this circle take part here. Ask somebody in the circle to bring you in.
refusal-no-consent-right = You are welcome to listen and to speak in the rounds. Answers to this question come from the circle’s full members.
refusal-not-asked = You are not among those this question goes to. If you see a reason why you should be, ask about how we work.
refusal-about-you = This decision is about you, so your consent is not asked for. Your questions and reactions are, in their rounds.
refusal-not-facilitator = That is for the person who facilitates. Ask them, or take over facilitating if the circle needs it.
refusal-not-author = That is for the person who brought the proposal. You can ask them, or offer your thought in a round.
refusal-not-objector = Only the person who objected can say this. Ask them how they see it.
refusal-not-your-pen = Somebody else words the text at the moment. Tell them what you would change, or ask for the pen.
refusal-not-secretary = That is for the circle’s secretary. If there is none, ask the circle who stands in.
refusal-not-mover = Only the person who put this small question can take it back. You can answer it instead.
refusal-own-objection = This is your own objection, so somebody else has to do this. You can make it clearer at any time.
refusal-already-facilitator = That person facilitates already, so there is nothing to change.
refusal-not-a-member = That person is not in this circle. Choose one of its members.
refusal-not-full-member = That needs a full member of the circle. Choose someone who is.
refusal-stale = This belongs to a question we have moved on from, so nothing was changed. Look at the newest card and answer there.
refusal-over = This has come to its end, so nothing can be changed here. You can always bring it again as a new proposal.
refusal-not-now = This is not the moment for it. The newest card shows what can be done now.
refusal-aside-first = A small question is waiting for answers. Once it is settled, we go on here.
refusal-not-your-turn = Somebody else is speaking. Your turn will come in this round, and nobody will be left out.
refusal-already-spoken = You have had your turn in this pass. Once everyone has spoken, you can ask for another one.
refusal-turn-running = The turn has not run over yet. Give the speaker a little more time.
refusal-already-there = Whoever this is about is here already, so nothing has to be done.
refusal-already-away = That person is noted as away already, so nothing has to be done.
refusal-already-open = There is already a proposal open about this. Bring your thought in there, or wait until it is settled.
refusal-no-such-thing = There is nothing with that number here. Look at the newest card for those there are.
refusal-text-missing = It needs a few words from you. They do not have to be polished.
refusal-text-too-long = { $detail ->
        [none] That is longer than fits here. Please shorten it a little, or link to the long version.
       *[other] That is longer than the { $detail } characters that fit here. Please shorten it, or link to the long version.
    }
refusal-text-unreadable = Some characters in that text cannot be shown. Please type it again instead of pasting it.
refusal-date-past = That needs a date ahead of us. Choose one that is still to come.
refusal-date-far = That is more than five years away, and nobody would look at it again. Choose an earlier date.
refusal-nothing-changed = It is so already, so nothing was changed. If you meant something else, say what should be different.
refusal-no-pass = In this round we would like to hear everyone, even if it is only one sentence. You can also ask us to come back to you.
refusal-answer-needed = Nobody is passed over when the circle asks for consent. If you can work with it, say so. If you see harm in it, object; and if you are unsure, ask what you need to know.
refusal-no-come-back = You have already asked us to come back to you in this pass. Say what you have so far; it need not be complete.
refusal-no-concerns = This circle answers with { circle-words.consent } or { circle-words.an-objection }. If it can go ahead for you, say so; if not, object and say what worries you.
refusal-no-leaving-it = This circle would like to hear from everyone. If you can work with it, that is enough; if you are unsure, say what you would need to know.
refusal-belongs-to-circle = Since its exact text was shown, the proposal belongs to the circle. You can ask the circle’s consent to drop it.
refusal-substance-later = Questions come before changes. Words may be made clearer now; what the text says can change after the reactions.
refusal-take-up-first = Nobody has chosen yet which objection comes first. The facilitator takes one up, and then the work on it begins.
refusal-one-at-a-time = This circle works on one objection at a time. Choose one; the others keep their place.
refusal-not-understood-yet = The objector has not yet said “yes, that is what I mean”. Say it back once more, and listen.
refusal-not-qualified-yet = The circle is still looking at whether this stands as an objection. Solutions come right after that.
refusal-answer-dispute-first = Somebody sees it differently, and their reason comes first. Look at it, then we come back here.
refusal-not-all-argued = There are criteria without an argument so far. Ask the objector for those before you say how it stands.
refusal-argument-given = An argument was given for every criterion, so the objection stands. Whether you find it convincing is not asked here.
refusal-try-smaller-first = Passing it to the broader circle is the last way. Try a smaller step first, such as a shorter term or a small test.
refusal-no-broader-circle = There is no broader circle to pass this to. You can ask for help from outside, or leave things as they are for now.
refusal-not-this-way = This cannot be done in this circle’s way of working. Its profile says how it works, and the circle can change that by consent.
refusal-domain-elsewhere = { $detail ->
        [none] Another circle decides in this area. Bring it to them, or ask them to hand the area over.
       *[other] The circle { $detail } decides in this area. Bring it to them, or ask them to hand the area over.
    }
refusal-settings-unknown = { $detail ->
        [none] There is no such setting. The circle’s profile lists them all.
       *[other] That setting or choice does not exist. The circle’s profile lists them all. ({ $detail })
    }
refusal-no-trial = How a circle decides is not put on trial: nobody could say by which rules the trial ends. Leave the condition empty; name a day on which you look at it again, and somebody who supports you until then.
refusal-nobody-to-ask = Everyone whose answer is needed is away. Wait until somebody is back, or note who has come.

# What could not be read at all.

malformed = I could not make sense of that. Nothing was changed.
malformed-command = I know no command “{ $said }”. Type help to see what you can do now.
malformed-person = I know nobody called “{ $said }” in this circle.
malformed-date = I could not read “{ $said }” as a date. Write it like 2027-03-01.
malformed-number = I was looking for a number, and “{ $said }” is none.
malformed-choice = “{ $said }” is none of the choices. There are: { $choices }.
malformed-card = This card is older than what I remember. Look for the newest one.
ambiguous = “{ $said }” could be more than one: { $choices }. Which one do you mean?
trouble = Something went wrong on my side, and nothing was changed. Please try once more. If it happens again, tell whoever runs me.
kept-words = What you wrote, so that you do not have to write it again:
