"""The rules of facilitation, pure: no clock, no chance, no input or output, nothing but the standard library.

One verb, three questions, one fold::

    decide(proceeding, command, now) -> facts      judges; raises Refused(reason)
    evolve(proceeding, fact) -> proceeding         only books what is true
    legal(proceeding, who)                         what may this person do now?
    show(proceeding)                               what should everyone see?
    wake_at(proceeding)                            when must the clock knock?

Read `model` (the nouns), `commands` (what people ask for), `facts` (what became true) and `refusals` (every
reason to say no) first; then `proceeding`, which holds the theory of operation. A phase *kind* is a file in
`phases/`, a *process* is a table in `processes/`.
"""
