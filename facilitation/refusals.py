"""Every reason to say no, and who should act on it.

A refusal is never the end of a conversation: each reason has a sentence in the wording files that says what to
do instead, and `turn_to` says whose move it is. Nothing is stored when a command is refused.

Three exceptions for three different conversations:

- `Refused`: understood, but the rules say no, now or to this person;
- `Malformed`: the input could not be read as a command at all (adapters raise it);
- `Ambiguous`: it could be read in more than one way (two people of one name).
"""

from __future__ import annotations

from enum import Enum


class TurnTo(Enum):
    """Who can do something about a refusal."""

    YOU = "you"
    FACILITATOR = "facilitator"
    CIRCLE = "circle"
    NOBODY = "nobody"


class Reason(Enum):
    """Why a command was refused. The value is the message id of its sentence and its word in transcripts."""

    # who is asking
    STRANGER = "stranger"
    NO_CONSENT_RIGHT = "no consent right"
    NOT_ASKED = "not asked"
    ABOUT_YOU = "about you"
    NOT_FACILITATOR = "not facilitator"
    NOT_AUTHOR = "not author"
    NOT_OBJECTOR = "not objector"
    NOT_YOUR_PEN = "not your pen"
    NOT_SECRETARY = "not secretary"
    NOT_MOVER = "not mover"
    OWN_OBJECTION = "own objection"
    ALREADY_FACILITATOR = "already facilitator"
    NOT_A_MEMBER = "not a member"
    NOT_FULL_MEMBER = "not full member"
    # when
    STALE = "stale"
    OVER = "over"
    NOT_NOW = "not now"
    ASIDE_FIRST = "aside first"
    NOT_YOUR_TURN = "not your turn"
    ALREADY_SPOKEN = "already spoken"
    TURN_RUNNING = "turn running"
    ALREADY_THERE = "already there"
    ALREADY_AWAY = "already away"
    ALREADY_OPEN = "already open"
    # what
    NO_SUCH_THING = "no such thing"
    TEXT_MISSING = "text missing"
    TEXT_TOO_LONG = "text too long"
    TEXT_UNREADABLE = "text unreadable"
    DATE_PAST = "date past"
    DATE_FAR = "date far"
    NOTHING_CHANGED = "nothing changed"
    # the method
    NO_PASS = "no pass"  # noqa: S105 - a pass in a round, not a password
    ANSWER_NEEDED = "answer needed"
    NO_COME_BACK = "no come back"
    NO_CONCERNS = "no concerns"
    NO_LEAVING_IT = "no leaving it"
    BELONGS_TO_CIRCLE = "belongs to circle"
    SUBSTANCE_LATER = "substance later"
    TAKE_UP_FIRST = "take up first"
    ONE_AT_A_TIME = "one at a time"
    NOT_UNDERSTOOD_YET = "not understood yet"
    NOT_QUALIFIED_YET = "not qualified yet"
    ANSWER_DISPUTE_FIRST = "answer dispute first"
    NOT_ALL_ARGUED = "not all argued"
    ARGUMENT_GIVEN = "argument given"
    TRY_SMALLER_FIRST = "try smaller first"
    NO_BROADER_CIRCLE = "no broader circle"
    NOT_THIS_WAY = "not this way"
    DOMAIN_ELSEWHERE = "domain elsewhere"
    DOMAIN_NOT_HELD = "domain not held"
    CHARTER_INCOMPLETE = "charter incomplete"
    NAME_TAKEN = "name taken"
    LEADER_IS_DELEGATE = "leader is delegate"
    STEPS_MISSING = "steps missing"
    NOT_LEADING = "not leading"
    CIRCLE_RESTS = "circle rests"
    SETTINGS_UNKNOWN = "settings unknown"
    NO_TRIAL = "no trial"
    NOBODY_TO_ASK = "nobody to ask"
    # together or apart, and beside the work
    NOT_TOGETHER = "not together"
    SEALED_NOW = "sealed now"
    CONSENT_NOT_CUT = "consent not cut"
    # shaping
    TWO_OR_THREE = "two or three"
    NOT_ALL_ANSWERED = "not all answered"
    DRAFT_INCOMPLETE = "draft incomplete"
    NOT_COVERED = "not covered"
    # roles and the backlog
    NOT_HOLDER = "not holder"
    NOT_LEADER = "not leader"
    NOT_YOUR_TOPIC = "not your topic"
    ROLE_EXISTS = "role exists"
    NUMBER_ODD = "number odd"
    DOMAIN_MISSING = "domain missing"
    OWN_DOMAIN = "own domain"
    # the advice process
    NO_AUTHORITY = "no authority"
    ADVICE_AWAITED = "advice awaited"
    # role selection
    NOT_ELIGIBLE = "not eligible"
    NOT_NOMINATED = "not nominated"
    NOT_NOMINEE = "not nominee"
    NOMINEE_LAST = "nominee last"
    CANDIDACY_OVER = "candidacy over"
    TWO_ROLES_APART = "two roles apart"
    HAND_ON_PROPOSAL = "hand on proposal"
    HAND_OVER_FIRST = "hand over first"
    INTEGRATE_FIRST = "integrate first"
    CHANGED_ONCE = "changed once"
    WHICH_ROLE = "which role"
    NO_TIE = "no tie"
    MOST_NAMED = "most named"
    SAME_CANDIDATE = "same candidate"
    AWAIT_NOMINEE = "await nominee"
    # a meeting
    MEETING_OPEN = "meeting open"
    ROLES_UNCOVERED = "roles uncovered"
    NOT_HERE = "not here"
    STAND_IN_ORDER = "stand-in order"
    RESULT_MISSING = "result missing"
    ITEM_OPEN = "item open"
    NO_ITEM_OPEN = "no item open"
    NOT_ATTENDED = "not attended"
    PAUSED = "paused"
    NOT_SO_LONG = "not so long"


TURN: dict[Reason, TurnTo] = {
    Reason.NOT_FACILITATOR: TurnTo.FACILITATOR,
    Reason.NOT_SECRETARY: TurnTo.CIRCLE,
    Reason.TAKE_UP_FIRST: TurnTo.FACILITATOR,
    Reason.ASIDE_FIRST: TurnTo.CIRCLE,
    Reason.BELONGS_TO_CIRCLE: TurnTo.CIRCLE,
    Reason.NO_BROADER_CIRCLE: TurnTo.CIRCLE,
    Reason.CIRCLE_RESTS: TurnTo.CIRCLE,
    Reason.DOMAIN_ELSEWHERE: TurnTo.CIRCLE,
    Reason.NO_AUTHORITY: TurnTo.CIRCLE,
    Reason.STRANGER: TurnTo.NOBODY,
    Reason.OVER: TurnTo.NOBODY,
}


class Refused(Exception):
    """The rules say no. `reason` says why, `detail` names what the sentence needs (a circle, a setting)."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason.value, detail)
        self.reason = reason
        self.detail = detail

    @property
    def turn_to(self) -> TurnTo:
        """Whose move it is now."""
        return TURN.get(self.reason, TurnTo.YOU)


class Malformed(Exception):
    """The input cannot be read as a command. `args[0]` names the message id of a sentence that says what can."""


class Ambiguous(Exception):
    """The input fits more than one thing; `candidates` are what it could mean, as people would write them."""

    def __init__(self, said: str, candidates: tuple[str, ...]) -> None:
        super().__init__(said, candidates)
        self.said = said
        self.candidates = candidates
