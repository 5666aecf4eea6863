# Circles and how they hang together: sub-circles, links, domains, who belongs to a circle, the map.

# --- what a person can ask of a circle ---

do-JoinCircle = Ask to join
    .hint = Say in a few words what brings you. The members then decide about it.
do-AcceptMembership = I accept
    .hint = The circle has consented to your place. It is yours once you say yes.
do-DeclineMembership = No, thank you
    .hint = You do not take the place, or no longer ask for one. You need no reason.
do-LeaveCircle = Leave this circle
    .hint = You no longer belong to it. You can do this at any time, and without a reason.
do-TakeLeave = Go on leave
    .hint = You are kept informed and asked for no consent, until you come back.
do-ComeBack = Come back from leave
    .hint = You take the place again that you had before.
do-AppointLeader = Name a leader for a sub-circle
    .hint = Somebody who leads it until both circles have agreed on a leader.
do-SetWorkingTimes = Set the working times
    .hint = The language, time zone and working hours of the circle.
confirm-LeaveCircle = You no longer belong to this circle, and what you hold in it falls back to the circle. Leave it?

blank-JoinCircle-text = What brings you here?
blank-JoinCircle-standing = As what would you like to join?
blank-AppointLeader-person = Who leads it for now?
blank-language = In which language?
    .hint = Its short form, for example en or de.
blank-zone = In which time zone?
    .hint = For example Europe/Berlin.
blank-working_hours = In which hours?
    .hint = For example Mon-Fri 09:00-17:00.
blank-steps = What was tried before?
    .hint = Feedback, talks, a review, a mediation: what, and when. A removal needs it.

# --- why something was not done ---

refusal-domain-not-held = { $detail ->
        [none] That area is not with this circle. A circle can hand on only what it holds itself.
       *[other] The area “{ $detail }” is not with this circle. A circle can hand on only what it holds itself, so ask the circle that holds it.
    }
refusal-charter-incomplete = { $detail ->
        [name] The circle needs a name. Say what people will call it.
        [aim] The circle needs an aim. Say in one sentence what it is there for.
        [members] The circle needs its first members. Name those who will begin.
        [leader] The circle needs one first leader. Name one of its first members as the leader.
        [decides] It is open whether the circle decides in its area, or only recommends. Say which of the two.
        [delegate] This circle wants two links to each of its sub-circles. Say that a delegate is expected.
        [product] A helping circle brings something back. Say what that is.
        [until] A helping circle works until a certain day. Say until when.
        [change] Nothing would change like this. Say which name, aim or areas the circle is to have.
        [status] It is open what becomes of the circle. Say whether it rests, works again, or is dissolved.
       *[other] Something about the circle is still missing. Look at what a new circle needs, and add it.
    }
refusal-name-taken = A circle near this one has that name already. Choose another one, so that nobody mixes them up.
refusal-leader-is-delegate = That person is the other link of this circle. The two links are two different people, so choose somebody else.
refusal-steps-missing = A removal comes last, so it says what was tried before. Name the feedback, talks, review or mediation there has been.
refusal-not-leading = That is for the people who look after this circle, such as its leader or facilitator. Ask one of them.
refusal-circle-rests = This circle rests at the moment. Its broader circle can wake it up, and decides in its area until then.

# --- decisions that another circle has a say in ---

step-waiting-other-circle = With the other circle
    .purpose = This circle has consented. The other circle is asked now, and nothing changes before it has consented too.
    .why = What a circle is for concerns two circles: the circle itself and the one it belongs to. Neither can change it alone.
    .say = We have consented to this. The other circle is asked now, and our links tell us how it goes.
    .not-now = Acting as if the other circle had consented already.
    .helps = Tell the other circle the reason behind it, not only the text.
closed-OtherAsked = This circle has consented. Now the other circle is asked.
closed-OtherConsented = The other circle has consented as well. The decision takes effect.
closed-OtherDeclined = The other circle has not consented. Everything stays as it was.
closed-Recommended = This circle recommends it. The broader circle has it as a proposal, and decides.
closed-CircleDissolved = The circle was dissolved before this was decided. Somebody in the broader circle can take it up again.
fact-OtherAsked = The other circle is asked for its consent, too.
fact-OtherConsented = The other circle has consented as well.
fact-OtherDeclined = The other circle has not consented.
fact-Recommended = It is recommended to the broader circle.
fact-CircleDissolved = The circle was dissolved before this was decided.
fact-AgreementReturned = The circle was dissolved. The agreement stays in force, and belongs to the broader circle now.
outcome-declined = not adopted, because the other circle has not consented
outcome-recommended = recommended to the broader circle
outcome-returned = ended, because the circle was dissolved

# --- what a proposal about circles would change ---

