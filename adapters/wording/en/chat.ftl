# What is said in a chat: what can be typed and looked at, founding a circle in a channel, notes for one person alone.
# `chat-verb-<name>` lists the words people may type, the one that is shown first.

chat-verb-help = help, ?, commands
chat-verb-new = new, found, create, start, setup
chat-verb-status = status, now, state
chat-verb-propose = propose, proposal
chat-verb-meeting = meeting, meet
chat-verb-agenda = agenda
chat-verb-backlog = backlog, topics, topic
chat-verb-roles = roles, role
chat-verb-decisions = decisions, decision, agreements, search
chat-verb-minutes = minutes
chat-verb-map = map, circles
chat-verb-settings = settings, setting, how
chat-verb-change = change
chat-verb-preferences = preferences, me, language, reminders
chat-verb-here = here, also
chat-verb-practice = practice, try
chat-verb-link = link
chat-unreachable = No longer to be reached here: { $people }. Whoever leaves a place or closes an account keeps their seat and their say: ask them another way, or go on without them as your circle has agreed.
chat-settings-me = me, mine, my
chat-settings-here = decisions
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
do-agenda = Agenda
    .hint = What the meeting is about; between meetings, what waits for one.
do-backlog = Backlog
    .hint = What waits for its turn. With words behind it, put a topic on it.
do-roles = Roles
    .hint = Who looks after what, and until when.
do-decisions = Decisions
    .hint = What the circle has agreed on. With words behind it, search; with a number, read one.
do-minutes = Minutes
    .hint = The minutes of the last meeting, or of the one with this number.
do-map = Map of the circles
    .hint = How the circles belong together, and who links them.
do-settings = How we work
    .hint = How this circle works, and how to change it.
do-change = Propose to change how we work
    .hint = Choose a setting. What it should be becomes a proposal to the circle.
do-preferences = My language, time zone, reminders
    .hint = How you are spoken to, and whether you are reminded of what waits for you.
do-here = Meet in this channel, too
    .hint = Let your circle meet in this channel as well, also on another platform; once more ends it.
do-practice = Try it in practice
    .hint = Found a practice circle here, with simulated members.
do-link = Link my accounts
    .hint = Be one person with one voice on two platforms.
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
do-board = Show where it stands
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
chat-needs-you-more = And these wait for you, too:
chat-begin = What you can begin in { $circle }
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

chat-nothing-kept = There is nothing of that kind in this circle yet.
chat-no-decisions = This circle has not decided anything yet.
chat-no-decision = Nothing of that kind has been decided yet.
chat-no-such-decision = This circle has no decision with the number { $number }. Leave the number out to see what there is.
chat-found = What was found:
chat-recent = Decided lately
chat-recent-none = Nothing yet. What your circles decide stands here, with the day on which they look at it again.
chat-decision = { $number }. { $title }, reviewed on { $review }
chat-decision-over = { $number }. { $title }, no longer in force
chat-decision-how = With its number behind the verb, you read one of them whole.
chat-no-meeting-held = This circle has not met yet, so there are no minutes.
chat-no-minutes = There are no minutes of that meeting. Leave the number out for those of the last one.
chat-my-role = You hold the role { $role } until { $until }.
chat-my-role-over = Your term in the role { $role } ended on { $until }. You keep it until somebody follows you.
chat-next-meetings = Next meetings
chat-next-meeting-of = { $circle }: { $at }

chat-settings-decisions = To show this circle’s decisions in another channel, go there and type settings decisions behind the command.
blank-preferences-language = Your language
    .hint = A tag such as en or de. Left empty, the circle’s.
blank-preferences-zone = Your time zone
    .hint = A name such as Europe/Berlin. Left empty, your chat’s or the circle’s.
blank-reminders = Remind you of what waits for you?
reminders-yes = Yes, remind me
reminders-no = No, I look myself
chat-preferences-lead = This is about how you are spoken to, in all your circles.
chat-preferences-kept = Noted. From now on you are spoken to like that.
chat-preferences = How you are spoken to
chat-preferences-now = In { $language }, with the time of { $zone }.
chat-decisions-room = Go to the channel where the decisions should be shown, and say it there.
chat-which-of-mine = Which circle do you mean? Type its name behind it.
chat-decisions-here = From now on this channel shows what { $circle } decides, one message a decision. Say it again to end that.
chat-decisions-begin = What { $circle } decides
chat-decisions-begin-how = Each decision gets one message here, which changes when it is reviewed or followed by another.
chat-decisions-begin-now = { $count ->
    [0] Nothing is in force yet.
    [one] One agreement is in force already. It comes here once something about it changes; until then you find it under Decisions.
   *[other] { $count } agreements are in force already. Each comes here once something about it changes; until then you find them under Decisions.
}
chat-decisions-no-more = This channel shows nothing new of { $circle } any more. What stands here stays.

chat-here-room = Go to the channel where the circle should meet as well, and say it there.
chat-here = From now on { $circle } meets here, too. What is under way is shown in each of its channels.
chat-here-only = { $circle } meets in this channel alone, so it stays. Let it meet in another one first.
chat-here-no-more = { $circle } meets here no more. What stands here stays, and changes no more.

chat-link-code = On the other platform, type link { $code } behind the command, within ten minutes. Show it to nobody: it makes that account yours.
chat-link-wrong = This code is wrong or too old. Ask for a new one with link on the other platform, and type it within ten minutes.
chat-link-later = That were several wrong codes. Wait ten minutes, then ask for a new one on the other platform.
chat-link-other-side = This code was shown to this very account. Type it on the other platform.
chat-link-already = These two accounts are linked already. You are one person on both, with one voice.
chat-link-two-people = This account sits in circles of its own already, so it cannot become somebody else. Leave those circles first, or keep both apart.
chat-linked = Done. On both platforms you are { $name } now, with one voice.
