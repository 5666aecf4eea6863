# Roles: who holds them and until when, and what their holders do.

do-RecordOperationalDecision = Note a decision of my role
    .hint = Write down what you have decided in a role you hold, so that everyone can find it.
do-AddHandover = Note something to hand over
    .hint = What should whoever follows you know, or get from you? One point at a time.
do-FinishHandover = A point is handed over
    .hint = Say that a point on the handover list is done.
do-NameUnderstudy = Name an understudy
    .hint = Name somebody who learns the role beside you, so that it never hangs on one person.
do-StayInRole = Stay in the role
    .hint = Take back that you give it back. You can until the day.
do-ResignRole = Give a role back
    .hint = Say from when you will not hold the role any more. The circle then selects somebody.
do-CoverRole = Look after a role for now
    .hint = As leader, look after a role that nobody holds, until somebody is selected.

blank-RecordOperationalDecision-role = In which role?
blank-RecordOperationalDecision-text = What have you decided?
    .hint = As others will want to read it later: what, and for what.
blank-RecordOperationalDecision-until = Until when does it hold?
blank-AddHandover-role = Which role?
blank-AddHandover-text = What has to be handed over?
    .hint = A key, a password, a contact, something only you know.
blank-FinishHandover-role = Which role?
blank-FinishHandover-point = Which point of the list?
blank-point = Which point?
blank-NameUnderstudy-role = Which role?
blank-NameUnderstudy-person = Who learns it beside you?
blank-ResignRole-role = Which role?
blank-StayInRole-role = Which role?
blank-ResignRole-on = From which day?
    .hint = Leave it empty to give it back today. With some notice it is easier for the others.
blank-ResignRole-text = Would you like to say something about it?
blank-CoverRole-role = Which role?
blank-CoverRole-until = Until when at most?

roles-title = Roles: { $circle }
roles-lead = Who looks after what, and until when.
roles-term = { $role }: { $person }, until { $until }
roles-caretaker = { $role }: { $person } as caretaker. The term ended on { $until }, and nobody has followed yet.
roles-interim = { $role }: { $person } for now, until somebody is selected, at most until { $until }
roles-held = { $role }: { $person }, with no term set
roles-vacant = { $role }: nobody yet
roles-purpose = { $text }
roles-review-due = It is time to look at this role itself: is it still what we need?
roles-leaves = { $person } gives it back on { $until }.
roles-understudy = { $person } learns it beside them.
roles-handover = Handed over: { $done } of { $of }
roles-handover-point = Still to hand over, { $number }: { $text }
roles-many = { $person } holds { $count } roles. Is that right for them, and for the circle?
roles-nobody = nobody

term-ends-title = A term ends: { $role }
term-ends-yours = Your term ends on { $until }. The selection is on the backlog. A good moment to note what you would hand over.
term-ends-secretary = The term of { $person } ends on { $until }. The selection is on the backlog; please see that it comes onto an agenda in time.
term-over-title = A term is over: { $role }
term-over-yours = Your term ended on { $until }, and nobody has followed yet. Until then you are caretaker, and everyone can see that.
term-over-secretary = The term of { $person } ended on { $until }, and nobody has followed yet. The selection is on the backlog.

fact-RoleDefined = We have the role { $role }.
fact-RoleDropped = We do not have the role { $role } any more.
fact-RoleKept = We keep the role { $role } and look at it again on { $until }.
fact-RoleReviewDue = It is time to look at the role { $role }.
fact-RoleAssigned = { $person } holds the role { $role } until { $until }.
fact-RoleEnded = { $person } does not hold the role { $role } any more: { $why }
fact-RoleDescribed = The role { $role } is described in another way, as a selection has agreed.
fact-ResignationTakenBack = { $person } stays in the role { $role }.
fact-RoleResigned = { $person } gives the role { $role } back on { $until }.
fact-HalfTermReached = Half of the term of { $person } as { $role } is over.
fact-TermReminded = A reminder: the term of { $person } as { $role } ends on { $until }.
fact-CaretakerBegan = The term of { $person } as { $role } ended on { $until }. Until somebody follows, they stay as caretaker.
fact-OverdueReported = In { $circle } the term of { $person } as { $role } ended on { $until }, and nobody has followed yet.
fact-UnderstudyNamed = Learning the role { $role } beside its holder: { $person }
fact-HandoverAdded = { $person } notes for handing over { $role }: { $text }
fact-HandoverFinished = Point { $number } of handing over { $role } is done, says { $person }.
fact-OperationalDecisionRecorded = { $person } has decided as { $role }: { $text }

