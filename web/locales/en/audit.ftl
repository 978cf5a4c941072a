# What was done on the whole instance, for whoever runs it.

audit-link = What was done on this instance
audit-title = What was done
audit-lead = Everything on this instance that is no step of an item, newest first. Each line is a leaf of the ledger and cannot be changed without being noticed. Times are in UTC.
audit-kind = What
audit-any = anything
audit-person = Who
audit-person-hint = A sign-in name; empty for everybody.
audit-person-unknown = Nobody has this sign-in name.
audit-show = Show
audit-none = Nothing of this kind is on record.
audit-number = Leaf
audit-at = When
audit-who = Who
audit-about = About
audit-nobody = the command line or the machine
audit-older = Older
audit-csv = Download these acts as CSV
