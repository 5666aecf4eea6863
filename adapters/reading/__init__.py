"""What people type, read as the values of a form's fields: the same wherever they type it."""

from adapters.reading.values import choice, number, numbers, person, value
from adapters.reading.vocabulary import Reading, fold, vocabulary

__all__ = ["Reading", "choice", "fold", "number", "numbers", "person", "value", "vocabulary"]