receipt-resigned = Noted: you give the role { $role } back on { $until }. The selection is on the backlog. Thank you for what you did in it.
receipt-stays = Noted: you stay in the role { $role }.
receipt-role-taken = Noted: you look after the role { $role } for now, until { $until } at most.
receipt-understudy = Noted for { $role }. Learning it beside you: { $person }
receipt-handover = Noted for handing over { $role }.
receipt-handover-done = Noted: point { $number } of handing over { $role } is done.
receipt-operational = Noted as a decision you made in the role { $role }. It is not an agreement of the circle, and shown as what it is.

role-end-followed = somebody follows
role-end-resigned = given back
role-end-removed = the circle has decided so
role-end-left = they have left the circle
role-end-link-ended = they no longer link the two circles
role-end-dropped = the role was given up

refusal-not-holder = That is for the person who holds the role. Ask them, or bring it as a topic for the circle.
refusal-not-leader = That is for the circle’s leader. Ask them, or bring a selection as a topic.
refusal-role-exists = There is a role for this already. Propose to change that one, or to give it up first.

glossary-caretaker = Caretaker
    .line = Whoever goes on with a role after the term, until somebody follows. Everyone can see that it is overdue.
glossary-understudy = Understudy
    .line = Somebody who learns a role beside its holder, so that it never hangs on one person.
glossary-handover = Handover
    .line = What a holder passes on to whoever follows: keys, contacts, and what only they know.
glossary-operational-decision = Operational decision
    .line = What somebody decides alone in their role. It carries the work on and makes no agreement for others.

# --- proposals about roles, each with a form of its own ---

do-ProposeRole = Propose a role
    .hint = What it is for, and what its holder decides alone. Who fills it is chosen afterwards.
do-ProposeRoleChange = Propose to change a role
    .hint = What it is for, or what belongs to it. Whoever holds it goes on with what you decide.
do-ProposeRoleEnd = Propose to end a role
    .hint = The role is given up, or only somebody’s time in it.
blank-ProposeRole-name = What is the role called?
    .hint = Secretary or facilitator, or a name of your own.
blank-ProposeRoleChange-purpose = What is the role for from now on?
    .hint = Leave it empty to keep it as it is. The same goes for what follows.
blank-authority = What does its holder decide alone?
    .hint = And where that ends. Everything else is for the circle.
blank-outside = What does not belong to it?
    .hint = What somebody might expect of it, though.
blank-qualifications = What would you wish for in its holder?
    .hint = One wish a line. They are no conditions.
blank-term_days = For how many days does somebody hold it?
    .hint = Empty means a year for a new role, and no change for one you have.
blank-what = What ends?
what-drop = The role is given up
what-vacate = Somebody’s time in it

board-role = The role { $role }
board-role-purpose = What it is for: { $text }
board-role-responsibilities = What belongs to it: { $text }
board-role-domain = What its holder decides alone: { $text }
board-role-outside = What does not belong to it: { $text }
board-role-qualifications = What we wish for: { $text }
board-role-time-budget = Time for it: { $text }
board-role-reports = Reports: { $text }
board-role-measures = How we see that it goes well: { $text }
board-role-budget = Budget: { $text }
board-role-depends-on = It depends on: { $text }
board-role-owed = What the circle owes its holder: { $text }
board-role-term = { $days ->
        [one] Its term: { $days } day
       *[other] Its term: { $days } days
    }
board-role-review = We look at the role again on { $until }.
board-role-dropped = The role { $role } would be given up. Whoever holds it would hold it no longer.
board-role-vacated = The role { $role } stays. Whoever holds it would hold it no longer.
