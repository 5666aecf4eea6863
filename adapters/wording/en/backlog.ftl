# The backlog: topics that wait for their turn.

do-AddTopic = Add a topic
    .hint = Something is not as it could be, or you have a question or an idea. It does not have to be worked out.
do-ChangeTopic = Change a topic
    .hint = Say more about it: what should come of it, how long it takes, who looks after it.
do-SetPriority = Set a priority
    .hint = How soon should it have its turn? 1 is the soonest, 5 can wait longest.
do-TakeTopicBack = Take my topic back
    .hint = It has settled itself, or it was not worth a meeting after all.
do-DropTopic = Take a topic off the list
    .hint = Whoever brought it has left, and nobody else stands behind it.
do-PassTopicOn = Pass a topic on
    .hint = It belongs to another circle’s area. They are asked whether they take it.
do-TakeTopic = We can take it
    .hint = You have no objection to this circle taking the topic.
do-DeclineTopic = We should not take it
    .hint = You see why this topic is not for this circle. It then goes to the broader circle.

blank-outcome = What should come of it?
blank-minutes = How many minutes?
blank-priority = How soon, from 1 to 5?
    .hint = 1 is the soonest, 5 can wait longest.
blank-due = By when, if there is a date?
blank-links = Where can people read more?
blank-topic = Which topic?
blank-AddTopic-tension = What do you notice?
    .hint = What happens, what it leads to, and why it matters. Two or three sentences, and no solution yet.
blank-AddTopic-domain = Which area does it belong to?
    .hint = Leave it empty if you are not sure.
blank-AddTopic-title = What is it about, in a few words?
blank-AddTopic-owner = Who looks after it?
blank-ChangeTopic-tension = What do you notice?
blank-SetPriority-topic = Which topic?
blank-DeclineTopic-text = Why is it not for this circle?


options-before-policy = Could we use an agreement that we have? Could we tell the person directly? Could we change an agreement a little? Could somebody simply decide this in their role? Only if none of these is enough do we need a new agreement.

topic-role-select = Select somebody: { $role }
topic-role-explore = How is this role going? { $role }
topic-role-decide = Is this role still what we need? { $role }
topic-confidential = A confidential matter ({ $reason })
topic-review = Does this agreement still help us? { $title }

backlog-title = Backlog: { $circle }
backlog-lead = What waits for its turn, the most pressing first. Anyone can add to it at any time.
backlog-empty = Nothing is waiting at the moment.
backlog-topic = { $number }. { $title } – { $outcome }, { $count } minutes
backlog-owner = { $person } looks after it.
backlog-by = { $person } brought it.
backlog-due = By { $until }
backlog-next = Next step: { $text }
backlog-postponed = { $count ->
        [one] It was postponed once.
       *[other] It was postponed { $count } times.
    }
backlog-passed-on = Passed on. It stays here until another circle has taken it.
backlog-offered = { $number }. From { $circle }, if we take it: { $title }
offer-title = { $circle } asks us to take a topic: { $title }
offer-ask = Do you see a reason why this is not for our circle? If nobody does, it is ours. If somebody does, it goes to the broader circle.

fact-TopicAdded = Topic { $number } is on the backlog: { $title }
fact-TopicChanged = Topic { $number } was changed: { $title }
fact-PrioritySet = { $person } gives topic { $number } the priority { $priority }.
fact-TopicPostponed = Topic { $number } waits for another time.
fact-TopicDone = Topic { $number } has left the backlog: { $why }
fact-TopicPassedOn = Topic { $number } was passed on. It stays here until another circle has taken it.
fact-TopicReturned = No other circle has taken topic { $number }. It is ours again.
fact-TopicWelcomed = { $person } has no objection to our taking topic { $number }.
fact-TopicTaken = Topic { $number } is ours.
fact-TopicDeclined = We do not take this topic; it goes on from here: { $title }

receipt-topic-added = Noted as topic { $number }: { $title }
receipt-topic-changed = Noted for topic { $number }.
receipt-priority = Noted: topic { $number } has priority { $priority }.
receipt-topic-done = Topic { $number } is off the list.
receipt-topic-passed-on = Topic { $number } was passed on. It stays on our list until another circle has taken it.
receipt-topic-welcomed = Noted: you have no objection to taking topic { $number }.
receipt-topic-declined = Noted. This topic goes on to the broader circle, with your reason.

topic-end-treated = it was treated in a meeting
topic-end-taken-back = taken back by the person who brought it
topic-end-dropped = nobody stood behind it any more
topic-end-settled = it was settled
topic-end-passed-on = another circle has taken it

refusal-not-your-topic = That is for the person who brought the topic or looks after it. Ask them, or talk about it in a meeting.
refusal-number-odd = { $detail ->
        [none] That number does not fit here. Choose a smaller one, and at least 1.
       *[other] That number does not fit here. Choose one from 1 to { $detail }.
    }
refusal-domain-missing = Say first which area the topic belongs to. Then we know which circle to ask.
refusal-own-domain = That is in this circle’s own area, so it is ours to treat.
