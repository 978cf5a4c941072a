# Content notes on parts of a recording.

triage-ranges = What is in the recording, and when?
triage-ranges-hint = Optional. Minutes and seconds, such as 0:12 to 0:31. Whoever watches next can leave these parts out.
triage-range-recording = File { $number }: { $kind }
triage-range-file = Recording of note { $number }
triage-range-from = Note { $number } begins at
triage-range-to = Note { $number } ends at
triage-range-note = What note { $number } is about

error-range-unreadable = “{ $detail }” are not two times. Write minutes and seconds, such as 0:12 and 0:31.
error-range-noteless = Say what is to be seen or heard between { $detail }.
error-range-reversed = { $detail } ends before it begins.
error-range-beyond = { $detail } begins after the recording has ended.
