# Selecting people for roles: steps, acts, cards, answers. Words for every file of the method, in one place.

# --- rounds

step-round-role = The role
    .prompt = What do you need to know about this role?
    .purpose = We make sure that everyone understands the role before any name is said.
    .why = People choose better when they choose for the same role. If the description has to change, it changes now, before it is about somebody.
    .say = This is the role. If you hold it now, tell us in three sentences what it is like. What do the others want to know?
    .not-now = Names, and who would like to. Both come later.
    .helps = Ask what the role needs in the coming months. If the description is off, ask the circle to change it first.
step-round-qualifications = Qualifications
    .prompt = Which one or two qualities would help somebody in this role?
    .purpose = We collect what would help somebody in this role. These are wishes, not requirements.
    .why = Saying first what the role needs helps everyone look beyond the usual names.
    .say = What would help somebody to do this well? One or two things each, and nobody comments.
    .not-now = Names, and descriptions that fit only one person.
    .helps = Write each one on a line of its own. The list is kept for next time.
step-round-information = What else is good to know
    .prompt = Is there a fact or a question that matters for this choice?
    .purpose = We hear facts and questions that matter for the choice, about the role and about those who were named.
    .why = Some things only few people know: who has time in spring, who is learning this already. Better now than after the choice.
    .say = Is there anything the others should know before they stay with their nomination or change it?
    .not-now = New reasons for your own nomination, and answers to other people’s reasons.
    .helps = Facts in one sentence. Ask those who were named only what they can answer shortly.

# --- other steps

step-selection-term = The term
    .purpose = Does anyone object to this term?
    .why = A term makes it easy to say yes: it ends by itself. It also brings the choice back to the circle without anyone having to complain.
    .say = Does anyone object to this term? It can still be shortened together with the candidate.
    .not-now = Whether a certain person could do it for that long.
    .helps = Half a year to a year is usual. For a new role, take less.
step-selection-list = The list of qualifications
    .purpose = Somebody words the list again, and then the circle is asked about it.
    .why = The list guides the reasons later, so everyone should be able to live with it.
    .say = Here is the list as I heard it. What has to change in it?
    .not-now = Ranking the wishes.
    .helps = Merge what says the same, and leave the rest as it was said.
step-selection-nominate = Nominating in silence
    .purpose = Everyone writes down one name for each role. Nobody sees a name before all are shown together.
    .why = Whoever hears a name first starts to think about that name. Writing first keeps the original ideas of everyone.
    .say = Write down whom you nominate, and why if you like. You may name yourself. Nobody says yes or no to anything yet.
    .not-now = Asking who would like to, and saying that you would rather not. Reasons often change people’s minds.
    .helps = A minute of silence. Write a name even if you are unsure; you can change it later with a reason.
step-selection-propose = Proposing a candidate
    .purpose = From the reasons, somebody proposes a candidate. The circle then decides about that proposal.
    .why = A circle cannot consent to a list. Somebody has to propose one person, and may well be corrected.
    .say = I heard these reasons. I propose this person for this role until this day, because of them.
    .not-now = Counting. One good reason can outweigh many names.
    .helps = Hold the reasons against the list of qualifications. If you are named yourself, let somebody else propose.
step-selection-consent = Consent to the candidate
    .purpose = { circle-words.any-objection } to this person in this role for this term? An objection says what harm you see for our aim.
    .why = Consent shows that the whole circle can work with this choice. Somebody else may be your favourite all the same.
    .say = { circle-words.any-objection } to this person in this role until this day? The question is not who would be best.
    .not-now = “I consent, but somebody else would be better”, and comparing people.
    .helps = Go round calmly. The candidate is asked after everyone else where the circle chose so.
step-selection-objections = Objections to the candidate
    .purpose = Together we look for what would make this work: support, a shorter term, a changed task.
    .why = Much of what worries people about a choice can be met. Only when that fails does the circle look for another candidate.
    .say = What do you fear for our aim? What would this person need, so that it goes well?
    .not-now = Arguing somebody into a role. A no of the candidate is always respected.
    .helps = Ask the candidate once: what would you need to say yes? A shorter term with a look at it half-way often does it.
step-selection-accept = Accepting
    .purpose = The circle has consented. Now the candidate says whether they accept.
    .why = Nobody holds a role by keeping silent. An open yes at the end is also the moment to thank them.
    .say = The circle would like you to do this. Do you accept?
    .not-now = Pressing. If it is a no, the circle looks for another candidate; the nominations stand.
    .helps = Somebody who is away is asked when they are back. Until then the decision is provisional.
