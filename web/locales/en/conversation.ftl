# The team and whoever handed something in, each on their own page. Read on phones, by people who may be in danger.

receipt-talk = Questions and notes
receipt-talk-none = The team has asked nothing so far. You can tell them something.
receipt-talk-question = The team asks
receipt-talk-answer = You answered
receipt-talk-note = You noted
receipt-talk-added = You added { $files ->
    [0] no files
    [one] 1 file
   *[other] { $files } files
} and { $links ->
    [0] no links
    [one] 1 link
   *[other] { $links } links
}
receipt-reply = Your answer
receipt-reply-send = Send the answer
receipt-note = Tell the team something
receipt-note-hint = In any language. Leave out names and anything that could lead to you. The team can read it and keeps it.
receipt-note-send = Send the note
receipt-add = Add files or links
receipt-add-hint = More of the same event, or a better copy. It joins what you sent before.
receipt-add-send = Send these too
receipt-for-talk = To read questions of the team and answer them, to add files, links or a note.

receipt-done-noted = The note was sent. The team sees it beside what you handed in.
receipt-done-replied = The answer was sent.
receipt-done-added = It was added and is stored safely. The machine reads it next.
receipt-done-consent = It is changed from now on.
receipt-done-withdrawn = You took it back.

item-submitter = The submitter
item-submitter-none = Nothing was asked, and the submitter has added nothing.
item-submitter-outside = Leaves the team
item-submitter-asked = { $name } asked the submitter
item-submitter-replied = The submitter answered
item-submitter-noted = The submitter noted
item-submitter-added = The submitter added { $files ->
    [0] no files
    [one] 1 file
   *[other] { $files } files
} and { $links ->
    [0] no links
    [one] 1 link
   *[other] { $links } links
}
item-submitter-waits = Not answered
item-ask = Your question to the submitter
item-ask-hint = They read it when they come back with their receipt, without your name. Ask nothing that names a person, and tell nothing you have found: their device may be searched.
item-ask-confirm = Whoever handed this in will read this. It is not a note for the team.
item-ask-send = Send to the submitter
item-comments-inside = Stays in the team

offer-ask-submitter = Ask the submitter
offer-reply = Answer the question
offer-add-note = Add a note
offer-add-evidence = Add files or links

history-asked = { $who } asked the submitter something
history-replied = { $who } answered a question
history-noted = { $who } added a note
history-added = { $who } added { $files ->
    [0] no files
    [one] 1 file
   *[other] { $files } files
} and { $links ->
    [0] no links
    [one] 1 link
   *[other] { $links } links
}

done-asked = The question waits for the submitter. They see it when they come back with their receipt.

refusal-only-submitter = Only whoever handed this in can do this, with the receipt.
refusal-needs-words = Write something first.
refusal-no-such-question = That question does not exist or has been answered already. Write a note instead.
refusal-nothing-added = Choose a file or paste a link.

error-already-here = Everything you chose is here already. Nothing was added.
error-item-full = One submission can hold { $detail } files. Hand in the rest as a new one.
error-outsider-unconfirmed = Tick this: it tells you that the question leaves the team.
error-words-missing = Write something first.
