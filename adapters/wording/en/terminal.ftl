# What is said in a terminal only: the commands, the demonstration, practice, the logbook.

terminal-more = … and { $count } more characters. Type “text” to read all of it.
terminal-alone = [only { $person } sees this]
terminal-receipt = [to { $person }] { $said }

# The demonstration.

demo-title = A circle meets
demo-stop = Stopped. Start it again whenever you like; “circlewise demo --fast” does not wait for you to read.
demo-end = That was a whole meeting, from the check-in to the check-out.
demo-stored = It is stored in { $path }. Read its minutes, and how it came about:
demo-next = Would you like to try it yourself? Type “circlewise play”: you sit in a practice circle, and nothing can go wrong.
demo-broken = The demonstration did not go as it is written: { $why }

# The command line.

main-help = Circlewise helps a circle to decide by consent. It facilitates; it never judges and never decides.
main-greeting = Welcome. Circlewise helps a circle to decide by consent.
main-next-demo = watch a circle hold its meeting (about five minutes)
main-next-play = sit in a circle yourself, with made-up members or with others at this keyboard
main-next-logbook = read what was decided, and how it came about
main-more = “circlewise --help” names all there is.
main-demo-help = Watch a circle of five hold its meeting: a report, a decision with an objection on the way, somebody for a role.
main-demo-fast = Do not wait for anybody to read.

# What can be typed. Several words for one thing are separated by commas.

terminal-aid-help = help, h, ?
    .hint = what can be typed here
terminal-aid-more = more, all
    .hint = everything you may do, also what is seldom needed
terminal-aid-circle = circle, table
    .hint = back to the circle: everything that is under way, and what can be begun
terminal-aid-board = board, show, where
    .hint = where we are
terminal-aid-text = text, read
    .hint = the whole text, and how it changed
terminal-aid-why = why
    .hint = why there is this step
terminal-aid-who = who
    .hint = who is in the circle, and whose move it is
terminal-aid-script = script
    .hint = what the facilitator can say now
terminal-aid-words = glossary, words
    .hint = what the words mean
terminal-aid-wait = wait, skip, later
    .hint = let the others go first
terminal-aid-as = as, i am
    .hint = somebody else takes the keyboard: as Bo
terminal-aid-quit = quit, exit, bye, q
    .hint = stop here; everything is kept

terminal-verb-Consent = consent, yes, ok, no objection
terminal-verb-Object = object, objection, i object
terminal-verb-RaiseConcern = concern
terminal-verb-LeaveIt = leave it
terminal-verb-AgreeItQualifies = agree, nothing to dispute
terminal-verb-Dispute = dispute, differently
terminal-verb-Speak = say, speak, turn
terminal-verb-Ask = ask, question
terminal-verb-Answer = answer
terminal-verb-Pass = pass, nothing, clear
terminal-verb-ComeBackToMe = later, come back
terminal-verb-Suggest = suggest, idea
terminal-verb-Reflect = reflect, say back
terminal-verb-Amend = amend, offer
terminal-verb-Redraft = change, redraft
terminal-verb-LetStand = stand, stands
terminal-verb-ConfirmStatement = yes, confirm, that is it
terminal-verb-ConfirmAmendment = yes, meets it, accept
terminal-verb-DeclineAmendment = no, not yet, decline

terminal-date-now = now, at once
terminal-date-tomorrow = tomorrow
terminal-date-in = in
terminal-date-one = a, an, one, next
terminal-date-minute = minute, minutes, min
terminal-date-hour = hour, hours, h
terminal-date-day = day, days
terminal-date-week = week, weeks
terminal-date-month = month, months
terminal-date-year = year, years

