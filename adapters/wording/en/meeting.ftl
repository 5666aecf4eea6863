# Meetings, reports and explorations: what people can do, what they see, and what a facilitator can say.

# --- what somebody can do -------------------------------------------------------------------------------------

do-OpenMeeting = Open a meeting
    .hint = Name a day and how long. From then on anyone can add to the agenda.
do-BeginMeeting = Begin the meeting
    .hint = The clock starts, and everyone checks in.
do-CancelMeeting = Let it not take place
    .hint = Say why. What was on the agenda stays in the backlog.
do-AddItem = Add an item
    .hint = A title, one outcome, and how many minutes it needs.
do-AddReports = Add reports of linked circles
    .hint = One for each circle you are linked with, by whoever links you, where it is not on the agenda yet.
do-ScheduleTopic = Take a topic from the backlog
    .hint = Something the circle wanted to treat comes onto this agenda.
do-ChangeItem = Change an item
    .hint = Its outcome, its minutes, or who looks after it.
do-DropItem = Take an item off the agenda
    .hint = It is not treated. Once the agenda is agreed, the circle is asked first.
do-MoveItem = Move an item
    .hint = Give it another place in the order.
do-PostponeItem = Leave an item for another time
    .hint = It goes into the backlog, with all that was said so far.
do-PostponeRest = Leave the rest for another time
    .hint = Everything that still waits goes into the backlog.
do-TakeMinutes = Take minutes from a later item
    .hint = The item on the table gets them. Choose the item that can do with less.
do-ExtendMeeting = Meet longer
    .hint = Say by how many minutes. Everyone here is asked whether anything speaks against it.
do-GoOn = Go on
    .hint = Nothing stands in the way of the next step.
do-SkipStep = Skip this step
    .hint = Say why. The reason stands in the minutes.
do-ProposeStandIn = Suggest a stand-in
    .hint = Somebody facilitates or keeps the record for today, if nobody objects.
do-NameStandIn = Name my stand-in
    .hint = Who does it for you, should you not be here.
do-StandIn = I stand in
    .hint = You facilitate, or keep the record, for this meeting.
do-ShareFacilitation = Facilitate together
    .hint = A second person may do everything the facilitator may.
do-WelcomeVisitor = Welcome a visitor
    .hint = Their name, and what they are here for.
do-LeaveEarly = I have to leave early
    .hint = Say when. Items that need you can come first.
do-Announce = Share news
    .hint = Something from outside, in a sentence or two. What is ours to decide becomes an item.
do-SetNextMeeting = Name the next meeting
    .hint = The day and the time.
do-NameScheduler = Somebody finds a date
    .hint = Name who does it, and by when.
do-NoNextMeeting = No next meeting is planned
    .hint = Say why, so that everyone knows it was not forgotten.
do-ProposeAgenda = Ask for consent to the agenda
    .hint = From then on it belongs to the circle.
do-CallTopics = Ask everyone for topics
    .hint = No agenda was prepared: go round and collect what is needed today.
do-OpenItem = Open the next item
    .hint = It comes onto the table, and its minutes begin.
do-CloseItem = Read back and close the item
    .hint = What came of it, and what happens next. Leave the result empty if it stands there already.
do-CallPause = Pause
    .hint = Say for how many minutes.
do-CallWriting = Write for ourselves first
    .hint = Everyone writes down what they think, for a minute or two, before the round.
do-EndPause = Go on after the pause
    .hint = Everyone is back.
do-SupportPerson = Hear somebody who is upset
    .hint = One round to hear each other, with that person in the middle.
do-AddAction = Note who does what
    .hint = What, who, and by when.
do-AddToBacklog = Put something into the backlog
    .hint = A topic for another time, with its next step.
do-RecordPoint = Note a point from the evaluation
    .hint = One thing to keep, or to try next time. Without names.
