# What is said in a chat: what can be typed and looked at, founding a circle in a channel, notes for one person alone.
# `chat-verb-<name>` lists the words people may type, the one that is shown first.

chat-verb-help = help, ?, commands
chat-verb-new = new, found, create, start, setup
chat-verb-status = status, now, state
chat-verb-propose = propose, proposal
chat-verb-meeting = meeting, meet
chat-verb-select = select, selection
chat-verb-more = more, all, everything
chat-verb-why = why, script
chat-verb-takeover = takeover, take-over, facilitate
chat-verb-join = join
chat-verb-leave = leave
chat-verb-words = words, word, glossary

do-help = What can I do here?
    .hint = Everything you can type, one line each.
do-new = Found a circle here
    .hint = Make this channel the room of a new circle, for real or for practice.
do-status = Where we stand
    .hint = What waits for you, what is under way, and when we meet next.
do-propose = Propose something
    .hint = Bring a text to the circle and ask for its consent.
do-meeting = Meeting
    .hint = See the meeting that is prepared or under way, or open one.
do-select = Select somebody for a role
    .hint = Begin a selection: the circle finds out together who fits.
do-more = More …
    .hint = Everything you can do here now.
do-why = Why this step?
    .hint = Why there is this step, and what the person who facilitates could say.
do-takeover = Take over facilitating
    .hint = Facilitate what is under way, when the circle needs it.
do-join = Ask to join
    .hint = Ask this circle for a place. Its members decide about it.
do-leave = Leave the circle
    .hint = Nobody is kept in a circle. You are asked once more before you go.
do-words = What do these words mean?
    .hint = The words of the method, one line each.
do-text = Read all
    .hint = The whole text, where a card shows only its beginning.
do-mine = What waits for me?
    .hint = Everything that needs you, in all your circles.
do-board = Show the newest card
    .hint = Where this stands now.
do-bring = Bring to the circle
    .hint = Make this message a topic or a proposal of the circle.

chat-help = This is what you can type:
chat-help-line = { $verb }: { $hint }
chat-no-such-verb = I do not know “{ $said }”. Here is what you may have meant.
chat-unknown = This button is older than what I remember, so nothing was changed. Here is what waits for you now.
chat-now = This is what we are at now:
chat-more = What you can do about “{ $title }” (page { $page } of { $pages })
chat-about = About “{ $title }”
chat-in-circle = In the circle { $circle }
chat-no-text = There is no text to read yet. It is shown here once it is ready for the circle.
chat-words = What the words mean:
chat-word = { $word }: { $meaning }
chat-status = { $circle }: where we stand
chat-needs-you-in = { $circle }: { $line }
chat-next-meeting = Next meeting: { $at }
chat-agreed = { $count ->
    [one] One agreement is in force.
   *[other] { $count } agreements are in force.
}

chat-sign-concern = A concern is kept with the decision in your words, so it counts once they are there. What should we keep an eye on?

chat-in-voice = In the voice channel now: { $people }.
chat-not-in-voice = Not seen there: { $people }. Nobody counts as away because of that; if somebody is, mark it under More.

chat-no-circle = You are in no circle yet. Go to the channel where people should meet, and found one there.
chat-no-circle-here = No circle meets in this channel yet. Found one here, or try it in practice with simulated members.
chat-which-circle = You are in several circles. Say it in the channel of the one you mean:
chat-new-in-room = A circle needs a channel to meet in. Go there, and found it from there.
chat-new-lead = A circle decides by consent. This channel becomes its room. In practice the others are simulated, and nothing is a real decision.
chat-room-taken = The circle { $circle } meets in this channel already. Take another channel for a new circle.
chat-founded = { $circle } is founded, and meets here from now on. What would you like to begin with?
chat-founded-practice = { $circle } is founded for practice. The others are simulated and act by themselves. What would you like to try?

blank-new-name = What is the circle called?
blank-new-members = Who is in it, besides you?
    .hint = You can leave this empty in practice.
blank-new-preset = How does it work?
blank-new-practice = Is it for practice?
    .hint = In practice, four simulated members take part.
blank-new-aim = What is it there for?
blank-new-facilitator = Who facilitates?
    .hint = Left empty, you do.
blank-new-secretary = Who keeps the record?
blank-new-answers = How do people answer?
practice-yes = Yes, with simulated members
practice-no = No, for real
answers-open = Open: everyone sees each answer
answers-sealed = Sealed: shown once all have answered
blank-as = What should it become?
as-topic = A topic for the backlog
as-proposal = A proposal, right now
blank-bring-text = The text

chat-welcome = { $circle } meets here
chat-welcome-people = In this circle: { $people }
chat-welcome-how = It works as “{ $preset-name }”. A decision is made when nobody who is asked sees harm in it for the circle’s aim.
chat-welcome-next = What is under way stands here on one card a step, and changes as you answer. Type help behind the command to see what you can do.

main-run-help = Meet in Slack and Discord: in every one of them that the settings give access to. Ctrl-C ends it.
main-doctor-help = Look whether everything is there that running takes, one line each, with the cure.
doctor-well = well
doctor-odd = odd
doctor-ill = not well
doctor-database = The database can be read; circles meet in { $count ->
    [0] no room yet
    [one] one room
   *[other] { $count } rooms
}.
doctor-no-database = The database cannot be read: { $fault }
doctor-verify = “circlewise verify” says more about it.
doctor-no-platform = Neither Slack nor Discord is set up.
doctor-set-up = Put CIRCLEWISE_SLACK_BOT_TOKEN and CIRCLEWISE_SLACK_APP_TOKEN, or CIRCLEWISE_DISCORD_TOKEN, into the environment or .env.
