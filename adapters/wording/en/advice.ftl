# The advice process: one person decides, after asking those it touches and those who know about it.

refusal-no-authority = Nobody has given you the authority to decide this alone. Ask the circle for it, or bring a proposal.
refusal-advice-awaited = Some of those you asked have not answered yet. Wait for them, or until the day you named.