do-ProposeMinutes = Ask whether the minutes are right
    .hint = Everyone who was here is asked. If nobody objects, the meeting is closed with it.
do-CorrectMinutes = Correct the minutes
    .hint = Before they are approved: what they should say instead.
do-CloseMeeting = Close the meeting
    .hint = Every item has its result, and the next meeting is known.
do-AddEvaluation = Say how the meeting was
    .hint = Some things become clear a day later. There are two days for it.
do-ObjectToMinutes = Object to the minutes
    .hint = The minutes do not say it as it was. It becomes an item of the next meeting.
do-AddAddendum = Add to the minutes
    .hint = They no longer change. What you add stands below them.
do-OpenReport = Open a report
    .hint = Somebody tells, everyone asks until it is clear.
do-OpenExploration = Open an exploration
    .hint = Look at a topic together, without deciding.
do-GiveReport = Give the report
    .hint = Write it, or leave it empty if you have just said it aloud.
do-EnoughHeard = Enough heard
    .hint = Go on to what it brought, although more could be said.
do-RecordResult = Record the result
    .hint = What the circle found, and the next step.

blank-item = Which item?
blank-topics = Topics from the backlog
blank-SetNextMeeting-until = When do we meet next?
    .hint = A day as 2026-09-01, with a time as 2026-09-01T19:00, or a time from now as “in 2 weeks”.
blank-planned = When?
    .hint = A day as 2026-09-01, with a time as 2026-09-01T19:00, “in 2 hours”, or “now”.
blank-place = Which place in the order?
blank-documents = What to read before
blank-confidential = If confidential: for what reason?
blank-duty = As what?
blank-next_step = The next step
blank-result = What came of it?
blank-preparation = How does the agenda come about?
blank-last_minutes = How do the last minutes stand?

outcome-report = Report
    .hint = Somebody tells, and questions are answered.
outcome-explore = Explore
    .hint = Everyone adds what they see. Nothing is decided.
outcome-decide = Decide
    .hint = A text is brought, and the circle consents to it.
outcome-select = Select
    .hint = Somebody is found for a role.

preparation-prepared = It is prepared before
preparation-built-here = We build it in the meeting

last_minutes-none = There are none
last_minutes-approved = Approved
last_minutes-pending = Not approved yet
last_minutes-objected = Somebody objects

fate-waiting = still to come
fate-open = on the table
fate-done = done
fate-goes-on = goes on after the meeting
fate-postponed = left for another time
fate-dropped = taken off

adjust-add = a new item
adjust-change = an item changed
adjust-drop = an item taken off
adjust-move = another order
adjust-postpone = an item left for another time
adjust-postpone-rest = the rest left for another time
adjust-take-minutes = minutes taken from a later item
adjust-extend = a longer meeting

setting-minutes-approval = How minutes are approved
setting-minutes-approval-live = At the end of the meeting, by those who are there.
setting-minutes-approval-lazy = They stand after two days, unless somebody who was there objects.
setting-minutes-approval-next-meeting = At the beginning of the next meeting.

# --- why not --------------------------------------------------------------------------------------------------

refusal-meeting-open = This circle already has a meeting that is prepared or under way. Add your topic to that one, or close it first.
refusal-roles-uncovered = Somebody has to facilitate and somebody has to keep the record before we go on. Find a stand-in first.
refusal-not-here = That person is not here. Choose somebody who is, or wait until they have arrived.
refusal-stand-in-order = Somebody else comes first here. Let them say whether they stand in, or hand it on.
refusal-result-missing = Nothing has come of this item yet. Say the next step, or leave it for another time by consent.
refusal-item-open = An item is still on the table or waits. Close it, or leave it for another time, first.
refusal-no-item-open = No item is on the table. Open the next one first.
refusal-not-attended = Minutes are for those who were there to confirm. If they tell your own report wrongly, choose that report.
refusal-paused = The meeting pauses. Go on after the pause, or end it first.
refusal-not-so-long = That many minutes do not fit. Choose a number from 1 to 600, and leave every item at least one.

