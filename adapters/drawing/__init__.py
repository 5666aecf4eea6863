"""The map of circles as a picture: SVG, drawn with nothing but text, readable in light and dark.

`layout` says where everything stands, `svg` writes it down. What the picture says, it says in words as well: lines
differ in their pattern and have labels, what is worth a look has a sign and a sentence, and screen readers read the
whole map out from its description.
"""

from __future__ import annotations

from adapters.drawing.svg import drawing

__all__ = ["drawing"]