step-selection-link = Consent of the broader circle
    .purpose = This person will take part in the broader circle, so that circle is asked for its consent as well.
    .why = A link is a full member of both circles. Nobody can be sent into a circle that cannot work with them.
    .say = We have made our choice. It takes effect when the broader circle has consented.
    .not-now = Acting as the link already.
    .helps = Tell the broader circle the reasons. If it objects, it says why, and we choose again.
step-selection-next = How it goes on
    .purpose = We go on with what is still open.
    .why = When several roles are filled together, each gets its own candidate and its own consent.
    .say = Let us go on with the next role.
    .not-now = Choices that were made already.
    .helps = Take the easiest role first.

# --- small questions

step-aside-description = Describe the role like this?
    .purpose = Does anyone object to this description?
    .why = The description is the circle’s own. It changes by consent, before anyone is chosen for it.
    .say = Does anyone object to describing the role like this from now on?
    .not-now = Who would fit it.
    .helps = Small changes. A role that needs much rebuilding deserves a proposal of its own.
step-aside-term = This term?
    .purpose = Does anyone object to this term?
    .why = A term makes it easy to say yes, because it ends by itself. Then the circle chooses anew.
    .say = Does anyone object to this term? It can still be shortened together with the candidate.
    .not-now = Whether a certain person could do it for that long.
    .helps = If somebody objects, propose another day.
step-aside-qualifications = This list?
    .purpose = Does anyone object to this list of qualifications?
    .why = The list guides the reasons later. These are wishes: nobody has to meet them all.
    .say = Does anyone object to this list?
    .not-now = Which of them matters most.
    .helps = If somebody objects, word the list again and ask once more.
step-aside-dialogue = Open it up?
    .purpose = Does anyone object to considering people whom nobody has nominated?
    .why = Usually a candidate comes from the nominations. When they lead nowhere, the circle may open the question by consent.
    .say = Does anyone object to looking beyond the names we have?
    .not-now = Names. They come when this is settled.
    .helps = Think of people outside the circle, of a smaller role, of a shorter term.
step-aside-vacancy = Leave it vacant?
    .purpose = Does anyone object to leaving the role vacant for now?
    .why = A vacant role that everyone knows of is better than one that somebody holds against their will.
    .say = Does anyone object to leaving this role vacant for now?
    .not-now = Whose fault it is.
    .helps = Agree who looks after the most urgent part meanwhile, and when you will try again.

carried-description = Nobody objects: the role is described like this from now on.
carried-term = Nobody objects to the term.
carried-qualifications = Nobody objects to the list.
carried-dialogue = Nobody objects: people may be proposed whom nobody had nominated.
carried-vacancy = Nobody objects: the role stays vacant for now.

# --- acts

do-OpenSelection = Select somebody for a role
    .hint = Ask the circle to choose somebody by consent, for one role or for several at once.
do-DescribeRole = Change the description
    .hint = Say how the role should be described, and ask the circle about it.
do-ProposeTerm = Propose another term
    .hint = Name the last day of the term, and ask the circle about it.
do-ListQualifications = Word the list
    .hint = Write the qualifications, one on each line, and ask the circle about them.
do-Nominate = Nominate
    .hint = Write down whom you nominate. Only you see it until all nominations are shown together.
do-ShowNominations = Show the nominations
    .hint = Show them though some are missing. It will be said whose are missing.
do-ChangeNomination = Change my nomination
    .hint = You name somebody else after hearing all reasons. Say what moved you.
do-AskToPropose = Let somebody else propose
    .hint = Ask another member to propose the candidate.
do-ProposeCandidate = Propose a candidate
    .hint = Propose one person, with the reasons you heard. The circle is then asked for its consent.
do-DrawCandidate = Draw one
    .hint = Let a draw decide among those who were named equally often. How it was drawn is kept.
do-AskAgain = Ask some to nominate again
    .hint = Those who named somebody else nominate once more, among the ones named most often.
do-AskForDialogue = Look beyond the nominations
    .hint = Ask the circle whether somebody may be proposed whom nobody has nominated.
do-ProposeVacancy = Ask to leave it vacant
    .hint = Ask the circle whether anyone objects to leaving the role vacant for now.
