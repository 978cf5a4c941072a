# The sign-off desk and the dossier.

signoff-title = Sign-off
signoff-empty = No item waits for a signature
signoff-empty-why = Items arrive here when place and time are established.
signoff-dossier = Dossier
signoff-who = Who did what
signoff-checks = Before you sign
signoff-sign = Sign off this revision
signoff-return = Send back
signoff-return-to = Send back to
signoff-reason = Reason
signoff-reason-hint = The people who worked on it will read this.
signoff-revision = Revision
