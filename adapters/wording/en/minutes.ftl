# The whole minutes of a meeting, for a page or a file.

minutes-title = Minutes: { $title } ({ $circle })
minutes-began = Begun on { $at }; not closed yet.
minutes-held = { $at }; it took { $length } (hours and minutes). Times below are counted from the beginning.
minutes-approved = Approved on { $at }.
minutes-attendance = Who was there
minutes-attendee = { $person }{ $link ->
        [none] {""}
       *[other] , { $link }
    }{ $facilitated ->
        [yes] , facilitated
       *[no] {""}
    }{ $recorded ->
        [yes] , kept the record
       *[no] {""}
    }{ $came ->
        [none] {""}
       *[other] , came at { $came }
    }{ $left ->
        [none] {""}
       *[other] , left at { $left }
    }
minutes-visitor = { $name }, from outside ({ $function })
minutes-absent = Not there: { $people }.
minutes-last-approved = The minutes of the meeting before are approved.
minutes-last-pending = The minutes of the meeting before wait for approval.
minutes-last-objected = There is an objection to the minutes of the meeting before.
minutes-news = News from outside
minutes-skipped = The step “{ $step }” was left out: { $reason }
minutes-agenda = What we treated
minutes-item = { $number } – { $title } ({ $outcome }, { $minutes } min{ $at ->
        [none] {""}
       *[other] , at { $at }
    }){ $done ->
        [yes] {""}
       *[no] : { $fate }
    }
minutes-item-confidential = { $number } – A confidential item ({ $outcome }, { $minutes } min)
minutes-confidential = It is confidential because: { $reason }
minutes-decided = Decided, in these words:
minutes-selected = Selected: { $person ->
        [none] somebody
       *[other] { $person }
    } as { $role }{ $until ->
        [none] {""}
       *[other] , until { $until }
    }.
minutes-next-step = Next step: { $step }
minutes-actions = Who does what
minutes-action = { $text }{ $person ->
        [none] {""}
       *[other] , { $person }
    }{ $until ->
        [none] {""}
       *[other] , until { $until }
    }
minutes-backlog = Into the backlog
minutes-points = What the evaluation showed
minutes-next = When we meet again
minutes-corrections = Corrections
minutes-addenda = Added afterwards