do-SetAside = Look for another candidate
    .hint = This candidacy ends here, and the nominations stand. Say why, in words for everyone.
do-AcceptRole = I accept
    .hint = You take the role until the end of the term. Thank you.
do-DeclineRole = I decline
    .hint = You need not give a reason. The circle looks for another candidate.

confirm-DeclineRole = Your no is respected, and nobody will ask you again for this role now. Decline it?

blank-role = Which role?
    .hint = As the circle calls it.
blank-purpose = What is the role for?
    .hint = One or two sentences. Leave it as it is if the circle has described the role.
blank-more = Which other roles at the same time?
    .hint = Their names, with commas between. Leave it empty for one role.
blank-responsibilities = What belongs to it?
    .hint = Leave it as it is if nothing changes.
blank-which = For which role?
blank-outsider = Or somebody from outside the circle
    .hint = They say themselves whether they take it on. Leave it empty if you chose somebody above.
blank-reason = Why this person?
    .hint = Reasons that have to do with the role. Nothing about people you do not name.
blank-ChangeNomination-reason = What moved you?
blank-ProposeCandidate-text = The reasons you heard
    .hint = Shown to everyone, and kept with the choice.
blank-ProposeCandidate-until = Until when, if not as agreed?
blank-OpenSelection-until = Until when is the term?
    .hint = Leave it empty for the usual term of the role.
blank-ListQualifications-text = The list, one on each line

# --- refusals

refusal-not-eligible = That person cannot hold this role in this circle. Choose one of its full members.
refusal-not-nominated = Nobody has nominated that person. Choose somebody who was named, or ask the circle to look beyond the nominations.
refusal-not-nominee = Only the candidate can say this. Ask them, and give them time.
refusal-nominee-last = You are asked when the others have answered. Hear them first; then your answer counts like every other.
refusal-candidacy-over = That candidacy has ended, and a no is respected. Choose somebody else who was named.
refusal-two-roles-apart = In this circle these two roles are held by two different people. Choose somebody else for one of them.
refusal-hand-on-proposal = Whoever proposes should not be named for this role. Let somebody propose who was not nominated.
refusal-hand-over-first = You are nominated, so somebody else facilitates this selection. Hand facilitation over, and they go on.
refusal-integrate-first = Nothing has been tried yet to meet the objection. Suggest a way first: support, a shorter term, a changed task.
refusal-changed-once = There has been a second round for changes already, and we do not go on until all agree. Propose a candidate now.
refusal-which-role = Several roles could be meant, or none of that name is open. Name one of the roles of this selection, each once.
refusal-no-tie = The names do not call for that here. Propose a candidate from the reasons you heard.
refusal-most-named = In this circle, whoever was named most often is proposed. Choose that person, or settle the tie first.
refusal-same-candidate = Objections are met with changes around this candidate, without an “if”. For another person, look for another candidate.
refusal-await-nominee = The candidate has not been reminded yet. Give them time to answer before you look for somebody else.

# --- settings

setting-outside-nominees = People from outside
setting-outside-nominees-yes = For tasks within the circle, people from outside may be nominated too.
setting-outside-nominees-no = Only members of the circle are nominated.
setting-term-consent = The term of a role
setting-term-consent-yes = The circle consents to the term before anyone is nominated.
setting-term-consent-no = The term comes with the proposal of a candidate.
setting-qualifications-round = Qualifications
setting-qualifications-round-yes = Before nominating, the circle collects what would help somebody in the role.
setting-qualifications-round-no = The circle nominates without a list of qualifications.
setting-information-round = Information round
setting-information-round-yes = After the reasons there is a round for facts and questions.
setting-information-round-no = Facts and questions have their place in the round for changes.

# --- how steps end

closed-TermsAgreed = The term stands.
closed-QualificationsAgreed = The list of qualifications stands.
closed-NominationsRevealed = All nominations are shown together.
closed-CandidateProposed = A candidate is proposed.
closed-NominatingAgain = Some people nominate once more.
closed-RoleLeftVacant = The role stays vacant for now.
closed-CandidacyEnded = This candidacy has ended. The nominations stand.
closed-CandidateAccepted = The candidate has accepted. Thank you.
closed-RoleFilled = The role is filled.
closed-RolesRemain = We go on with what is still open.
closed-NothingShown = We go on from the beginning.
closed-CandidateStands = We go on with the candidate.
closed-RolesFilled = The selection is complete.
closed-RolesVacant = The selection is complete, and nobody was selected.

