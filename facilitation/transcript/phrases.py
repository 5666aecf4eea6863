"""Which words of a transcript mean which command: the one table of verbs.

A row says what goes where: which field takes the text, which the numbers, and which details may stand in
parentheses. The tests check that every command of a person has exactly one row, and that every row fills
every field that its command cannot do without.
"""

from __future__ import annotations

from typing import Final

from facilitation import commands as c
from facilitation.model import (
    Criterion,
    Duty,
    Feeling,
    Scale,
    Stance,
    Standing,
    Trifle,
)
from facilitation.transcript.circle_phrases import CIRCLE_PHRASES, CIRCLES_OF_THEMSELVES
from facilitation.transcript.details import (
    ADVICE,
    CHANGE,
    DRAFT,
    MOVE,
    NEEDED_MOVE,
    NO_DRAFT,
    PROPOSAL,
    ROLE,
    ROLE_PARTS,
    TOPIC,
    TOPIC_BROUGHT,
    TOPIC_CHANGED,
    UNTIL,
    WHICH,
    WHOM,
)
from facilitation.transcript.meeting_phrases import MEETING_EVENTS, MEETING_PHRASES
from facilitation.transcript.rows import (
    Detail,
    Holds,
    Phrase,
    words_of,
)
from facilitation.transcript.rows import choice as _choice
from facilitation.transcript.rows import flag as _flag
from facilitation.transcript.rows import instant as _instant
from facilitation.transcript.rows import person as _person
from facilitation.transcript.rows import text as _text
from facilitation.transcript.shaping_phrases import SHAPING_PHRASES

__all__ = ["Detail", "Holds", "Phrase", "words_of"]

STEP: Final = Detail("step", Holds.NUMBER, "step")
"""The step an act was meant for: a button on an old card."""
IN: Final = Detail("in", Holds.TEXT, "in")
"""In which circle, where it is not the one of the header: its name."""
REPEAT: Final = Detail("repeat", Holds.NUMBER, "repeat")
"""How many times the text is given."""