terminal-type-something = Type a number from the list, or “help”.
terminal-no-such-number = There is no such number in the list. Type one that is there, or “help”.
terminal-unknown = That is none of the things that can be done now. Type a number from the list, with your words behind it if you like; “help” says more.
terminal-did-you-mean = Did you mean { $candidates }?
terminal-number = Type a number, for example 20.
terminal-numbers = Type their numbers, for example 1, 3.
terminal-date = Type a date as 2026-09-01, or a time from now as “in 3 months”.
terminal-yes = yes, y
terminal-no = no, n
terminal-yes-no = yes or no?
terminal-needed = This one is needed, so it cannot stay empty.
terminal-cancel = cancel
terminal-draft-keep = Press Enter to keep what is there, and type - to leave a field empty.
terminal-long-hint = A text of several lines begins and ends with a line of three quotation marks: """

# Playing.

play-title = A circle at this keyboard
play-welcome = You can stop at any time, even by closing the window. “circlewise play” goes on where you were.
play-bye = Good-bye. Everything is kept; “circlewise play” goes on from here.
play-unfinished = “{ $title }” is under way in the circle { $circle }.
play-decided = That is settled. “{ $command }” tells how it came about.
play-members = In the circle: { $people }.
play-practice-circle = Practice
play-practice-aim = To learn how deciding by consent feels.
play-your-move = { $person }, what would you like to do?
play-also = Type a number, with your words behind it if you like. Or: help, why, who, text, script, wait, more, quit.
play-also-table = Type a number, with your words behind it if you like. Or: help, who, words, board, more, quit.
play-also-short = Or: help, more, quit.
play-only-you = The others have nothing to do before you. They can wait.
play-nothing-waits = Nothing is asked of anybody just now.
play-cancelled = Left as it was.
play-hand-over = Please hand the keyboard to { $person }. { $person }, press Enter when you have it.
play-hand-over-alone = Please hand the keyboard to { $person }. { $person }, press Enter when nobody else is looking. The screen is cleared after your answer.
play-help = You can type the number or the first words of what is in the list. You can also type:
play-name-letters = A name has letters in it. What should the others call you?
play-names-two = Two to twelve names, please, with commas between them.
terminal-changes = What changed from the version before (- taken out, + put in):

blank-play-which-circle = With which circle?
play-next-anew = A new circle
play-nothing-open = Nothing is under way in the circle { $circle }.
play-several-open = { $count } things are under way in the circle { $circle }.
play-matter = { $step }; waits for { $people }
play-matter-waits = { $step }
play-which-agreement = Which agreement would you like to look at?
play-table-agreed = What we have agreed on
    .hint = { $count ->
        [one] One agreement
       *[other] { $count } agreements
    }: read it, look at it again, or withdraw your consent.
play-table-elsewhere = Another circle
    .hint = Sit down with another circle, or found one.
play-table-first = That belongs to something that is under way: choose it from the list first.
blank-play-mode = Who is at the keyboard?
play-mode-alone = You alone
    .hint = The other members are simulated. It is a practice circle, and nothing in it is a real decision.
play-mode-together = Several people
    .hint = You decide something real and hand the keyboard round. What is private stays private.
blank-play-name = What is your name?
blank-play-names = What are your names?
    .hint = With commas between them, for example Ana, Bo, Chloé.
blank-preset = How does the circle work?
    .hint = If you are not sure, take the first.
blank-play-facilitator = Who facilitates?
blank-play-circle = What is your circle called?
blank-play-answers = Who sees the answers to a proposal?
play-answers-open = Everyone, at once
    .hint = Each answer is seen as it is given.
play-answers-sealed = Nobody, until all are in
    .hint = Each answers alone at the keyboard, and the screen is cleared. Nobody follows the crowd.
blank-author = Who brings it?
play-topic-ready-1 = A quiet hour
    .hint = Nobody is interrupted between nine and ten.
    .title = A quiet hour
    .driver = We interrupt each other all morning. Work that needs an hour of thought is put off until the evening.
    .text = Between nine and ten in the morning nobody calls, writes or drops in, unless something is on fire.
play-topic-ready-2 = Who locks up
    .hint = A rota for the last one in the building.
    .title = Who locks up
    .driver = Twice last month a window stayed open overnight, because everyone thought somebody else would look.
    .text = Each week one of us looks through all rooms in the evening and locks the door. A list by the door says who.
play-topic-ready-3 = Meetings of an hour
    .hint = Meetings end after an hour.
    .title = Meetings of an hour
    .driver = Our meetings last as long as they last. People with children leave before the decisions are made.
    .text = Our meetings last one hour at most. What is left over goes to the top of the next agenda.
main-play-help = Sit in a circle yourself: alone with simulated members, or several people at this keyboard. Goes on where you were.
main-play-fast = Let simulated members answer at once.
main-database = Another database than the one of the settings.

# Rehearsing.

main-rehearse-help = Play transcripts through the rules, and say where they go otherwise than they expect. Without a file: those that come with Circlewise.
main-rehearse-print = Only print each transcript in its one tidy form.
main-rehearse-show = Also show where each proposal stands in the end.
rehearse-well = { $file }: as expected ({ $deeds ->
        [one] one act
       *[other] { $deeds } acts
    }, { $checks ->
        [one] one expectation
       *[other] { $checks } expectations
    })
rehearse-otherwise = { $file }: { $count ->
        [one] one thing went otherwise
       *[other] { $count } things went otherwise
    }
rehearse-line = Line { $number }
rehearse-expected = expected  { $said }
rehearse-happened = happened  { $said }
rehearse-unreadable = { $file }: { $count ->
        [one] one line cannot be read
       *[other] { $count } lines cannot be read
    }
rehearse-fault = Line { $number }: { $says }
rehearse-no-file = { $file } cannot be opened: { $reason }.
rehearse-sum = { $well } of { $count } as expected.

# The logbook.

main-logbook-help = Read what was decided, and how it came about.
main-logbook-show = Show one decision: the exact wording, its versions, answers, objections and what became of them.
main-logbook-search = Find decisions by words of their title, text, reason or measures.
main-logbook-list = List all decisions. This is also what “circlewise logbook” alone does.
main-logbook-practice = Practice circles instead of real ones.
main-logbook-transcript = Print it as a transcript, which “circlewise rehearse” can play again.
logbook-decided = Decided:
logbook-open = Under way:
logbook-found = Found:
logbook-none = Nothing has been decided yet. The first decision will stand here.
logbook-not-found = Nothing holds the words “{ $words }”.
logbook-no-number = There is no decision with the number { $number }. “circlewise logbook” lists those there are.
logbook-practice-too = { $count ->
        [one] One more was decided in practice: “{ $command }”.
       *[other] { $count } more were decided in practice: “{ $command }”.
    }
logbook-circle = { $circle }
logbook-circle-practice = { $circle } (practice)
logbook-line = decided on { $adopted }, looked at again on { $review }, { $circle }
logbook-line-over = decided on { $adopted }, no longer in force, { $circle }
logbook-held = Held and settled:
logbook-line-closed = { $outcome } on { $closed }, { $circle }
logbook-confidential = A confidential item
logbook-confidential-reason = Nothing more is told of it here: { $reason }
logbook-noted = What was noted:
logbook-selected = { $person } as { $role }, until { $until }
logbook-vacant = nobody yet as { $role }
logbook-minutes = “circlewise minutes { $number }” shows the whole minutes.
logbook-line-open = open since { $opened }, { $circle }
logbook-answers = Who was asked, and what they said:
logbook-answer-explicit = { $person }: { $position }
logbook-answer-assumed = { $person }: silence, counted as { $position } under a rule the circle had agreed on before
logbook-move = Met in this way: { $move }
logbook-version = Version { $number }, by { $person }, { $at }
logbook-review-moved = Looked at again on { $after }, no longer on { $before }.

# Circles, meetings and minutes to read.

main-circles-practice = Practice circles instead of real ones.
main-circle-help = Show how a circle works and who belongs to it; without a name, all circles.
main-map-help = Show how the circles belong together: who links them, what is vacant, whose term is over.
main-map-svg = Draw the map into this file, as a picture (SVG).
main-roles-help = Show the roles of a circle, who holds them, and until when.
main-backlog-help = Show what waits in a circle’s backlog.
main-meeting-help = Show where a circle’s meeting stands, or what came of the last one.
main-minutes-help = Show the minutes of a meeting: the last one, or the one with this number.
main-minutes-markdown = As Markdown, to keep or to send.
map-drawn = The map is drawn in { $path }.
map-not-drawn = The map cannot be written to { $path }: { $reason }
circles-none = There is no circle yet. “circlewise play” founds one; “--practice” shows practice circles.
circles-none-called = There is no circle whose name begins with “{ $name }”.
meetings-none = There is no meeting yet. “circlewise play” opens one; “--practice” shows practice circles.
minutes-no-number = Number { $number } is no meeting. “circlewise logbook” lists what there is.
