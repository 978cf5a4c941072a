# Accounts: passwords, second factors, sessions, invitations.

error-password-long = Choose a password of { $detail } characters or fewer.
error-password-common = This is among the passwords that are tried first, or made of words everybody knows of you. Put a few unrelated words together.
error-password-breached = This password is known from a breach of another service, so it is among those that are tried. Choose another.
error-present-password-wrong = This is not your present password.
error-code-wrong = This code is not right, or was used before. Wait for the next one your app shows.
error-passkey-missing = Your device was not asked. Adding or using a passkey takes a browser with JavaScript.
error-passkey-refused = This passkey was not accepted. Try again; if it stays so, come in another way and add it anew.
error-passkey-suspect = This passkey may have been copied, so it is refused from now on. Come in another way, remove it and change your password.
error-passkey-taken = This passkey is known already. Choose another device or security key.
error-passkey-name = Give the passkey a name of 1 to { $detail } characters.
error-passkeys-many = You have { $detail } passkeys already. Remove one that you do not use.
error-passkeys-off = Passkeys are bound to the name of a site, and this one has none yet. Whoever runs it can name one.
error-passkey-last = Your role asks for a second factor, and this is your only one. Add another before you remove it.
error-proof-wrong = This is neither your password nor the code your app shows now.
error-invitation-unknown = No invitation has this code. Copy the whole link, or ask whoever invited you for another.
error-invitation-days = Give a number of days from 1 to { $detail }.
error-already-member = You are a member of this project already. The invitation is still good for somebody else.

problem-code-needed = One step is missing
problem-code-needed-do = Give the code that your app shows.
problem-second-factor-missing = Set up a second factor first
problem-second-factor-missing-do = Your role asks for one. Set it up on the page of your account.
problem-proof-needed = Confirm that it is you
problem-proof-needed-do = This asks for your password or a code given within the last ten minutes. Give it at /account/proof and send this again.
problem-gone = This is no longer good
problem-gone-do = It was used already, was taken back or has run out. Ask whoever sent it to you for a new one.
problem-read-only = Nothing can be changed at the moment
problem-read-only-do = Whoever runs this server has made it read-only. Nothing was changed and nothing is lost: keep what you typed and try again later.
problem-locked = This server is locked
problem-locked-do = Nobody can come in until whoever runs it opens it again.

code-title = The code from your app
code-lead = Your password was right. Now give the code that the app on your phone shows.
code-field = Code
code-hint = Six digits; or one of your recovery codes, if the phone is gone.
code-lead-passkey = Your password was right. Now use your passkey, or one of your recovery codes.
code-field-recovery = Recovery code
code-hint-recovery = If the passkey is gone: one of the codes that you kept on paper.
code-stop = Stop and sign out

prove-title = Confirm that it is you
prove-lead = What you are about to do is not easily taken back, so Cairn asks again if the last time was more than ten minutes ago.
prove-carried = Nothing is lost: what you typed is sent together with this.
prove-field = Password or code
prove-hint = Your password, or the six digits that your app shows now.
prove-action = Confirm and go on

second-factor-title = Set up a second factor
second-factor-lead = From then on a stolen password alone lets nobody in: signing in takes a code that only your phone makes.
second-factor-required = Your role asks for a second factor. Nothing else is open to you until it is set up; it takes two minutes.
second-factor-scan = 1. Let your app read this picture
second-factor-scan-words = Any app for one-time codes will do, such as Aegis, FreeOTP or the one built into your phone’s passwords.
second-factor-picture = QR code for the app. The same stands as text under “It cannot be read”.
second-factor-by-hand = It cannot be read
second-factor-secret = Type this into the app as the key of a time-based code:
second-factor-open-app = Open it in an app on this device
second-factor-confirm = 2. Give the code that the app shows
second-factor-code = Code
second-factor-code-hint = Six digits. They change every half minute.
second-factor-action = Turn the second factor on

second-factor-passkey-instead = Use a passkey instead

passkeys-title = Passkeys
passkeys-lead = A passkey lies in a phone, a computer or a security key. It signs you in with a finger, a face or a number, and answers this site alone: a false one gets nothing from it.
passkeys-yours = Your passkeys
passkeys-none = You have none yet.
passkeys-name = Name
passkeys-name-hint = For your own list, such as “Telephone”
passkeys-since = Added
passkeys-suspect = Refused: may have been copied
passkeys-add-title = Add a passkey
passkeys-add = Add a passkey
passkeys-remove = Remove
passkeys-failed = Your device did not answer, or you stopped it. Nothing was changed.
passkeys-unsupported = This browser knows no passkeys. A newer one does.
passkeys-sign-in = Sign in with a passkey
passkeys-use = Use a passkey
passkeys-codes-instead = Use codes of an app instead
passkeys-back = Back to your account
done-passkey-added = The passkey is added.
done-passkey-removed = The passkey is removed. You are signed out everywhere else.

recovery-title = Your recovery codes
recovery-lead = If the phone is lost, each of these signs you in once in its place. Print them, or copy them by hand, and keep them away from the phone.
recovery-once = They are shown this once. Cairn keeps nothing they could be read from.
recovery-of = For { $email }
recovery-action = I have kept them

account-title = Your account
account-second-factor = Second factor
account-second-factor-on = On
account-second-factor-off = Your password alone signs you in. With a second factor a stolen password is of no use.
account-second-factor-set-up = Set up a second factor
account-passkeys = { $count ->
    [0] Add a passkey
    [one] One passkey
   *[other] { $count } passkeys
  }
