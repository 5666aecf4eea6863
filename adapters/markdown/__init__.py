"""Cards as Markdown that reads well anywhere: in a repository, in a chat, as plain text.

What people write is escaped, so that none of it is taken for a heading, a link or an image.
"""

from adapters.markdown.render import bare, escaped, insert, page

__all__ = ["bare", "escaped", "insert", "page"]
