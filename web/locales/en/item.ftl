# The workspace of one item.

item-media = Media
item-map = Map
item-record = Record
item-next = What can I do next
item-closed = { $count ->
    [one] 1 thing is closed
   *[other] { $count } things are closed
}
item-claims = What the submitter says
item-claim-what = What
item-claim-where = Where
item-claim-when = When
item-claimed-by-submitter = claimed by the submitter
item-claimed-by-file = claimed by the file
item-files = Files
item-matches = Looks like
item-no-matches = Nothing in this project looks like it.
item-history = History
item-comments = Comments
item-comment = Write a comment
item-comment-send = Comment
item-incident = Incident
item-no-incident = Not linked to an incident
item-stage-since = At this stage since { $when }
item-claim-it = Claim it
item-release-it = Give it back