PHRASES: Final = (
    Phrase("proposes", c.Propose, "draft.text", titled=True, details=PROPOSAL),
    # the driver
    Phrase("rewords the driver", c.RewordDriver, "driver"),
    Phrase("accepts the driver", c.AcceptDriver),
    Phrase("discards the proposal", c.Discard, "text"),
    # rounds
    Phrase("speaks", c.Speak, "text"),
    Phrase("asks", c.Ask, "text"),
    Phrase("answers", c.Answer, "text", "question"),
    Phrase("passes", c.Pass),
    Phrase("speaks later", c.ComeBackToMe),
    Phrase("calls the next speaker", c.CallNext),
    Phrase("asks for another pass", c.AnotherPass),
    *SHAPING_PHRASES,
    # drafting
    Phrase(
        "redrafts",
        c.Redraft,
        "draft.text",
        details=(CHANGE, *ROLE_PARTS, *DRAFT, *NO_DRAFT),
    ),
    Phrase("lets the text stand", c.LetStand),
    Phrase("gives the pen", c.GivePen, details=(_person("to", "to", needed=True),)),
    # consent
    Phrase("consents", c.Consent),
    Phrase("objects", c.Object, "text"),
    Phrase("has a concern", c.RaiseConcern, "text"),
    Phrase("leaves it to the others", c.LeaveIt),
    Phrase("takes the answer back", c.TakeBack),
    # objections
    Phrase("takes up", c.TakeUp, numbers="objections", several=True),
    Phrase("reflects", c.Reflect, "statement", "objection"),
    Phrase("confirms", c.ConfirmStatement, numbers="objection"),
    Phrase("does not dispute", c.AgreeItQualifies, numbers="objection"),
    Phrase("disputes", c.Dispute, "text", "objection"),
    Phrase("refines", c.Refine, "text", "objection"),
    Phrase("finds nothing left of", c.NothingRemains, numbers="objection"),
    Phrase("asks for a test of", c.AskForTest, numbers="objection"),
    Phrase(
        "argues",
        c.Argue,
        "text",
        "objection",
        details=(_choice("criterion", "criterion", Criterion, needed=True),),
    ),
    Phrase("sees a broken rule in", c.ClaimRuleBroken, numbers="objection"),
    Phrase(
        "rules on",
        c.Rule,
        numbers="objection",
        details=(Detail("qualifies", Holds.TEXT, "qualifies", ("yes", "no"), needed=True),),
    ),
    Phrase("accepts", c.AcceptObjection, numbers="objection"),
    Phrase("asks to go on despite", c.ProposeNotParamount, numbers="objection"),
    Phrase("suggests for", c.Suggest, "text", "objection", details=(NEEDED_MOVE,)),
    Phrase(
        "amends",
        c.Amend,
        "draft.text",
        "objections",
        several=True,
        details=(MOVE, *ROLE_PARTS, *DRAFT, *NO_DRAFT),
    ),
    Phrase("accepts the amendment for", c.ConfirmAmendment, numbers="objection"),
    Phrase("declines the amendment for", c.DeclineAmendment, "text", "objection"),
    Phrase("withdraws", c.WithdrawObjection, "text", "objection"),
    Phrase(
        "parks",
        c.Park,
        numbers="objection",
        details=(_person("with", "owner", needed=True), UNTIL),
    ),
    Phrase("comes back to", c.Unpark, numbers="objection"),
    Phrase("says we are stuck", c.NameStuck),
    Phrase(
        "takes the rung",
        c.TakeRung,
        "text",
        details=(
            _choice("rung", "rung", c.Rung, needed=True),
            _instant("until", "until"),
            _person("with", "person"),
        ),
    ),
    Phrase("goes back to work", c.BackToWork),
    # the proposal as a whole
    Phrase("withdraws the proposal", c.Withdraw),
    Phrase("proposes to drop it", c.ProposeDrop, "text"),
    Phrase(
        "proposes to postpone it",
        c.ProposePostpone,
        "text",
        details=(UNTIL,),
    ),
    Phrase("withdraws the question", c.WithdrawAside),
    Phrase("resumes it", c.Resume),
    # after adoption
    Phrase("says the condition is met", c.MeetCondition, "text"),
    Phrase("withdraws consent", c.WithdrawConsent, "text"),
    Phrase("proposes to keep it", c.ProposeKeep, details=(_instant("review", "review", needed=True),)),
    Phrase("proposes to end it", c.ProposeEnd, "text"),
    # role selection
    Phrase(
        "opens a selection",
        c.OpenSelection,
        "purpose",
        titled=True,
        details=(
            _text("role", "role", needed=True),
            _text("and role", "more", many=True),
            _instant("until", "until"),
            _person("away", "away", many=True),
            _text("item of", "item_of"),
            _text("id", "id"),
        ),
    ),
    Phrase(
        "describes the role",
        c.DescribeRole,
        "purpose",
        details=(_text("responsibilities", "responsibilities"), WHICH),
    ),
    Phrase("proposes the term", c.ProposeTerm, details=(UNTIL, WHICH)),
    Phrase("lists the qualifications", c.ListQualifications, "text"),
    Phrase("nominates", c.Nominate, "reason", details=(WHOM, WHICH)),
    Phrase("shows the nominations", c.ShowNominations),
    Phrase("changes the nomination", c.ChangeNomination, "reason", details=(WHOM, WHICH)),
    Phrase("hands on the proposal", c.AskToPropose, details=(_person("to", "to", needed=True),)),
    Phrase(
        "proposes the candidate",
        c.ProposeCandidate,
        "text",
        details=(WHOM, _instant("until", "until"), WHICH),
    ),
    Phrase("draws the candidate", c.DrawCandidate, details=(_text("seed", "seed"), WHICH)),
    Phrase("asks to nominate again", c.AskAgain, details=(WHICH,)),
    Phrase("asks for dialogue", c.AskForDialogue, "text"),
    Phrase("proposes to leave it vacant", c.ProposeVacancy, "text", details=(WHICH,)),
    Phrase("sets the candidacy aside", c.SetAside, "text"),
    Phrase("accepts the role", c.AcceptRole),
    Phrase("declines the role", c.DeclineRole, "text"),
    # people, facilitation, process
    Phrase("is here", c.Arrive, subject="person", details=(_person("says", "by"),)),
    Phrase("is away", c.Leave, subject="person", details=(_person("says", "by"),)),
    Phrase("takes over", c.TakeOver),
    Phrase("hands over", c.HandOver, details=(_person("to", "to", needed=True),)),
    Phrase("asks about the process", c.AskProcess, "text"),
    Phrase("answers about the process", c.AnswerProcess, "text", "question"),
    # beside the work
    Phrase("asks how it feels", c.AskTemperature, "text", details=(_choice("scale", "scale", Scale),)),
    Phrase(
        "feels about",
        c.ShowTemperature,
        numbers="question",
        details=(_choice("feeling", "feeling", Feeling, needed=True),),
    ),
    Phrase(
        "would stand on",
        c.ShowStance,
        numbers="question",
        details=(_choice("stance", "stance", Stance, needed=True),),
    ),
    Phrase("has felt enough of", c.CloseTemperature, numbers="question"),
    Phrase(
        "asks a trifle",
        c.AskTrifle,
        "text",
        details=(_choice("about", "trifle", Trifle, needed=True),),
    ),
    Phrase("steps back", c.OpenProcessRound, "text"),
    Phrase("ends the round", c.AbortRound, "text"),
    Phrase("takes it to a meeting", c.EscalateToMeeting),
    # the advice process
    Phrase("seeks advice", c.SeekAdvice, "intention", titled=True, details=ADVICE),
    Phrase("advises", c.GiveAdvice, "text"),
    Phrase("has no advice", c.HaveNoAdvice),
    Phrase("answers advice", c.AnswerAdvice, "text", "advice"),
    Phrase("asks for advice of", c.AskForAdvice, details=(_person("person", "person", needed=True),)),
    Phrase("changes the intention", c.ChangeIntention, "text"),
    Phrase(
        "decides after advice", c.DecideAlone, "text", details=(_text("reasons", "reasons", needed=True),)
    ),
    # roles
    Phrase("stays in the role", c.StayInRole, details=(ROLE,)),
    Phrase("resigns", c.ResignRole, "text", details=(ROLE, _instant("on", "on"))),
    Phrase(
        "names an understudy",
        c.NameUnderstudy,
        details=(ROLE, _person("person", "person", needed=True)),
    ),
    Phrase("will hand over", c.AddHandover, "text", details=(ROLE,)),
    Phrase("has handed over", c.FinishHandover, numbers="point", details=(ROLE,)),
    Phrase("covers", c.CoverRole, details=(ROLE, UNTIL)),
    Phrase(
        "decides in the role",
        c.RecordOperationalDecision,
        "text",
        details=(ROLE, _instant("until", "until")),
    ),
    # the backlog
    Phrase("adds a topic", c.AddTopic, "title", details=TOPIC),
    Phrase("changes topic", c.ChangeTopic, "title", "topic", details=TOPIC_CHANGED),
    Phrase(
        "gives priority to topic",
        c.SetPriority,
        numbers="topic",
        details=(Detail("priority", Holds.NUMBER, "priority", (), needed=True),),
    ),
    Phrase("takes back topic", c.TakeTopicBack, numbers="topic"),
    Phrase("drops topic", c.DropTopic, numbers="topic"),
    Phrase("passes on topic", c.PassTopicOn, numbers="topic"),
    Phrase("would take topic", c.TakeTopic, numbers="topic"),
    Phrase("declines topic", c.DeclineTopic, "text", "topic"),
    *CIRCLE_PHRASES,
    *MEETING_PHRASES,
)