ending-refused = said no
ending-set-aside = another candidate was looked for
ending-discarded = left out after an objection
ending-not-received = the broader circle objected
ending-gone = has left the circle

# --- history

fact-SelectionOpened = { $person } opened the selection: { $title }
fact-DescriptionProposed = { $person } asked to describe the role anew
fact-DescriptionAgreed = The role is described anew, by consent
fact-TermProposed = { $person } proposed another term: until { $until }
fact-TermsAgreed = The term stands
fact-QualificationsListed = The qualifications were put together
fact-QualificationsAgreed = The list of qualifications stands
fact-NominationsRevealed = All nominations were shown together
fact-NominationChanged = { $person } now nominates { $nominee }
fact-ProposerAsked = { $person } asked { $other } to propose a candidate
fact-CandidateDrawn = A draw picked { $person }
fact-CandidateProposed = { $person } was proposed
fact-NominatingAgain = { $person } asked some people to nominate once more
fact-DialogueAgreed = The circle looks beyond the nominations
fact-VacancyProposed = { $person } asked to leave the role vacant for now
fact-RoleLeftVacant = The role stays vacant for now
fact-CandidacyEnded = The candidacy of { $person } has ended: { $ending }
fact-CandidateAccepted = { $person } accepted
fact-RoleFilled = { $person } holds the role until { $until }

# --- what the acting person is told

receipt-selection-opened = The selection is open: { $title }
receipt-described = The circle is asked about your description.
receipt-term-proposed = The circle is asked about this term.
receipt-listed = The circle is asked about this list.
receipt-nominated = Your nomination is kept, and only you know it. You can change it until all are shown together.
receipt-nominated-last = Your nomination was the last one. Now all of them are shown together.
receipt-nomination-passed = Noted: you name nobody. Only you know it until all nominations are shown together.
receipt-nominations-shown = All nominations are shown now.
receipt-nomination-changed = Your nomination is changed. Everyone sees it, with what moved you.
receipt-proposer-asked = { $person } proposes the candidate.
receipt-drawn = The draw picked { $person }. Propose this person now, with the reasons you heard.
receipt-candidate-proposed = Your proposal stands, and the circle is asked for its consent.
receipt-nominating-again = Those who had named somebody else are asked once more.
receipt-candidacy-ended = This candidacy has ended. The nominations stand.
receipt-declined-role = Noted, and respected. Nobody will ask you again for this role now.
receipt-accepted-role = Thank you for accepting. The circle sees it.

# --- cards

selection-role = { $role } (until { $until })
selection-responsibilities = What belongs to it:
selection-holder = Now held by { $person }, who can be chosen again.
selection-qualifications = What would help (wishes, not requirements):
selection-sealed = Nominations stay sealed until all are shown together. Nobody says yes or no to anything yet.
selection-written = Have written: { $people }
selection-again = Some nominate once more, among: { $people }
selection-missing = Not here: the nominations of { $people }
selection-grid-role = For { $role }:
selection-row = { $person } nominates { $nominee }
selection-row-changed = { $person } nominates { $nominee } (before: { $before })
selection-row-none = { $person } names nobody
selection-drawn = A draw picked { $person }.
selection-dialogue = The circle looks beyond the nominations.
selection-conflict = { $person } facilitates and is nominated. Say openly how that might colour your proposal.
selection-conflict-hand-on = { $person } facilitates and is nominated, so somebody else proposes.
selection-several-roles = Named for more than one role: { $people }. Perhaps this load should be spread.
selection-ended = { $person }: { $ending }
selection-candidate = Proposed: { $person } as { $role } until { $until }
selection-reasons = Because of these reasons:
selection-nominee-last = { $person } is asked when the others have answered.
selection-provisional = Provisional until this person accepts. Nobody holds a role by keeping silent.
selection-described = { $role } would be described like this:

nominee-proposed-title = You are proposed: { $title }
nominee-proposed = The others are asked first, then you. You can hear their reasons before you answer.
nominee-turn-title = Your answer: { $title }
nominee-turn = Do you see harm in it for the circle’s aim or for your own work? You may say yes, object, or decline.
nominee-accept-title = Do you accept? { $title }
nominee-accept = The circle has consented. You hold the role only if you say yes here.

selected-title = The result: { $title }
selected-role = { $person } as { $role } until { $until }
selected-vacant = { $role }: vacant for now
