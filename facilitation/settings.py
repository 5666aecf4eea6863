"""How a circle works: the three presets and every switch between them (domain.md section 1).

The schools share one skeleton and differ in about twenty switches. A circle picks a preset and may override
each row by its name. A proceeding keeps the settings it opened with (INV-D17), because they are frozen into its
first fact.

>>> PRESETS["sofa"].absent
<Absent.HOLD: 'hold'>
>>> settings_from("s3", {"collection": "sealed"}).collection
<Collection.SEALED: 'sealed'>
"""

from __future__ import annotations

from dataclasses import fields, replace
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, get_type_hints

from facilitation.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping


class Answers(Enum):
    """Which answers a consent check offers: MVOS 3.2.5; S3 Consent Decision-Making step 5; HC 5.3."""

    CONSENT_OR_OBJECT = "consent or object"
    WITH_CONCERNS = "with concerns"
    OBJECTION_OR_NONE = "objection or none"


class Voices(Enum):
    """Whose consent is needed: every member, those taking part, or those at hand."""

    ALL_MEMBERS = "all members"
    TAKING_PART = "taking part"
    PRESENT = "present"


class Validity(Enum):
    """How an objection is explored or tested (domain.md section 7.3): the biggest single lever of power."""

    PRESUMED = "presumed valid"
    ARGUMENT = "argument test"
    CRITERIA = "criteria test"
    CIRCLE_RULING = "circle ruling"


class Batching(Enum):
    """Whether several objections may be worked on together."""

    FACILITATOR_CHOOSES = "facilitator chooses"
    ONE_AT_A_TIME = "one at a time"


class Resolved(Enum):
    """What shows that an amendment meets an objection."""

    NEW_ROUND = "new round"
    AMENDMENT_CONSENT = "amendment consent"
    BOTH_CONFIRM = "both confirm"


class Amender(Enum):
    """Who may change the text after the reactions and while objections are integrated."""

    FACILITATOR = "facilitator"
    GROUP = "group"
    PROPOSER = "proposer"


class DriverCheck(Enum):
    """Whether the reason for a proposal is looked at before the proposal itself."""

    NONE = "none"
    CONSENT = "consent"
    PROPOSER_SHOWS = "proposer shows"


class ElectionPick(Enum):
    """How the candidate to be proposed is found."""

    REASONS = "strength of reasons"
    PLURALITY = "plurality"


class NomineeAsked(Enum):
    """When the nominee answers in the consent round of a selection."""

    LAST = "last"
    TOGETHER = "together"


class CandidateObjection(Enum):
    """What is done first with an objection to a candidate."""

    INTEGRATE = "integrate"
    FACILITATOR_CHOOSES = "facilitator chooses"


class LeaderSelected(Enum):
    """Who selects the leader of a sub-circle."""

    BROADER_AND_CIRCLE = "broader circle and circle"
    DELEGATOR_OR_TEAM = "delegator or team"
    BROADER_LEADER = "leader of the broader circle"


class Combination(Enum):
    """Whether one person may hold two duties."""

    FORBIDDEN = "forbidden"
    DISCOURAGED = "discouraged"
    ALLOWED = "allowed"


class TermEnd(Enum):
    """What the end of an agreement's term does. The agreement always stays in force (INV-D15)."""

    REVIEW_REMINDER = "review reminder"
    NOTHING = "nothing"


class Silence(Enum):
    """What silence means once a window has passed."""

    HOLD = "hold"
    ASSUME = "assume after window"


class LateObjection(Enum):
    """What an objection does when nobody is meeting."""

    INTEGRATE = "integrate"
    TO_MEETING = "to meeting"


class Absent(Enum):
    """What the absence of a member means for a consent check (domain.md section 6.6)."""

    HOLD = "hold"
    GRACE = "grace"
    PRESENT_ONLY = "present only"
    PRE_INPUT = "pre input"
    ASSUME_IF_EXPECTED = "assume if expected"


class Collection(Enum):
    """How answers are collected in a consent check."""

    ROUND = "round"
    SIMULTANEOUS = "simultaneous"
    SEALED = "sealed"


class Rounds(Enum):
    """Whether people speak one after the other or write at the same time."""

    SEQUENTIAL = "sequential"
    TOGETHER = "together"