PLACE: Final = (
    *(_flag(str(standing.value), f"standing {standing.name}") for standing in Standing),
    *(_flag(str(duty.value), f"duty {duty.name}") for duty in Duty),
)
"""What may stand behind the name of somebody who belongs to a circle."""

EVENTS: Final[dict[str, tuple[Phrase, ...]]] = {
    "circle": (
        Phrase("joins", c.NoteJoined, details=PLACE, subject="person"),
        Phrase("departs", c.NoteDeparted, subject="person"),
        Phrase(
            "takes the role",
            c.AssignRole,
            subject="person",
            details=(ROLE, UNTIL, _flag("interim", "interim")),
        ),
    ),
    "meeting": (
        Phrase(
            "has treated topics",
            c.TreatTopics,
            subject="",
            details=(
                Detail("topic", Holds.NUMBER, "done", many=True),
                Detail("postponed", Holds.NUMBER, "postponed", many=True),
            ),
        ),
        Phrase("brings a topic", c.BringTopic, "title", subject="", details=TOPIC_BROUGHT),
        *MEETING_EVENTS["meeting"],
    ),
    "broader circle": (
        Phrase("receives it", c.NoteHandedUp, details=(_text("as", "proceeding", needed=True),), subject=""),
        Phrase("adopts", c.NoteBroaderDecision, "draft.text", details=(*DRAFT, *NO_DRAFT), subject=""),
        Phrase("declines", c.NoteBroaderDecision, subject=""),
        Phrase(
            "takes over",
            c.NoteDissolved,
            details=(
                _text("as", "to", needed=True),
                _text("named", "name", needed=True),
                _person("facilitated by", "facilitator"),
            ),
            subject="",
        ),
        Phrase("welcomes the link", c.NoteLink, subject=""),
        Phrase("declines the link", c.NoteLink, subject=""),
    ),
    "other circle": (
        Phrase("consents", c.NoteOtherDecision, subject=""),
        Phrase("declines", c.NoteOtherDecision, subject=""),
    ),
    "successor": (
        Phrase("is open", c.NoteSuccessor, details=(_text("as", "successor", needed=True),), subject=""),
        Phrase("is adopted", c.NoteSuperseded, details=(_text("as", "successor", needed=True),), subject=""),
    ),
    **{source: phrases for source, phrases in MEETING_EVENTS.items() if source != "meeting"},
}
"""What comes from outside a proceeding, by its source."""

