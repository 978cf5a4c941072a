# The queue of a project.

queue-empty = Nothing waits for you here
queue-empty-why = New items appear when intake has finished with them. You can look at another stage or open an incident.
queue-column-item = Item
queue-column-stage = Stage
queue-column-claimed = What the submitter says
queue-column-files = Files
queue-column-age = At this stage for
queue-column-holder = With
queue-column-why = Why it is here
queue-yours = Yours until { $until }
queue-with = With { $name } until { $until }
queue-free = Free
queue-all-stages = All stages
queue-shown = { $shown } of { $total } items
