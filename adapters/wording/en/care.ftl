# Taking care of the database: proving it, copying it, making anew what is derived.

main-verify-help = Prove the database: fold every log anew, and hold it against its digests and against all that was derived from it. Changes nothing; the bot may be running.
main-backup-help = Write a copy of the database while everything goes on, and prove the copy. PATH is a file or a folder.
main-rebuild-help = Make everything anew that is derived from the log. The bot must be stopped.
main-forget-help = Remove a person’s words, name and accounts at their request, for ever. PERSON is a name, an id or an account such as slack:U123. The bot must be stopped.
main-forget-yes = Do not ask first.

care-verify-sound = All is well: { $facts ->
    [one] one fact
   *[other] { $facts } facts
} in { $logs ->
    [one] one log
   *[other] { $logs } logs
}, every one of them as it was stored, and everything derived from them is right.
care-verify-locked = { $count ->
    [one] In one place something is
   *[other] In { $count } places something is
} sealed with a key that is not here. Its place in the log is proved, its content cannot be read. Nothing is lost as long as somebody has that key: put it into CIRCLEWISE_KEY, or as one more line into this file:
care-verify-place-proposal = proposal { $number } “{ $title }” of the circle { $circle }
care-verify-place-circle = the circle { $circle }
care-verify-place-id = { $id }

care-verify-file = The file is damaged: parts of it do not fit together.
care-verify-missing = Facts are missing from the log, just before number { $number } of { $place }.
care-verify-gap = In the log of { $place } something is missing before number { $number }.
care-verify-changed = In the log of { $place }, number { $number } is not what was stored.
care-verify-words-changed = In { $place }, somebody’s words are not what was said.
care-verify-words-missing = In the log of { $place }, number { $number } speaks of words that are missing, and nobody removed them.
care-verify-envelope = In the log of { $place }, number { $number } was sealed, and what is said to have been in it is not what was sealed.
care-verify-unknown = In the log of { $place }, number { $number } is a fact that this version of Circlewise does not know.
care-verify-unfolded = In the log of { $place }, number { $number } cannot have happened where it stands.
care-verify-cut = The log of { $place } ends at number { $number }, and something that came after it was already answered or shown.
care-verify-derived = What is listed about { $place } (in the table { $table }) is not what its log says.
care-verify-due = The clock would knock for { $place } at another time than its log says.
care-verify-then-rebuild = The log itself is sound there, so nothing is lost: “circlewise rebuild” mends it.
care-verify-then-backup = Stop the bot, keep this file, and go back to your last backup: docs/storage.md says how.

care-backup-written = The copy is written:
care-backup-not-there = { $path } is no earlier copy, so nothing was written there. Name another file, or a folder.
care-backup-key = The key that opens what is still sealed is not in the copy. Keep this file somewhere else, apart from it:

care-rebuild-done = Everything derived was made anew from { $facts ->
    [one] one fact
   *[other] { $facts } facts
}.

care-forget-what = This will be removed for ever: the name { $person }, { $accounts ->
    [0] no accounts
    [one] one account
   *[other] { $accounts } accounts
} and { $texts ->
    [0] no texts
    [one] one text
   *[other] { $texts } texts
} of theirs. What circles decided stays, with its order and its proof.
care-forget-seat = { $person } still has a seat in { $circles }, and would keep it without a name. Better leave the circle first.
care-forget-sure = Forget { $person }?
care-forget-unchanged = Nothing was changed.
care-forget-done = Forgotten, with { $texts ->
    [0] no texts
    [one] one text
   *[other] { $texts } texts
}. Where a room shows something of it, the bot takes it out after its next start; what it whispered to single people stays with them.
care-forget-copies = Copies of the database that were made before still hold all of it. Delete them, or make new ones in their place.
care-forget-nobody = Nobody here is called { $person }. Try the name as circles see it, or an account such as slack:U123.
care-forget-several = { $person } can mean several people. Name one of them by what stands behind:
care-forget-one = { $person }: { $id }, { $accounts }