# --- the boards -----------------------------------------------------------------------------------------------

meeting-invitation = Meeting: { $title }
meeting-planned = { $at }, planned for { $minutes } minutes.
meeting-cancelled = This meeting does not take place.
meeting-invitation-help = Anyone can add an item until the meeting begins. Each item is for exactly one thing: to report, to explore, to decide or to select.
meeting-title = Meeting: { $title }
meeting-step = { $step }. { $purpose }
meeting-agenda = Agenda:
meeting-agenda-empty = There is nothing on the agenda yet.
meeting-agenda-full = The items need { $needed } minutes, and there is room for about { $room }. What can wait?
meeting-item = { $number }. { $title } – { $outcome }, { $minutes } min, from minute { $at }{ $owner ->
        [none] { "" }
       *[other] { " " }({ $owner })
    }
meeting-item-now = Now: { $number }. { $title } – { $outcome }, { $minutes } min, since minute { $at }{ $owner ->
        [none] { "" }
       *[other] { " " }({ $owner })
    }
meeting-item-done = Done: { $number }. { $title } – { $outcome }
meeting-item-goes-on = Goes on after the meeting: { $number }. { $title }
meeting-item-postponed = Left for another time: { $number }. { $title }
meeting-item-dropped = Taken off: { $number }. { $title }
meeting-item-documents = To read:
meeting-item-confidential = Confidential: “{ $reason }”. The minutes say only how long it took and what it was for. Guests leave for this item.
meeting-item-over = The time for this item is up. Take minutes from a later one, meet longer, leave it for another time, or come to an end.
meeting-read-back = Read the result back, name the next step, then close the item.
meeting-bring = Who brings the text? Open a decision as an item of this meeting.
meeting-bring-select = Open the selection as an item of this meeting.
meeting-here = Here: { $people }.
meeting-uncovered = Missing: { $duty }. Could { $people } stand in today?
meeting-uncovered-declare = Missing: { $duty }. In this order, somebody says that they stand in: { $people }.
meeting-one-here = Only one of you is here. You can hear reports and note things; agreements, selections and minutes wait for the others.
meeting-one-here-present = Only one of you is here. This circle decides with those present, so what is decided now is decided by one. Is that what the others would expect?
meeting-few-here = Half of the circle or fewer are here. Before the agenda we go round once: how does this change our plans?
meeting-ends = We plan to end after { $minutes } minutes.
meeting-leaves = { $person } has to leave after { $at } minutes.
meeting-last-none = There are no minutes from last time.
meeting-last-approved = The minutes of last time are approved.
meeting-last-pending = The minutes of last time are not approved yet. Those who were there are asked whether they say it as it was.
meeting-last-objected = Somebody objects to the minutes of last time. That becomes an item.
meeting-last-attended = They were there: { $people }.
meeting-paused = We pause until { $until }.
meeting-writing = Everyone writes for themselves until { $until }. Then we go round.
meeting-end-near = Five minutes are left. What has to be said before we part?
meeting-end-reached = The planned end is reached. Close the meeting, or ask whether to meet longer.
meeting-visitor = Visiting: { $name } ({ $function })
meeting-two-facilitate = { $people } facilitate together.
meeting-secretary = { $person } keeps the record.
meeting-stand-in = May { $person } stand in today as { $duty }?
meeting-change-add = Take this onto the agenda: { $title } ({ $outcome }, { $minutes } min)?
meeting-change-change = Change this item: { $title } ({ $outcome }, { $minutes } min)?
meeting-change-drop = Take this off the agenda: { $title }?
meeting-change-move = Treat this as number { $place } of those that wait: { $title }?
meeting-change-postpone = Leave this for another time: { $title }?
meeting-change-postpone-rest = Leave everything that still waits for another time?
meeting-change-take-minutes = Take { $minutes } minutes from this later item: { $title }?
meeting-change-extend = Meet { $minutes } minutes longer?

