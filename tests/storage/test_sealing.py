import base64
import sqlite3
import stat
from pathlib import Path

import pytest

from storage.faults import Locked, NoKey, Unreachable
from storage.sealing import Keys, fingerprint, key_file_of, keys_in, keys_of, seal, teach, unseal

OLD, NEW = b"o" * 32, b"n" * 32


def text_of(*keys: bytes) -> str:
    return "\n".join(base64.b64encode(key).decode() for key in keys)


def connection(*keys: bytes) -> sqlite3.Connection:
    made = sqlite3.connect(":memory:")
    teach(made, Keys(keys))
    return made


def test_what_is_sealed_comes_back_and_cannot_be_read_before():
    db = connection(OLD)

    box = seal(db, "words", "I object: 😀 \x00", "p-1/2")

    assert unseal(db, box, "p-1/2") == "I object: 😀 \x00"
    assert "object" not in box
    assert b"object" not in base64.b64decode(box.partition(":")[2])


def test_the_same_thing_sealed_twice_looks_different_and_equally_long():
    db = connection(OLD)

    boxes = [seal(db, "words", text, "p-1/2") for text in ("", "", "No.", "n" * 4000)]

    assert len(set(boxes)) == len(boxes)
    assert len({len(box) for box in boxes}) == 1


def test_a_box_in_another_place_or_tampered_with_stays_closed():
    db = connection(OLD)
    box = seal(db, "fact", "Ana objects", "p-1/2")
    other = box[:-6] + ("A" if box[-6] != "A" else "B") + box[-5:]

    for wrong, place in ((box, "p-1/3"), (other, "p-1/2")):
        with pytest.raises(Locked):
            unseal(db, wrong, place)


def test_without_the_key_it_stays_closed_and_the_sentence_says_what_to_do():
    box = seal(connection(OLD), "fact", "Ana objects", "p-1/2")

    for db in (connection(), connection(NEW), sqlite3.connect(":memory:")):
        with pytest.raises(Locked, match="Put that key back and start again: nothing is lost"):
            unseal(db, box, "p-1/2")
    with pytest.raises(NoKey, match="not stored"):
        seal(connection(), "fact", "Ana objects", "p-1/2")


def test_a_changed_key_seals_what_is_new_and_opens_what_is_old():
    old = seal(connection(OLD), "fact", "before", "p-1/2")
    db = connection(NEW, OLD)

    new = seal(db, "fact", "after", "p-1/3")

    assert (unseal(db, old, "p-1/2"), unseal(db, new, "p-1/3")) == ("before", "after")
    assert new.startswith(fingerprint(NEW))


def test_keys_never_show_themselves():
    assert text_of(OLD) not in repr(Keys((OLD,)))
    assert "oooo" not in repr(Keys((OLD,)))


def test_several_keys_are_written_one_after_the_other():
    assert keys_in(text_of(NEW, OLD)) == (NEW, OLD)
    assert keys_in(text_of(NEW, OLD).replace("\n", ", ")) == (NEW, OLD)
    assert keys_in(base64.urlsafe_b64encode(b"\xff" * 32).decode()) == (b"\xff" * 32,)


@pytest.mark.parametrize("text", ["", "short", text_of(b"x" * 31), "ÿ", text_of(OLD) + " !"])
def test_what_is_no_key_is_refused(text: str):
    with pytest.raises(ValueError, match="which is no key"):
        keys_in(text)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_first_start_makes_a_key_for_this_account_alone(tmp_path: Path):
    database = tmp_path / "deep" / "down" / "circlewise.db"

    made = keys_of(database, make=True)

    path = key_file_of(database)
    assert path == tmp_path / "deep" / "down" / "circlewise.db.key" / "key"
    assert (mode(path), mode(path.parent), mode(path.parent.parent)) == (0o600, 0o700, 0o700)
    assert made.names == keys_of(database).names == keys_of(database, make=True).names
    assert len(made.names) == 1


def test_nothing_is_made_when_a_key_was_given_or_somebody_only_looks(tmp_path: Path):
    database = tmp_path / "circlewise.db"

    assert keys_of(database, text_of(OLD), make=True).names == (fingerprint(OLD),)
    assert keys_of(database).names == ()
    assert list(tmp_path.iterdir()) == []


def test_a_key_file_that_holds_no_key_is_a_fault_and_is_left_alone(tmp_path: Path):
    path = key_file_of(tmp_path / "circlewise.db")
    path.parent.mkdir()
    path.write_text("gone", encoding="ascii")

    with pytest.raises(NoKey, match=r"circlewise.db.key/key cannot be read, or holds no key"):
        keys_of(tmp_path / "circlewise.db", make=True)
    assert path.read_text(encoding="ascii") == "gone"


def test_where_no_key_file_can_be_made_it_is_said(tmp_path: Path):
    (tmp_path / "circlewise.db.key").write_text("a file where a folder should be", encoding="ascii")

    with pytest.raises((Unreachable, NoKey), match="key file"):
        keys_of(tmp_path / "circlewise.db", make=True)
