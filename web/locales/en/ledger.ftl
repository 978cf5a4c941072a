# The public log, for readers who never heard of one.

ledger-link = How to check that nothing was changed afterwards
ledger-title = The ledger
ledger-lead = Every step of a piece of evidence, from its receipt to its publication, is written into a log that can only grow. Anybody can keep a copy, and then notice if its past is ever changed.
ledger-what = Receiving a file, placing it, dating it, signing it off, publishing it: each leaves one entry. So does what a team does besides: looking at a file, downloading it, letting somebody in, changing a role, writing a comment. At fixed times the whole log is summed up in a few lines, the checkpoint, and signed. The times are fixed so that they tell nothing about when people work.
ledger-hidden = An entry shows nothing of what happened, to whom or by whom, not even of which kind it is. It is a seal over the event: whoever is given the event can check that it is the one that was sealed, and nobody can read it from the seal. What must be deleted by law can be, and the log still holds.
ledger-now-title = The log as it stands
ledger-size = Entries
ledger-origin = Name of the log
ledger-root = Root
ledger-key = Public key
ledger-files = The files themselves:
ledger-checkpoint = checkpoint
ledger-keys = public keys
ledger-none = Nothing has been signed yet.
ledger-help-title = How to check it
ledger-help-keep = Keep the checkpoint of today, and the public key, somewhere that is not ours. Checkpoints that others keep are what makes a rewritten past show: without one, a new log could be made and signed.
ledger-help-how = Later, copy the files below /ledger/ and compare them with the checkpoint you kept. Cairn’s program does it, on your machine and without a network:
ledger-help-others = You need not trust our program: the files follow the public formats C2SP tlog-tiles and signed-note, which other programs read.
ledger-not-title = What it does not show
ledger-not = The log proves that the steps of a record were not changed after they were written. It seals neither the titles of items nor the reasons people gave with a step, nor everything that a page shows in a list. Nor does it prove that what was written is true: that is what the published reasons and the two people who signed are for.