_OF_CIRCLES: Final = frozenset({c.NoteJoined, c.NoteDeparted, c.AssignRole, c.BringTopic, c.TreatTopics})
BY_VERB: Final[dict[str, Phrase]] = {phrase.verb: phrase for phrase in PHRASES}
BY_COMMAND: Final[dict[type[c.Command], Phrase]] = {phrase.command: phrase for phrase in PHRASES}
OF_ITSELF: Final[frozenset[type[c.Command]]] = frozenset(
    {
        c.Tick,
        c.Found,
        c.Admit,
        c.Release,
        c.ChangeSettings,
        c.CountRounds,
        c.Receive,
        c.ReceiveLink,
        c.DefineRole,
        c.DescribeHeldRole,
        c.HandOnTopic,
        c.DropRole,
        c.KeepRole,
        c.VacateRole,
        c.EndRolesOf,
        c.AlignRoles,
        c.ReportOverdue,
        c.ReceiveTopic,
        c.NoteTopic,
        c.SettleTopics,
        c.WeighTopics,
        c.EnterMeeting,
        c.LeaveMeeting,
        c.SettleMinutes,
        *CIRCLES_OF_THEMSELVES,
    }
)
"""Commands with no line of their own: the clock and the header give them, or they follow from others."""


def event_phrase(source: str, verb: str) -> Phrase:
    """The row of an event."""
    return next(phrase for phrase in EVENTS[source] if phrase.verb == verb)


def details_of(phrase: Phrase) -> tuple[Detail, ...]:
    """All details a line with this verb may have, in the order in which they are written."""
    repeat = (REPEAT,) if phrase.text else ()
    step = (STEP,) if issubclass(phrase.command, c.Act) else ()
    circle = (
        (IN,) if issubclass(phrase.command, c.Open | c.CircleAct) or phrase.command in _OF_CIRCLES else ()
    )
    return (*phrase.details, *circle, *step, *repeat)