sharing-reports = { $person } reports. Questions come right after that.
report-from-above = The broader circle
sharing-between-circles = Worth telling from one circle to the other: what you ask of each other, which agreements are in work, how people are doing, what your measures show, what goes well and what is hard.
sharing-aloud = { $person } reported aloud.
sharing-next = Next: { $step }
sharing-flow-title = Still going round: { $title }
sharing-flow = Two passes are over and ideas still come. If it flows, go on. If it turns in circles: put a suggestion, split the question, or ask why this is hard.

summary-title = What came of it: { $title }
summary-lead = { $people } met for { $minutes } minutes.
summary-forgotten = Nobody ended this meeting, so it ended by itself. Nothing was decided by that; what was open goes on.
summary-decided = Decided – { $title }: { $text }
summary-selected = Selected – { $role }: { $person }{ $until ->
        [none] { "" }
       *[other] , until { $until }
    }
summary-done = { $title }: { $result }
summary-goes-on = { $title } goes on: { $result }
summary-done-only = { $title } ({ $outcome })
summary-goes-on-only = { $title } goes on after the meeting ({ $outcome }).
summary-confidential = A confidential item, { $minutes } min ({ $outcome })
summary-action = To do – { $person ->
        [none] somebody
       *[other] { $person }
    }: { $text }{ $until ->
        [none] { "" }
       *[other] , by { $until }
    }
summary-backlog = Into the backlog: { $titles }
summary-points = How it was: { $points }
summary-next = We meet again on { $at }.
summary-next-scheduler = { $person } finds a date for the next meeting.
summary-next-none = No next meeting is planned, and that was said.
summary-next-unknown = Nothing was said about the next meeting.
summary-minutes-draft = The minutes are being written.
summary-minutes-pending = The minutes wait for approval.
summary-minutes-objected = Somebody objects to the minutes. The next meeting looks at it.
summary-minutes-approved = The minutes are approved.

# --- the steps ------------------------------------------------------------------------------------------------

step-preparing = Preparing
    .purpose = Everyone can see what is planned, and add to it.
    .why = People who know beforehand what comes can think about it. And an agenda that many have filled is nobody’s private plan.
    .say = We meet soon. What needs the circle? Add it, and say what it is for.
    .not-now = Treating the topics already. Note what belongs to them.
    .helps = Look at the backlog, at reviews that are due, and at roles whose term ends.
step-attendance = Attendance
    .purpose = We see who is here, who facilitates and who keeps the record.
    .why = Who is here decides what can be treated today. Without a record, tomorrow nobody knows what was agreed.
    .say = Who is here, and whom do we miss? Who keeps the record today?
    .not-now = Waiting for those who are late. They join the next round.
    .helps = Say out loud who is missing. They stay part of the circle.
step-duration = Duration
    .purpose = Everyone knows when we end, and who has to leave earlier.
    .why = Whoever leaves early should not miss the item that needs them. And an end that is known is easier to keep.
    .say = We plan to end on time. Does anyone have to leave earlier?
    .not-now = Shortening items. That comes with the agenda.
    .helps = Put items first that need somebody who leaves.
step-last-minutes = Minutes of last time
    .purpose = We hear how the minutes of last time stand.
    .why = What was written down has to be right before we build on it. This takes seconds if nothing is wrong.
    .say = The minutes of last time: do they say it as it was?
    .not-now = Talking about the decisions again. This is only about what was written.
    .helps = If something is wrong, make it an item and go on.
step-information = Information
    .purpose = News from outside reaches everyone, without discussion.
    .why = Some things everyone should know although there is nothing to decide. They take a minute here and ten in the middle of something else.
    .say = Is there news from outside this circle that all of us should know?
    .not-now = Questions and opinions about it. If it needs them, it becomes an item.
    .helps = One or two sentences each.