account-codes-left = { $count ->
    [0] No recovery code is left. Make new ones before you need them.
    [one] One recovery code is left.
   *[other] { $count } recovery codes are left.
  }
account-codes-renew = Make new recovery codes
account-sessions = Where you are signed in
account-sessions-lead = If you do not recognise one of these, end it and change your password. An ended session is refused from the next click on.
account-device = Browser
account-device-unknown = A browser that does not say what it is
account-since = Since
account-last-seen = Last seen
account-session-this = This one
account-session-end = End
account-sessions-end = End all the others
sign-ins-title = Recent sign-ins
sign-ins-lead = The last ten times that somebody signed in with your name, or tried. Of where they were nothing is kept. If your password was right and it was not you, change it now.
sign-ins-at = When (UTC)
sign-ins-means = By
sign-ins-outcome = Outcome
account-password = Password
account-password-present = Present password
account-password-new = New password
account-password-hint = { $shortest } characters or more. A few unrelated words are better than signs and digits.
account-password-change = Change the password
done-password-changed = The password is changed. You are signed out everywhere else.
done-session-ended = The session is ended.
done-sessions-ended = You are signed out everywhere else.
done-joined = You are a member now.

invitation-title = You are invited
invitation-lead = To “{ $project }”, as { $role }.
invitation-as = You are signed in as { $name }. The project is added to your account.
invitation-new = Make an account. The invitation is good once.
invitation-sign-in = I have an account already
invitation-sign-in-hint = Sign in, then open the link once more.
join-lead = Your link brings a code along. If it is not taken up by itself, paste it here.
join-old = Links like the one you followed are no longer taken, because their address told the code to every server on the way. Paste the last part of it below, or ask for a new link.
join-code = Code of the invitation
join-code-hint = What stands behind the # of your link. The whole link will do.
join-action = Go on
invitation-name = Name
invitation-name-hint = What the team sees. It need not be the name in your passport.
invitation-action = Join

invitations-title = Invitations
invitations-lead = A link lets one person in, once, in the role you choose here. Send it in a way you trust.
invitations-none = Nobody is invited at the moment.
invitations-role = Role
invitations-note = For whom
invitations-note-hint = For your own list. It is not sent.
invitations-days = Good for how many days
invitations-days-hint = Seven at most
invitations-make = Make the link
invitations-made = The link, shown this once
invitations-copy = Copy
invitations-copied = Copied
invitations-until = Good until
invitations-revoke = Take back
done-invitation-revoked = The invitation is taken back. Its link lets nobody in.
done-member-changed = The membership is changed.
members-change = Change role
members-remove = Remove
members-save = Save
error-last-admin = Somebody has to run the project: make another member an admin first.

tokens-title = Tokens for programs
tokens-lead = A token lets a program read one project in your place, or hand evidence in to it, and not both. It can never move, sign or change anything.
tokens-described = What it can do
tokens-scope = It may
tokens-made = The token, shown this once. Send it as “Authorization: Bearer”, never in an address.
tokens-name = What it is for
tokens-name-hint = For your own list, such as “Nightly copy”
tokens-project = Project
tokens-expires = Good until
tokens-last-used = Last used
tokens-never = never
tokens-days-hint = 365 at most
tokens-end = End
tokens-make = Make a token
done-token-ended = The token is ended. Programs that use it are refused from now on.
error-token-name-missing = Say what the token is for.
error-token-project = Choose a project in which you may do this yourself.
error-page-limit = Ask for 1 to { $detail } at a time.
error-token-days = Give a number of days from 1 to { $detail }.
error-cursor-unreadable = “after” is not the “next” of a page.

accounts-title = Accounts
accounts-lead = Everybody who has an account on this server. A disabled account lets nobody in; what it did stays as it is.
accounts-count = { $count ->
    [one] One account
   *[other] { $count } accounts
  }
accounts-since = Since
accounts-sessions = Open sessions
accounts-change = Change
accounts-operator = runs this server
accounts-disabled = disabled on { $day }
accounts-own = Your own
accounts-disable = Disable
accounts-enable = Enable
accounts-end-sessions = End sessions
done-account-disabled = The account is disabled. Its sessions and tokens have ended.
done-account-enabled = The account is enabled. Its owner signs in again; ended tokens stay ended.
done-account-sessions-ended = Every session of the account has ended.
error-account-own = This is your own account. Another operator, or the command line, can do this.

care-title = Care
care-lead = What you have looked at, and what you do not want to be given. You alone see this page; no lead and no other member does.
care-open = Open it
care-exposure = What you have looked at behind covers
care-today = In the last 24 hours: { $files } files, about { $minutes } minutes.
care-week = In the last seven days: { $files } files, about { $minutes } minutes.
care-how = Minutes are an estimate from the steps of looking that you took, each counted until the next one and for five minutes at most. The steps themselves stand in the record of acts, as part of the custody of a file; nobody is shown a sum.
care-break = You have looked for half an hour without a break. A quarter of an hour away does good; everything waits for you.
care-unwanted = What you do not want to be given
care-unwanted-lead = “Next for me” never gives you an item that was found to hold one of these, nor one that nobody has rated yet. You can still open every item yourself. No reason is asked, and nobody is told.
care-unwanted-legend = Never give me
care-save = Save
done-care-saved = Saved.
done-care-rest = What you held is back in the queue for others. Nobody was told why, and nobody counts it. Take the time you need.
care-rest = I need a break
