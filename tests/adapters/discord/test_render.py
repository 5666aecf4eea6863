"""Cards, notes and forms as Discord gets them: whole, harmless, and within every limit."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.discord import forms, notes, parse, quoting, render
from adapters.discord.render import Sheet, Voice
from adapters.looking import MORE, WHY, look
from adapters.reception import Account, Form, Note, Reader, Sign
from adapters.tokens import Token, token_of, written
from bot.reception.pictures import chat_picture
from facilitation.cards import Blank, Button, Card, Entry, Kind, Line, Progress, Said, When, Who, msg
from facilitation.model import PersonId
from facilitation.proceeding import everybody_choices if False else legal
from facilitation.transcript import parse as parse_transcript
from tests.adapters.discord import limits