board-steps = What was tried before:
board-circle-new = A new sub-circle: { $name }
board-circle-helping = A helping circle: { $name }
board-circle-aim = Its aim: { $aim }
board-circle-domains = Its areas: { $domains }
board-circle-no-domains = It gets no area of its own.
board-circle-decides = In its areas it decides by itself.
board-circle-recommends = It recommends. The circle that forms it decides.
board-circle-product = What it brings back: { $product }
board-circle-until = It works until { $until }.
board-circle-first = It begins with { $people }.
board-circle-leader = Its first leader: { $person }
board-circle-delegate = It is expected to select a delegate, who belongs to both circles like its leader.
board-circle-no-delegate = No delegate is expected.
board-charter = What would change about a circle:
board-charter-name = Its name: { $name }
board-two-consents = It takes the consent of both circles, this one and the other.
board-dissolution-dormant = The sub-circle would rest. Until it works again, its areas are with this circle.
board-dissolution-active = The sub-circle would work again, and decide in its areas.
board-dissolution-dissolved = The sub-circle would be dissolved. Its areas, roles and agreements come back to this circle.
board-membership = { $person } would belong to the circle: { $standing }
board-membership-own = It takes two consents, the circle’s and the person’s own.
board-link-leader = { $person } would link a circle to this one as its leader, and be a full member of both.
board-link-delegate = { $person } would link a circle to this one as its delegate, and be a full member of both.

# --- words for the kinds and states of circles ---

circle-kind-circle = circle
circle-kind-general-circle = general circle
circle-kind-mission-circle = mission circle
circle-kind-helping-circle = helping circle
circle-status-active = at work
circle-status-dormant = resting
circle-status-dissolved = dissolved

# --- the map: each circle with those below it, and what is worth a look ---

map-title = Our circles
map-lead = Each circle stands above those that belong to it. What is marked with “Look” is worth a look, and no fault.
map-empty = There is no circle yet.
map-circle = { $name }
map-circle-in = { $name }, in { $broader }
map-kind = A { $kind }: { $state }
map-decides = it decides in its areas
map-recommends = it recommends, and its broader circle decides
map-aim = Aim: { $aim }
map-domains = Areas: { $domains }
map-members = Members: { $people }
map-leader = Leader, and link from above: { $person }
map-delegate = Delegate, and link upwards: { $person }
map-flag-no-leader = Look: it has no leader. The broader circle can name somebody until both have agreed on one.
map-flag-leader-for-now = Look: { $person } leads it only until both circles have agreed on a leader.
map-flag-no-delegate = Look: it has no delegate. The circle can select one.
map-flag-one-person-links = Look: { $person } is both links. Two different people hear and say more.
map-flag-leader-facilitates = Look: { $person } leads and facilitates. That is much for one person.
map-flag-nobody = Look: nobody decides in it any more.
map-flag-circle-of-one = Look: only { $person } decides in it. That is fine for a while.
map-flag-many-members = Look: it is large. In a smaller circle everyone gets to speak.
map-flag-grown-by-links = Look: it has grown by the people who link its sub-circles. { $people } have no link and no role here. It often helps when they work on in a sub-circle, take a role, or stay in touch as guests.
map-flag-term-over = Look: the term of { $person } as { $about } is over.
map-flag-overlap = Look: “{ $about }” is also with { $others }. Agree who decides about it.
map-flag-stays-here = Look: “{ $about }” is with no sub-circle, so it stays with this circle.
map-flag-day-over = Look: its last day is over. Is it done?
map-flag-silent = Look: it has not met for a long time. Ask how it is doing.
map-picture-title = A map of our circles
map-picture-lead = { $count ->
        [one] One circle.
       *[other] { $count } circles, each inside the one it belongs to.
    }
map-legend-leader = leader
map-legend-delegate = delegate
map-legend-missing = nobody yet

# --- the board of a circle among others, and those who are asked to come ---

belonging-title = { $circle } among our circles
belonging-dissolved = This circle is dissolved. What it held is with its broader circle.
belonging-decides = In its areas it decides by itself.
belonging-recommends = It recommends. Its broader circle decides.
belonging-rests = It rests at the moment. Until it works again, its broader circle decides in its areas.
belonging-until = It works until { $until }.
belonging-sub = Sub-circle { $number }: { $name }
belonging-sub-rests = It rests at the moment, so its areas are with this circle.
belonging-invited = { $person } is asked to come: { $standing }
belonging-asking = { $person } asks to join: { $standing }
invited-title = A place for you in { $circle }
invited-yours = The circle has consented to it. It is yours once you accept it, and you may decline without a reason.

receipt-join-asked = Your wish to join is noted, and the circle will decide about it.
receipt-invitation-accepted = Welcome! You belong to the circle now.
receipt-invitation-declined = Noted. You take no place in the circle.
receipt-on-leave = You are on leave now, and kept informed. Come back whenever you like.
receipt-place = Noted. Your place in the circle: { $standing }
receipt-left-circle = You have left the circle. Thank you for what you gave to it.
receipt-leader-named = { $person } now leads the circle { $name }, until both circles have agreed on a leader.
receipt-working-times = Noted: { $text }

