# What files say about themselves: claims, contradictions, and what is sealed.

metadata-title = { $count ->
    [0] What the file says about itself
    [one] What the file says about itself: 1 statement
   *[other] What the file says about itself: { $count } statements
}
metadata-lead = Claimed by the file. Anybody can write this into a file, and apps that pass files on change or remove it. Nothing here fills a finding.
metadata-none = It says nothing that is shown here about when, where or with what it was made. Apps that pass files on usually remove this.
metadata-where = Where in the file, and what read it
metadata-copy = Copy coordinates
metadata-copied = Copied
metadata-no-zone = no zone written
metadata-no-date = not a date
metadata-blank-date = blank: the clock was not set
metadata-no-place = not a place on Earth
metadata-place-sealed = a position is written; your project keeps it sealed
metadata-place-coarse = to about { $km } km; the exact position is sealed
metadata-pixels = { $width } × { $height } pixels
metadata-seconds = { $seconds } s
metadata-degrees = { $degrees }° from north
metadata-bytes = { $count } bytes, readable by its maker alone
metadata-present = there is one
metadata-pictures = { $count } pictures in one file
metadata-thumbnail = { $count } of 256 bits from the picture
metadata-credential = carries a Content Credential, not checked
metadata-credential-by = carries a Content Credential that names { $issuer }, not checked

metadata-sealed = { $count ->
    [one] 1 more is sealed
   *[other] { $count } more are sealed
}
metadata-sealed-none-shown = { $count ->
    [one] 1 statement is sealed
   *[other] { $count } statements are sealed
}
metadata-sealed-why = They may name a person or a device. { $role ->
    [verifier] A verifier can read them.
    [admin] The admin can read them.
   *[lead] The lead can read them.
}
metadata-open-title = Open what is sealed
metadata-open-hint = Names, serial numbers, exact positions, raw text. Your name and this reason go into the item's history.
metadata-open-reason = Why you need it
metadata-open-send = Open and record that I did

sealed-title = Sealed metadata of a file
sealed-lead = Everything the file says about itself, word for word, and the name its device gave it. It may name a person who can be harmed: do not copy it anywhere.
sealed-recorded = That you opened this, when and why is in the item's history. Reading it again is recorded again.
sealed-tag = Tag
sealed-raw = As written
sealed-place = Where in the file
sealed-tool = Read by
sealed-back = Back to the item
sealed-empty = Nothing is sealed of this file.

vocab-claim-group-time = When
vocab-claim-group-place = Where
vocab-claim-group-device = With what
vocab-claim-group-software = What wrote it
vocab-claim-group-rights = Whose
vocab-claim-group-other = Other

vocab-software-class-camera = the firmware of a camera or phone
vocab-software-class-editor = an editor of pictures or films
vocab-software-class-messenger = an app for sending or sharing
vocab-software-class-encoder = a converter or encoder
vocab-software-class-generator = a model that makes pictures
vocab-software-class-unknown = a program that is not known here

contradictions-title = { $count ->
    [one] 1 thing does not fit
   *[other] { $count } things do not fit
}
contradiction-clock-not-set = { $tag }: the clock was not set ({ $year }).
contradiction-clock-blank = { $tag }: the field is blank, so the clock was not set.
contradiction-not-a-date = { $tag }: what stands there is not a date.
contradiction-not-a-place = The position is not a place on Earth, or was never fixed.
contradiction-after-receipt = { $tag } lies at least { $gap } after the moment the file was received.
contradiction-after-claimed-time = { $tag } lies at least { $gap } after the time the submitter says.
contradiction-dates-disagree = { $tag } and { $other } lie at least { $gap } apart, in every time zone.
contradiction-changed-later = { $tag } says the file was changed at least { $gap } after it was recorded.
contradiction-far-from-claimed-place = The position lies { $km } km from the place the submitter says.
contradiction-places-disagree = Two positions in the file lie { $km } km apart.
contradiction-later-hand = It says it went through { $class }.
contradiction-size-disagrees = It says { $claimed } pixels and has { $decoded }.
contradiction-name-disagrees = The name it came under ends as names of another kind of file do. Its bytes decided what it is.
contradiction-too-long = It says it lasts longer than a week: damaged or forged.
contradiction-duration-disagrees = A track lasts { $claimed } s, the recording { $container } s.
contradiction-thumbnail-differs = The thumbnail in the file shows something else than the picture.

gap-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
gap-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
gap-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}

history-sealed-opened = { $who } opened the sealed metadata of a file

sealing-title = Sealed metadata
sealing-lead = What files say about people and devices is sealed: names, serial numbers, comments, file names, raw text. One role can open it, with a reason that stays in the item's history.
sealing-reader = Who can open it
sealing-place = How much of positions everybody in the team reads
sealing-place-hint = Holds for files examined from now on.
sealing-device = Everybody in the team reads maker and model
sealing-save = Save
vocab-open-place-exact = The exact position
vocab-open-place-coarse = To about a kilometre; exact is sealed
vocab-open-place-sealed = Only that there is one
done-sealing-saved = Saved.
