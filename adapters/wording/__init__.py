"""Every sentence of the product, by message id and language.

The core says *what* is to be said (`Msg("receipt-consented", ...)`), this package says *how*: in the
reader's language, with dates in the reader's zone and people by the names the circle knows them by. Sentences
are Project Fluent files, one folder a language; nothing English stands in code.
"""

from adapters.wording.bundles import SOURCE, ids, languages
from adapters.wording.voice import Wording, slug

__all__ = ["SOURCE", "Wording", "ids", "languages", "slug"]
