# A circle's profile: every setting, and what each choice means for the people in the circle.

profile-title = How { $circle } works
profile-lead = This circle works in the way “{ $preset-name }”.
profile-aim = Its aim: { $aim }
profile-own = Where it differs:
profile-none = It follows this way in everything.
profile-validity = What an objection has to show, and who says so, is the greatest power in here. So it comes first.
profile-change = Any of this can be changed by consent. What is under way keeps the rules it began with.
profile-line = { $setting }: { $choice }

preset = Way of working
    .hint = A ready-made set of choices to begin with.
preset-sofa = Sociocracy circles
    .hint = All members are asked, and nobody judges an objection. Close to what Sociocracy for All teaches.
preset-s3 = Patterns
    .hint = Everyone tests the arguments together. Close to the patterns of Sociocracy 3.0.
preset-rolebased = Roles first
    .hint = Those present decide; objections are tested. Modelled on the Holacracy Constitution v5.

setting-preset = Way of working
setting-preset-sofa = { preset-sofa }
setting-preset-s3 = { preset-s3 }
setting-preset-rolebased = { preset-rolebased }

setting-answers = What people can answer
setting-answers-consent-or-object = Consent or an objection, nothing in between.
setting-answers-with-concerns = No objection, a concern, or a possible objection.
setting-answers-objection-or-none = No objection, or an objection.

setting-leave-it-allowed = Leaving it to the others
setting-leave-it-allowed-yes = People may leave a decision to the others. It is shown as that.
setting-leave-it-allowed-no = Everyone gives an answer of their own.

setting-concerns = Concerns
setting-concerns-yes = They can be given as an answer, are heard after a decision, and are kept with it. They stop nothing.
setting-concerns-no = They are not heard on their own after a decision. They belong into the reactions.

setting-voices = Whose consent is needed
setting-voices-all-members = Every full member’s, present or not.
setting-voices-taking-part = That of those who take part.
setting-voices-present = That of those who are there.

setting-validity = When an objection stands
setting-validity-presumed-valid = As soon as it is spoken. The circle finds out together what it says about the aim; nobody judges it.
setting-validity-argument-test = When nobody disputes its argument. Anyone may dispute, with an argument of their own.
setting-validity-criteria-test = When there is an argument for each of four criteria. The facilitator says only whether one was given.
setting-validity-circle-ruling = Unless the circle, without the objector, consents that the aim can be pursued despite it.

setting-batching = Several objections
setting-batching-facilitator-chooses = The facilitator chooses: one by one, or some together.
setting-batching-one-at-a-time = One at a time.

setting-resolved = When an objection is met
setting-resolved-new-round = The objector says so, and then everyone is asked about the whole new text.
setting-resolved-amendment-consent = Nobody objects to the change, and then everyone is asked about the whole text.
setting-resolved-both-confirm = The objector and the proposer both say so, and then everyone is asked.

setting-amender = Who words the text after the reactions
setting-amender-facilitator = The facilitator, or someone they name.
setting-amender-group = Anyone in the circle.
setting-amender-proposer = The proposer.

setting-proposer-reacts = The proposer in the reaction round
setting-proposer-reacts-yes = The proposer reacts like everyone else.
setting-proposer-reacts-no = The proposer listens.

setting-driver-check = Looking at the reason first
setting-driver-check-none = A proposal can come straight to the circle.
setting-driver-check-consent = The circle first consents to the situation that needs an answer.
setting-driver-check-proposer-shows = The proposer first shows a tension with a real example.

setting-election-pick = Choosing a candidate
setting-election-pick-strength-of-reasons = By the strength of the reasons, not by numbers.
setting-election-pick-plurality = Whoever is named most often is proposed.

setting-nomination-pass = Naming nobody
setting-nomination-pass-yes = In a selection people may name nobody.
setting-nomination-pass-no = In a selection everyone names somebody.

setting-nominee-asked = When the candidate is asked
setting-nominee-asked-last = Last, after hearing the others.
setting-nominee-asked-together = Together with everyone.

setting-candidate-objection = An objection to a candidate
setting-candidate-objection-integrate = The circle first looks for what would meet it.
setting-candidate-objection-facilitator-chooses = The facilitator chooses to meet it, or to go on to another candidate.

setting-leader-selected = Who selects the leader
setting-leader-selected-broader-circle-and-circle = The broader circle and this circle, by consent of both.
setting-leader-selected-delegator-or-team = Whoever handed over the work, or the team itself.
setting-leader-selected-leader-of-the-broader-circle = The leader of the broader circle.

setting-leader-as-delegate = Leader and delegate in one person
setting-leader-as-delegate-forbidden = Not possible.
setting-leader-as-delegate-discouraged = Possible, with a reminder that two people hear more than one.
setting-leader-as-delegate-allowed = Possible.

setting-leader-as-facilitator = Leader and facilitator in one person
setting-leader-as-facilitator-forbidden = Not possible.
setting-leader-as-facilitator-discouraged = Possible, with a reminder that it puts much into one hand.
setting-leader-as-facilitator-allowed = Possible.

setting-term-end = When the review date comes
setting-term-end-review-reminder = The circle is asked to look at the agreement again. It stays in force until then.
setting-term-end-nothing = Nothing happens by itself. Anyone may propose a change at any time.

setting-silence = What silence means
setting-silence-hold = Nothing. We wait and remind, for as long as it takes.
setting-silence-assume-after-window = After two reminders and some time, it counts as no objection, and it is marked as that.

setting-late-objection = Objections between meetings
setting-late-objection-integrate = They are worked on right where they come up.
setting-late-objection-to-meeting = They go to the next meeting.

setting-absent = Members who are away
setting-absent-hold = The decision waits for them.
setting-absent-grace = They have some hours to object; after that they count as having no objection, marked as that.
setting-absent-present-only = Those who are there decide.
setting-absent-pre-input = They can answer beforehand. It counts if the text does not change.
setting-absent-assume-if-expected = Where everyone expects the decision they get some hours to object; otherwise it waits for them.

setting-grace-hours = Hours for absent members to object

setting-collection = How answers are given
setting-collection-round = One after the other, in a round.
setting-collection-simultaneous = Everyone at once, and everyone sees them.
setting-collection-sealed = Everyone at once, and nobody sees any before all are in.

setting-rounds = How rounds are held
setting-rounds-sequential = One person after the other.
setting-rounds-together = Everyone writes at the same time; it is shown when all have had their turn.

setting-reaction-passes = How often the reaction round goes round
setting-reaction-pass-allowed = Saying nothing in the reaction round
setting-reaction-pass-allowed-yes = People may have nothing to add.
setting-reaction-pass-allowed-no = Everyone says at least a sentence.

setting-statement-consent = The sentence that says an objection
setting-statement-consent-yes = The circle consents to it before looking for a change.
setting-statement-consent-no = It is enough that the objector says: that is what I mean.

setting-turn-seconds = Seconds for a turn (0: no limit)
setting-quorum = How many must have answered (0: no minimum)
setting-window-hours = Hours to answer before reminders end (0: no reminders)

setting-double-link = Links to smaller circles
setting-double-link-required = Always two people link two circles.
setting-double-link-recommended = Two people should link two circles; one is possible.
setting-double-link-single = One person links two circles.

setting-facilitator-conflict = When the facilitator is suggested for a role
setting-facilitator-conflict-declare = They say so and go on facilitating.
setting-facilitator-conflict-hand-over-proposal = Someone else proposes the candidate.
setting-facilitator-conflict-hand-over-item = Someone else facilitates the selection.

setting-review-days = Days until a review, unless something else is said