step-next-meeting = Next meeting
    .purpose = We say when we meet next, or who finds a date, or that none is planned.
    .why = Many circles simply stop because nobody named a next time. Now everyone is here to be asked.
    .say = When do we meet next?
    .not-now = Long searching for dates. Name somebody who does it.
    .helps = A fixed rhythm saves this question.
step-agenda = Agenda
    .purpose = We understand the agenda, change it, and consent to it. From then on it is ours.
    .why = What we talk about and how long is the circle’s to decide. When everyone has agreed, nobody has to defend the plan.
    .say = This is what we have and how long it takes. Is it clear? What should be different? Any objection?
    .not-now = Beginning with an item. First we agree on what we do.
    .helps = If it is too full, ask what can wait, before the time is gone.
step-items = Items
    .purpose = We treat one item after the other. Each ends with a result and a next step.
    .why = An item without a result comes back. Reading it back shows whether we all heard the same.
    .say = The next item is on the table. This is what it is for, and this is how long we have.
    .not-now = Other topics. Note them for the backlog.
    .helps = Say the time left before it is over, and ask what to do about it together.
step-backlog = Backlog
    .purpose = What is left over, and what came up, is written down.
    .why = A thought that has its place can be let go of. And the next agenda makes itself.
    .say = What did we not get to, and what came up? Is all of it in the backlog?
    .not-now = Talking about it. Title, next step, done.
    .helps = Think aloud through the meeting from its beginning.
step-closing = Closing
    .purpose = We note what we learned, and part.
    .why = Two sentences about how it was are worth more than a long plan to be better.
    .say = What do we keep from this evaluation? Is everything written down? Then we are done.
    .not-now = New topics.
    .helps = Say thank you.
step-written-up = After the meeting
    .purpose = The minutes wait for approval. For two days everyone can still say how it was.
    .why = Some things become clear a day later. And minutes are only worth something when those who were there agree with them.
    .say = The minutes are out. Please look whether they say it as it was.
    .not-now = Changing what was decided. That has its own way.
    .helps = Short minutes are read.
step-reporting = Report
    .purpose = Somebody tells what the circle should know.
    .why = Decisions get better when everyone knows the same. Questions come after the report, so that it can be heard as a whole.
    .say = Please tell us. We keep our questions until you are done.
    .not-now = Questions and opinions. Questions come next.
    .helps = What went well, what did not, what is needed.
step-report-questions = Questions about the report
    .prompt = What would you like to know about it?
    .purpose = Everyone asks until the report is clear. Opinions can wait.
    .why = A question shows what was not said, and the answer helps everyone. When nobody has a question left, the report has done its work.
    .say = What would you like to know? If it is clear to you, just say so.
    .not-now = Opinions and advice. If the report shows that something has to be decided, it becomes a topic.
    .helps = Short answers. “I’ll find out” is an answer too.
step-resulting = Result
    .purpose = We write down what we found, and what happens next.
    .why = Ideas are lost within days if nobody writes them down. One next step is enough.
    .say = What do we take from this? Who does what next?
    .not-now = Deciding. If it needs a decision, somebody brings a text.
    .helps = A few words in the circle’s own language, read back.
step-round-topic = Exploring
    .prompt = What do you see in this? Add to what you heard, or bring something new.
    .purpose = We look at a topic together. We go round as long as something new comes.
    .why = Nobody sees all of it alone. Going round lets quiet people add what loud ones miss.
    .say = Let us go round. What do you see? If you have nothing to add, say so; when nobody adds, we are done.
    .not-now = Deciding, and judging what others see.
    .helps = Short turns, several times round.
step-round-support = Hearing each other
    .prompt = What did you hear, and how is it for you right now?
    .purpose = Something touched somebody. We hear each other before we go on.
    .why = Work goes on badly over something unsaid. One round is often enough.
    .say = Let us stop for a moment and hear each other. Nobody has to solve anything.
    .not-now = Advice, and finding out who was right.
    .helps = Ask the person what they need: a pause, to be heard, somebody beside them, or simply to go on.