class Shaping(Enum):
    """Which way a circle shapes a proposal together: MVOS 3.3, or S3 "Proposal Forming"."""

    THREE_BY_THREE = "3x3"
    EIGHT_STEPS = "8 steps"


class DoubleLink(Enum):
    """Whether a sub-circle needs both links."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"
    SINGLE = "single"


class FacilitatorConflict(Enum):
    """What a facilitator does who is nominated for the role being filled."""

    DECLARE = "declare"
    HAND_OVER_PROPOSAL = "hand over proposal"
    HAND_OVER_ITEM = "hand over item"


class MinutesApproval(Enum):
    """How the minutes of a meeting are approved (domain.md section 12)."""

    LIVE = "live"
    LAZY = "lazy"
    NEXT_MEETING = "next meeting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every switch of a circle. The defaults are the preset `sofa`.

    Spans are whole numbers with their unit in the name. A number of zero means "off" for `turn_seconds`,
    `quorum` and `window_hours`.
    """

    preset: str = "sofa"
    answers: Answers = Answers.CONSENT_OR_OBJECT
    leave_it_allowed: bool = False
    concerns: bool = False
    voices: Voices = Voices.ALL_MEMBERS
    validity: Validity = Validity.PRESUMED
    batching: Batching = Batching.FACILITATOR_CHOOSES
    resolved: Resolved = Resolved.NEW_ROUND
    amender: Amender = Amender.FACILITATOR
    proposer_reacts: bool = True
    driver_check: DriverCheck = DriverCheck.NONE
    election_pick: ElectionPick = ElectionPick.REASONS
    nomination_pass: bool = False
    outside_nominees: bool = True
    term_consent: bool = True
    qualifications_round: bool = True
    information_round: bool = False
    nominee_asked: NomineeAsked = NomineeAsked.LAST
    candidate_objection: CandidateObjection = CandidateObjection.INTEGRATE
    leader_selected: LeaderSelected = LeaderSelected.BROADER_AND_CIRCLE
    leader_as_delegate: Combination = Combination.FORBIDDEN
    leader_as_facilitator: Combination = Combination.DISCOURAGED
    term_end: TermEnd = TermEnd.REVIEW_REMINDER
    silence: Silence = Silence.HOLD
    late_objection: LateObjection = LateObjection.INTEGRATE
    absent: Absent = Absent.HOLD
    grace_hours: int = 24
    collection: Collection = Collection.SIMULTANEOUS
    rounds: Rounds = Rounds.SEQUENTIAL
    reaction_passes: int = 1
    reaction_pass_allowed: bool = False
    statement_consent: bool = True
    turn_seconds: int = 0
    quorum: int = 0
    window_hours: int = 72
    double_link: DoubleLink = DoubleLink.RECOMMENDED
    facilitator_conflict: FacilitatorConflict = FacilitatorConflict.HAND_OVER_PROPOSAL
    review_days: int = 182
    shaping: Shaping = Shaping.THREE_BY_THREE
    fast_consent_seconds: int = 45
    minutes_approval: MinutesApproval = MinutesApproval.LAZY


SOFA: Final = Settings()
S3: Final = Settings(
    preset="s3",
    answers=Answers.WITH_CONCERNS,
    concerns=True,
    voices=Voices.TAKING_PART,
    validity=Validity.ARGUMENT,
    batching=Batching.ONE_AT_A_TIME,
    resolved=Resolved.AMENDMENT_CONSENT,
    amender=Amender.GROUP,
    driver_check=DriverCheck.CONSENT,
    nomination_pass=True,
    qualifications_round=False,
    information_round=True,
    nominee_asked=NomineeAsked.TOGETHER,
    leader_selected=LeaderSelected.DELEGATOR_OR_TEAM,
    leader_as_delegate=Combination.ALLOWED,
    leader_as_facilitator=Combination.ALLOWED,
    statement_consent=False,
    shaping=Shaping.EIGHT_STEPS,
)
ROLEBASED: Final = Settings(
    preset="rolebased",
    answers=Answers.OBJECTION_OR_NONE,
    voices=Voices.PRESENT,
    validity=Validity.CRITERIA,
    batching=Batching.ONE_AT_A_TIME,
    resolved=Resolved.BOTH_CONFIRM,
    amender=Amender.PROPOSER,
    proposer_reacts=False,
    driver_check=DriverCheck.PROPOSER_SHOWS,
    election_pick=ElectionPick.PLURALITY,
    outside_nominees=False,
    term_consent=False,
    qualifications_round=False,
    candidate_objection=CandidateObjection.FACILITATOR_CHOOSES,
    leader_selected=LeaderSelected.BROADER_LEADER,
    leader_as_facilitator=Combination.ALLOWED,
    term_end=TermEnd.NOTHING,
    late_objection=LateObjection.TO_MEETING,
    absent=Absent.PRESENT_ONLY,
    reaction_pass_allowed=True,
    statement_consent=False,
)

