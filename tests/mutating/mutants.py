"""Which small changes of a file there are, and how each is written down.

The changes are those of mutmut: a number one larger, `<` for `<=`, an argument left out, a case dropped. mutmut itself
leaves decorated functions and tables alone; here, where every booking is decorated and every verb stands in a table,
these are changed too.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import libcst as cst
import libcst.matchers as m
from libcst.metadata import MetadataWrapper
from mutmut.mutation.file_mutation import NEVER_MUTATE_FUNCTION_NAMES, Mutation, MutationVisitor
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import get_ignored_lines


class Mutant(NamedTuple):
    """One small change of one file."""

    path: str
    place: str  # the function, class or table that is changed
    old: str  # the statement of the file in which the change is
    new: str
    key: str  # the same as long as the statement is, wherever it moves

    def source(self) -> str:
        """The whole file with this change."""
        return _text(self.path).replace(self.old, self.new, 1)

    def __str__(self) -> str:
        """The change in one line: what is there, and what is put in its place."""
        lines = difflib.ndiff(self.old.splitlines(), self.new.splitlines())
        changed = [line for line in lines if line[:2] in {"- ", "+ "}]
        old, new = (
            " ".join(" ".join(line[2:] for line in changed if line[0] == sign).split()) for sign in "-+"
        )
        return f"{self.path} {self.place}: {old} => {new}".rstrip()


@cache
def _text(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")


class _Everywhere(MutationVisitor):
    """mutmut's visitor, which also looks into what is decorated."""

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.FunctionDef) and node.name.value not in NEVER_MUTATE_FUNCTION_NAMES:
            return False
        return _is_type(node) or super()._skip_node_and_children(node)


def _is_type(node: cst.CSTNode) -> bool:
    """Whether only a type checker reads this: a type variable, the name of a type, `__all__`, what a cast casts to."""
    return m.matches(node, _TYPE)


_TYPE: Final = m.OneOf(
    m.SimpleStatementLine(
        [m.Assign(value=m.Call(func=m.Name("TypeVar")) | m.Subscript() | m.BinaryOperation())]
    ),
    m.SimpleStatementLine([m.Assign(targets=[m.AssignTarget(m.Name("__all__"))])]),
    m.Call(func=m.Name("cast")),
)


def mutants_of(path: str) -> list[Mutant]:
    """Every change of a file that still compiles, in the order of its lines."""
    code = _text(path)
    wrapper = MetadataWrapper(cst.parse_module(code))
    visitor = _Everywhere(mutation_operators, get_ignored_lines(path, code, wrapper))
    seen: Counter[str] = Counter()
    found = []
    with visitor.resolve(wrapper):
        for statement in wrapper.module.body:
            first = len(visitor.mutations)
            statement.visit(visitor)
            bare = statement.with_changes(leading_lines=())
            old = wrapper.module.code_for_node(bare)
            for mutation in visitor.mutations[first:]:
                new = wrapper.module.code_for_node(
                    bare.deep_replace(mutation.original_node, mutation.mutated_node)
                )
                key = hashlib.sha256(f"{path}\0{old}\0{new}".encode()).hexdigest()[:16]
                seen[key] += 1
                if new != old and seen[key] == 1 and _compiles(new) and not _as_false(old, new):
                    found.append(Mutant(path, _place(statement, mutation), old, new, key))
    return found


def _place(statement: cst.CSTNode, mutation: Mutation) -> str:
    within = mutation.contained_by_top_level_function
    names = [
        node.name.value for node in (statement, within) if isinstance(node, cst.ClassDef | cst.FunctionDef)
    ]
    return ".".join(dict.fromkeys(names)) or next(_names(statement), "module")


def _names(statement: cst.CSTNode) -> Iterator[str]:
    if isinstance(statement, cst.Name):
        yield statement.value
    for child in statement.children:
        yield from _names(child)


def _as_false(old: str, new: str) -> bool:
    """Whether only None is put for False: a condition takes both alike."""
    places = (found.span() for found in re.finditer(r"\bFalse\b", old)) if len(old) - len(new) == 1 else ()
    return any(old[:start] + "None" + old[end:] == new for start, end in places)


def _compiles(code: str) -> bool:
    try:
        compile(code, "changed", "exec")
    except SyntaxError:
        return False
    return True