step-aside-agenda = Do we consent to the agenda?
    .purpose = The agenda becomes the circle’s own.
    .why = Whoever prepared it made a suggestion. With our consent we all stand for how we use our time.
    .say = Any objection to this agenda?
    .not-now = New wishes without an objection. Add an item before, or bring it next time.
    .helps = An objection shows what is missing. Change the agenda and ask again.
step-aside-agenda-change = Shall we change the agenda?
    .purpose = A small question about how we use our time.
    .why = The agenda is ours, so a change is too. It takes a few seconds.
    .say = Any objection to this change?
    .not-now = The item itself. Only whether and when.
    .helps = Ask before the time is gone.
step-aside-stand-in = May somebody stand in today?
    .purpose = Every process role has somebody today.
    .why = Nobody can look after the process and be absent. A stand-in for one meeting is quickly found.
    .say = Any objection to this person standing in today?
    .not-now = Who should do it for good. That is a selection.
    .helps = Ask the secretary first when the facilitator is missing, and the other way round.
step-aside-minutes = Do the minutes say it as it was?
    .purpose = Those who were there confirm what was written.
    .why = Minutes are the circle’s memory. After this they no longer change.
    .say = Any objection to these minutes?
    .not-now = Objections to what was decided. That has its own way.
    .helps = Read out only decisions and next steps.

carried-agenda = The agenda is ours.
carried-agenda-change = The agenda is changed.
carried-stand-in = We have a stand-in for today.
carried-minutes = The minutes are approved.

closed-MeetingBegan = The meeting has begun.
closed-MeetingCancelled = The meeting does not take place.
closed-StepSkipped = This step was left out, for a reason that is noted.
closed-AttendanceTaken = We know who is here.
closed-FewPresent = Few are here. We look at our plans first.
closed-DurationKnown = We know when we end.
closed-LastMinutesSettled = The minutes of last time are settled.
closed-InformationGiven = That is the news.
closed-NextMeetingKnown = The next meeting is known.
closed-AgendaConsented = The agenda is ours.
closed-TopicsCalled = We collect topics.
closed-ItemsDone = Nothing waits any more.
closed-SupportCalled = We stop and hear each other.
closed-BacklogUpdated = The backlog is up to date.
closed-MeetingClosed = The meeting is closed.
closed-MeetingForgotten = Nobody ended the meeting, so it ended by itself. Nothing was decided by that.
closed-FollowUpEnded = That is the end of it.
closed-ReportGiven = The report was given.
closed-ExploringEnded = Enough was heard for now.
closed-ResultRecorded = The result is recorded.

# --- what happened --------------------------------------------------------------------------------------------

fact-MeetingOpened = { $person } opens a meeting: { $title }
fact-MeetingBegan = { $person } begins the meeting.
fact-MeetingCancelled = The meeting does not take place.
fact-ChangeAsked = { $person } asks for { $change }: { $title }
fact-AgendaChanged = The agenda has { $change }: { $title }
fact-StepSkipped = { $person } skips this step: { $text }
fact-StandInAsked = { $person } is suggested as { $duty } for today.
fact-StandInNamed = If need be, { $person } stands in as { $duty }.
fact-StandInFound = { $person } stands in as { $duty }.
fact-FacilitationShared = { $other } facilitates as well.
fact-VisitorWelcomed = { $name } is visiting: { $function }
fact-LeavingEarly = { $person } has to leave early.
fact-AttendanceTaken = It is known who is here.
fact-FewPresent = Half of the circle or fewer are here.
fact-DurationKnown = It is known when we end.
fact-LastMinutesSettled = { $state ->
        [approved] The minutes of last time are approved.
        [objected] Somebody objects to the minutes of last time.
        [pending] The minutes of last time stay open.
       *[none] There are no minutes from last time.
    }
