# The card that stays: what the circle decided.

decision-title = Decided: { $title }
decision-title-waiting = Decided, on a condition: { $title }
decision-title-review = In review: { $title }
decision-title-over = No longer in force: { $title }
decision-lead = The circle { $circle } has consented to this text, version { $version }, on { $at }.
decision-lead-broader = The broader circle has decided this, version { $version }, on { $at }.
decision-one = This circle had one member when it decided.
decision-in-force = It is in force.
decision-waiting = It takes effect when the condition is met.
decision-in-review = The circle is looking at it again. It stays in force until the circle decides.
decision-owner = { $owner } looks after it.
decision-no-owner = Nobody looks after it by name. The circle does.
decision-review = We look at it again on { $review }.
decision-criteria = How we will know that it works:
decision-condition = It takes effect only if this is met by { $until }:
decision-settings = How the circle works from now on:
decision-answered = Everyone whose consent was needed gave their own answer.
decision-assumed = Silence was counted for { $people }, under a rule this circle had agreed on before.
decision-left = { $people } left it to the others.
decision-concerns = Concerns that stay with it:
decision-objections = How objections were dealt with:
decision-met = Objection { $number } ({ $person }): met by version { $version }
decision-other = Objection { $number } ({ $person }): { $status }
decision-earlier = It replaces an earlier agreement.
decision-undo = If it turns out to do harm, any member may withdraw consent. The agreement stays in force while the circle looks at it.

# How a proposal ended without a decision.

ended-title = { $title }
ended-open-text = Its last text, version { $number }:
