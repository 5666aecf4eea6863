# What is said in a terminal only: the commands, the demonstration, practice, the logbook.

terminal-more = … and { $count } more characters. Type “text” to read all of it.
terminal-alone = [only { $person } sees this]
terminal-act = { $person }: { $label }
terminal-receipt = [to { $person }] { $said }

# The demonstration.

demo-title = A circle decides
demo-stop = Stopped. Start it again whenever you like; “circlewise demo --fast” does not wait for you to read.
demo-end = That was one decision by consent, from the proposal to the agreement.
demo-stored = It is stored in { $path }. Read how it came about:
demo-next = Would you like to try it yourself? Type “circlewise play”: you sit in a practice circle, and nothing can go wrong.
demo-broken = The demonstration did not go as it is written: { $why }

# The command line.

main-help = Circlewise helps a circle to decide by consent. It facilitates; it never judges and never decides.
main-greeting = Welcome. Circlewise helps a circle to decide by consent.
main-next-demo = watch six people decide something (two to three minutes)
main-next-play = sit in a circle yourself, with made-up members or with others at this keyboard
main-next-logbook = read what was decided, and how it came about
main-more = “circlewise --help” names all there is.
main-demo-help = Watch a circle of six decide something by consent, with an objection on the way.
main-demo-fast = Do not wait for anybody to read.

# What can be typed. Several words for one thing are separated by commas.

terminal-aid-help = help, h, ?
    .hint = what can be typed here
terminal-aid-more = more, all
    .hint = everything you may do, also what is seldom needed
terminal-aid-board = board, show, where
    .hint = where we are
terminal-aid-text = text, read
    .hint = the whole text, and how it changed
terminal-aid-why = why
    .hint = why there is this step
terminal-aid-who = who
    .hint = who is in the circle, and whose move it is
terminal-aid-script = script, say it
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
terminal-verb-ConfirmStatement = confirm, that is it
terminal-verb-ConfirmAmendment = meets it, accept
terminal-verb-DeclineAmendment = not yet, decline

terminal-date-tomorrow = tomorrow
terminal-date-in = in
terminal-date-one = a, an, one, next
terminal-date-day = day, days
terminal-date-week = week, weeks
terminal-date-month = month, months
terminal-date-year = year, years

terminal-type-something = Type a number from the list, or “help”.
terminal-no-such-number = There is no such number in the list. Type one that is there, or “help”.
terminal-unknown = That is none of the things that can be done now. Type a number from the list, with your words behind it if you like; “help” says more.
terminal-did-you-mean = Did you mean { $candidates }?
terminal-numbers = Type their numbers, for example 1, 3.
terminal-date = Type a date as 2026-09-01, or a time from now as “in 3 months”.