fact-Announced = { $person } shares news: { $text }
fact-InformationGiven = That is the news.
fact-NextMeetingNamed = { $kind ->
        [date] We meet again on { $until }.
        [scheduler] { $person } finds a date for the next meeting.
       *[none] No next meeting is planned.
    }
fact-AgendaConsented = The circle has consented to its agenda.
fact-TopicsCalled = { $person } asks everyone for topics.
fact-ItemOpened = { $person } opens an item: { $title }
fact-ItemLinked = The item is being treated: { $title }
fact-ItemConcluded = { $title }: { $outcome }
fact-ItemClosed = { $title }: { $fate }
fact-ItemRanOver = The time for { $title } is up.
fact-EndNears = Five minutes are left.
fact-EndReached = The planned end is reached.
fact-PauseBegan = We pause.
fact-PauseEnded = We go on.
fact-SupportCalled = We go round, with { $person } in the middle.
fact-ActionNoted = { $person ->
        [none] Somebody
       *[other] { $person }
    } will do this: { $text }
fact-ItemsDone = Nothing on the agenda waits any more.
fact-TopicBrought = Into the backlog: { $title }
fact-BacklogUpdated = The backlog is up to date.
fact-PointRecorded = A point from the evaluation is noted.
fact-MinutesCorrected = The minutes are corrected.
fact-MinutesObjected = { $person } objects to the minutes.
fact-MinutesApproved = The minutes are approved.
fact-MinutesDisputed = The next meeting objected to the minutes.
fact-MeetingClosed = The meeting is closed.
fact-MeetingForgotten = Nobody ended the meeting, so it ended by itself.
fact-EvaluationAdded = { $person } says afterwards how it was.
fact-FollowUpEnded = The days for saying something afterwards are over.
fact-AddendumMade = { $person } adds to the minutes.
fact-ReportOpened = { $person } is to report: { $title }
fact-ReportGiven = { $person } gives the report.
fact-ExplorationOpened = The circle explores: { $title }
fact-ExploringEnded = { $person } finds that enough was heard.
fact-ResultRecorded = { $person } records the result.
fact-TakenIntoMeeting = A meeting takes this up.
fact-LeftMeeting = The meeting has left this. It goes on with everyone.
fact-PresenceNoted = { $here ->
        [yes] { $person } has come.
       *[no] { $person } has gone.
    }
fact-FacilitatorNoted = { $person ->
        [none] Nobody
       *[other] { $person }
    } facilitates from here.

# --- what somebody hears who did it -----------------------------------------------------------------------------

receipt-meeting-opened = The meeting is being prepared. Everyone can add to its agenda.
receipt-meeting-begun = The meeting has begun. Everyone checks in first.
receipt-meeting-cancelled = The meeting does not take place.
receipt-agenda-changed = Done. The agenda shows it.
receipt-step-skipped = Skipped. Your reason stands in the minutes.
receipt-stand-in-named = Noted: somebody stands in for you, should you not be here.
receipt-stands-in = Thank you for standing in today.
receipt-leaving-early = Noted. Items that need you can come first.
receipt-announced = Everyone can read it.
receipt-next-meeting = Noted for everyone.
receipt-item-opened = The item is on the table.
receipt-item-closed = Closed, with its result and its next step.
receipt-action = Noted: who, what, and by when.
receipt-topic-brought = It is in the backlog.
receipt-point = Noted, without names.
receipt-minutes-corrected = The minutes say it that way now.
receipt-minutes-objected = Your objection becomes an item of the next meeting.
receipt-meeting-closed = The meeting is closed. The summary is out.
receipt-evaluation = Thank you. It is kept with this meeting.
receipt-addendum = It stands below the minutes.
receipt-report-given = Thank you. Now everyone can ask.
receipt-result = Recorded, with its next step.
