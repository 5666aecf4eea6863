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