PRESETS: Final[dict[str, Settings]] = {"sofa": SOFA, "s3": S3, "rolebased": ROLEBASED}
"""`rolebased` is modelled on the Holacracy Constitution v5; the name of that method is a registered mark."""

_TYPES: Final[dict[str, Any]] = get_type_hints(Settings)
_LIMITS: Final[dict[str, tuple[int, int]]] = {
    "grace_hours": (1, 336),
    "reaction_passes": (1, 3),
    "turn_seconds": (0, 3600),
    "quorum": (0, 1000),
    "window_hours": (0, 720),
    "review_days": (1, 1826),
    "fast_consent_seconds": (30, 60),
}


class UnknownSetting(ValueError):
    """A preset, a setting's name or its value is not one we know; `args[0]` says what is.

    `name` is what was not known, for a sentence in the reader's own language.
    """

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name = name


def setting_names() -> tuple[str, ...]:
    """The names of all rows a circle may override."""
    return tuple(f.name for f in fields(Settings) if f.name != "preset")


def is_number(name: str) -> bool:
    """Whether a setting is a whole number."""
    return name in _LIMITS


def choices(name: str) -> tuple[str, ...]:
    """What a setting can be set to, as people write it; numbers as `"1 to 336"`."""
    kind = _TYPES[name]
    if kind is bool:
        return ("yes", "no")
    if kind is int:
        low, high = _LIMITS[name]
        return (f"{low} to {high}",)
    return tuple(str(member.value) for member in kind)


def parse_setting(name: str, value: str) -> Any:  # noqa: ANN401 - the type depends on the setting's name
    """Read one override as a person would write it.

    Raises `UnknownSetting` with a sentence naming what is possible.
    """
    if name not in setting_names():
        raise UnknownSetting(
            name, f"There is no setting called {name!r}; there are {', '.join(setting_names())}."
        )
    kind, text = _TYPES[name], " ".join(value.split()).lower()
    possible = choices(name)
    if kind is bool and text in possible:
        return text == "yes"
    if kind is int and text.isascii() and text.isdigit() and len(text) < 7:  # noqa: PLR2004 - longer than any limit
        low, high = _LIMITS[name]
        if low <= int(text) <= high:
            return int(text)
    elif kind not in (bool, int) and text in possible:
        return kind(text)
    raise UnknownSetting(
        name, f"The setting {name!r} can be {', '.join(possible)}; {value!r} is none of these."
    )


def written(value: object) -> str:
    """A setting's value as people write it: the inverse of `parse_setting`."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value.value) if isinstance(value, Enum) else str(value)


def present(settings: Settings, name: str) -> str:
    """What a setting is now, as people write it; "" for what is none.

    >>> present(SOFA, "collection"), present(SOFA, "preset"), present(SOFA, "colour")
    ('simultaneous', 'sofa', '')
    """
    return written(getattr(settings, name)) if name in ("preset", *setting_names()) else ""


def settings_from(preset: str, overrides: Mapping[str, str] | None = None) -> Settings:
    """A preset with a circle's own overrides, each as a person would write it.

    Raises `UnknownSetting` with a sentence naming what is possible.
    """
    if preset not in PRESETS:
        raise UnknownSetting(preset, f"There is no preset called {preset!r}; there are {', '.join(PRESETS)}.")
    given = {name: parse_setting(name, value) for name, value in (overrides or {}).items()}
    return replace(PRESETS[preset], **given)


def overrides_of(settings: Settings) -> dict[str, str]:
    """Where settings differ from their preset, as people write it."""
    base = PRESETS[settings.preset]
    pairs = ((name, getattr(settings, name)) for name in setting_names())
    return {name: written(value) for name, value in pairs if value != getattr(base, name)}