fact-MemberAdmitted = { $person } belongs to the circle: { $standing }
fact-MemberReleased = { $person } no longer belongs to the circle.
fact-MemberInvited = The circle has consented to a place for { $person }: { $standing }
fact-InvitationAccepted = { $person } has accepted the place: { $standing }
fact-InvitationDeclined = { $person } takes no place in the circle.
fact-JoinAsked = { $person } asks to join ({ $standing }): { $text }
fact-LeaveBegan = { $person } is on leave.
fact-WorkingTimesSet = { $person } sets the working times: { $text }
fact-SubCircleFormed = There is a new sub-circle, { $name }. It begins with { $people }.
fact-SubCircleNoted = { $name } is a sub-circle of this one.
fact-SubDecidedAlone = { $name } has one member at present, who has decided: { $title }
fact-SubCircleMet = The sub-circle { $name } has met.
fact-CharterChanged = The circle is now called { $name }. Its aim: { $aim } Its areas: { $domains }
fact-SubCharterNoted = A sub-circle is now called { $name }. Its aim: { $aim } Its areas: { $domains }
fact-SubStatusSet = The sub-circle { $name } is { $status } now.
fact-LastDayPassed = The last day of { $name } is over. Is it done?
fact-StatusSet = The circle is { $status } now.
fact-EstateReturned = What the circle held goes to its broader circle.
fact-EstateTakenIn = What the circle { $name } held is with this circle now.
fact-BroaderChanged = The circle belongs to another broader circle now.
fact-ConsentAsked = Another circle asks for our consent, brought by { $person }: { $title }
fact-ConsentImpossible = Another circle asked for our consent, and nobody could be asked.
fact-LinkReceived = The circle { $name } has chosen { $person } ({ $duty }). Our consent is asked.
fact-LinkAccepted = { $person } links two circles ({ $duty }). Our consent is not asked for here.
fact-LinkDeclined = { $person } cannot be this link ({ $duty }).
fact-Linked = { $person } links { $name } to us ({ $duty }).
fact-LinkNoted = { $person } links us to the broader circle ({ $duty }).
fact-Unlinked = { $person } no longer links { $name } to us ({ $duty }).
fact-UnlinkNoted = { $person } no longer links us to the broader circle ({ $duty }).
blank-sub = Which sub-circle?

# --- proposals about circles, each with a form of its own ---

do-ProposeCircle = Propose a sub-circle
    .hint = A circle with an aim and areas of its own, which you form together.
do-ProposeHelpingCircle = Propose a helping circle
    .hint = A few people who work something out until a day, and then recommend it.
do-ProposeCharter = Propose another name, aim or areas
    .hint = For this circle or one of its sub-circles. It takes the consent of both circles concerned.
do-ProposeLeader = Propose who leads a sub-circle
    .hint = Somebody who belongs to both circles. The sub-circle has to consent, too.
do-ProposeCircleStatus = Propose that a sub-circle rests or ends
    .hint = Or that it works again. What it held is with this circle while it rests.
do-ProposeSettings = Propose another way of working
    .hint = Some settings, or all at once. What is under way keeps the rules it began with.
do-ProposePlace = Propose somebody’s place
    .hint = Somebody joins, or takes part in another way. It takes their own consent, too.
do-ProposeRemoval = Propose to part ways with a member
    .hint = The last step, after feedback, talks, a review or a mediation.
blank-name = What is the circle called?
blank-aim = What is it there for?
    .hint = One sentence: what the circle is to bring about.
blank-holds = Which areas does it hold?
    .hint = Their names, with commas between them.
blank-decides = Does it decide by itself?
    .hint = No means that it only recommends.
blank-ProposeCircle-leader = Who leads it at first?
blank-ProposeHelpingCircle-leader = Who leads it?
blank-first = Who else is in it from the beginning?
    .hint = Whoever has not said so here is asked. Others can be invited once it is there.
blank-product = What does it bring back?
    .hint = A draft, a list, an answer: what this circle will have in its hands.
blank-last_day = Until which day does it work?
blank-ProposeCharter-name = What is it called from now on?
    .hint = Leave it empty to keep the name.
blank-ProposeCharter-aim = What is it there for from now on?
    .hint = Leave it empty to keep the aim.
blank-ProposeCharter-holds = Which areas does it hold from now on?
    .hint = All of them, with commas between. Leave it empty to keep them as they are.
blank-ProposeCharter-sub = Which circle?
blank-ProposeLeader-person = Who leads it?
blank-becomes = What becomes of it?
becomes-active = It works again
becomes-dormant = It rests
becomes-dissolved = It ends
blank-setting = What about your way of working?
    .hint = One thing or several. What each of them is now comes next.
blank-value = What is it from now on?
    .hint = Your circle’s profile says what there is to choose from.
blank-standing = As what?
decides-yes = Yes, in its areas
decides-no = No, it recommends
