# Finding the same footage: the page that compares two files, the desk, asking with a file.

nav-duplicates = Duplicates

vocab-match-relation-same-file = Same file
vocab-match-relation-same-footage = Same footage
vocab-match-relation-excerpt = One is part of the other
vocab-match-relation-similar = Looks alike

likeness-score = { $relation }, { $percent } % sure
likeness-exact = Byte for byte the same file.
likeness-distance = { $distance } of 256 bits of the nearest hashes differ.
likeness-features = { $count ->
    [one] One local feature lies in the same place.
   *[other] { $count } local features lie in the same places.
}
likeness-mirrored = One is a mirror image of the other.
likeness-turned = One is turned by { $degrees }°.
likeness-tilted = One was taken at an angle, as when a screen is filmed.
likeness-bordered = One has a plain border or a band around it.
likeness-of-newer = { $percent } % of the newer file is in the older.
likeness-of-older = { $percent } % of the older file is in the newer.
likeness-differing = { $percent } % of what they share differs: a caption, a logo, glare.
likeness-stretch = { $from }–{ $to } of the newer is { $other-from }–{ $other-to } of the older.
likeness-still = The picture is shown at { $at } of the recording.
likeness-heard = { $from }–{ $to } of the newer sounds like { $other-from }–{ $other-to } of the older.
likeness-speed = One runs { $percent } % faster than the other.

compare-title = Compare { $newer } with { $older }
compare-lead = Nothing is merged by the machine. What you say is remembered for both, and can be taken back.
compare-newer = The newer file
compare-older = The older file
compare-why = Why they were put side by side
compare-what = What are the two to each other?
compare-take-back = Take the answer back
compare-answers = What was said
compare-answered = { $who }: { $what }
compare-taken-back = taken back
compare-by-machine = follows from other answers
compare-cluster = Known to be the same footage
compare-cluster-lead = Kept by rule: the one that came first, and of those the largest. The others lead to it.
compare-keeper = kept
compare-seen = you have looked at this
compare-cluster-warning = In this footage: { $notes }.
compare-exact-final = The bytes are the same, so nobody has to say so.
compare-open = Compare
compare-modes = How to compare
compare-mode-side = Side by side
compare-mode-blink = Blink
compare-mode-difference = Difference
compare-mode-overlay = Overlay
compare-opacity = How much of the newer file
compare-cover-first = Show both files first; the comparison uses what you have chosen to see.
compare-keys = Keys: 1 to 4 answer, U takes the answer back, M changes the way of comparing, Space plays both.
compare-stage = The two files laid over each other

desk-title = Duplicates
desk-lead = { $count ->
    [0] No pair waits for an answer.
    [one] One pair waits for an answer.
   *[other] { $count } pairs wait for an answer.
}
desk-empty-title = No pair waits
desk-empty-words = New files are compared with every file of the project as they arrive.
desk-empty-action = To the queue
desk-order = Order
desk-by-score = Surest first
desk-by-stakes = Costliest to get wrong first
desk-pair = Pair
desk-what = What Cairn takes them to be
desk-score = Sure
desk-stakes = If wrong
desk-stakes-work = both are still being worked on
desk-stakes-published = one is in the public dataset
desk-stakes-two-incidents = they evidence two incidents: one attack may be counted twice
desk-confirm = Confirm what is ticked
desk-confirm-hint = Only pairs that score { $percent } % or more can be confirmed together.
desk-tick = Confirm this pair
desk-threshold-title = Confirming many at once
desk-threshold = From what score, in per cent
desk-threshold-hint = Between 50 and 100. Empty: every pair is answered one by one.
desk-threshold-save = Save
desk-ask = Have we seen this before?

ask-title = Have we seen this before?
ask-lead = Drop a photo or a recording. It is compared with every file of this project, and with every moment of its recordings, and not kept.
ask-file = File
ask-limit = At most { $size }.
ask-send = Look for it
ask-everywhere = Also in my other projects
ask-none = Nothing like it among { $files ->
    [one] the one file
   *[other] the { $files } files
} it was compared with.
ask-found = { $count ->
    [one] One file looks like it.
   *[other] { $count } files look like it.
}
ask-frame = Asked with frame { $frame } of { $item }; compared with { $files } files.
ask-this-frame = Seen before?
ask-compared = Compared with { $files } files. What you sent is gone again.

lists-title = Partners’ lists
lists-lead = Lists of hashes (PDQ, vPDQ) say “we have this too” without a file changing hands.
lists-name = Name
lists-name-hint = As your team will call it.
lists-origin = From whom
lists-origin-hint = Who gave it to you, and how you know.
lists-hashes = Hashes
lists-files = Our files on it
lists-added = Taken in
lists-added-by = { $name }
lists-empty = No list yet
lists-empty-words = A lead can take in the list of a partner. Every file of the project is then looked up on it, and every later one as it arrives.
lists-desk = To the duplicates
lists-take-title = Take in a list
lists-file = List
lists-file-hint = Text or CSV: a hash of 64 hex digits in each line, with quality, name and time if they are known, as PDQ and vPDQ tools write it. At most 250,000 hashes.
lists-take = Take it in
lists-out-title = Hand out our hashes
lists-out-lead = Whoever gets them can tell which of their own files you have too, and nothing else. Files are named by their item’s number.
lists-out-photos = Photos (PDQ)
lists-out-frames = Recordings (vPDQ)
lists-out-published = Of what is in the public dataset
lists-out-all = Also of what is being worked on
lists-out-all-hint = Hashes of unpublished files tell a partner what you are working on.
list-from = { $origin } · { $hashes ->
    [one] one hash
   *[other] { $hashes } hashes
}
list-none = None of our files is on it
list-none-words = A new list takes a moment to be looked through. Later files are looked up as they arrive.
list-back = All lists
list-file = Our file
list-label = What the list calls it
list-near = How near
list-unnamed = no name
list-frames = { $count ->
    [one] One frame, at { $at }.
   *[other] { $count } frames, the nearest at { $at }.
}
list-remove = Forget this list
list-remove-hint = What it found is forgotten with it. Nothing else changes.
listed-as = On the list “{ $list }” as { $label }.
listed-unnamed = On the list “{ $list }”.
listed-open = See the list
done-list-taken = The list is taken in. Files that are on it appear here as they are found.
done-list-removed = The list is forgotten.
error-list-line = Line { $detail } is not understood: there is no hash of 64 hex digits, or a quality or a time is no number. Nothing was taken in.
error-list-empty = There is no hash in it. Choose a text or CSV file with a hash in each line.
error-list-long = It holds more than { $detail } hashes. Split it.

item-same = The same footage as { $items }.
item-same-seen = You have looked at { $items } already, so you need not watch this again.
item-no-matches-of = Nothing like it found among { $files ->
    [one] one other file
   *[other] { $files } other files
} of this project. Every later file is compared with it too.

done-pairs-confirmed = The pairs are confirmed.
done-threshold-saved = Saved. It holds for everybody in the project.
done-match-taken-back = The answer is taken back. The question is open again.

error-match-exact = The bytes of these files are the same; there is nothing to answer.
error-match-not-sure = One of these pairs scores too low to be confirmed with others. Answer it by itself.
error-match-percent = Enter a number between 50 and 100, or nothing.
error-pairs-none = Tick at least one pair.
