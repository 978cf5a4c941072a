# Files on their way in: what the page says while they come, and every “no” with what was sent, what
# the limit is and what to do. Braces in quotes are filled in by the browser.

upload-limit = Up to { $files } files, { $size } each. They begin to upload as soon as you choose them. If the line breaks or you close the page, choose the same file again and it goes on where it stopped.
upload-kept = Until you send, this device remembers a code for each file, and neither its name nor anything in it. The code is removed when you send or remove the file.
upload-list = Files you chose
upload-waiting = Waits for its turn
upload-starting = Looks for what has arrived before
upload-progress = {"{done}"} of {"{total}"}
upload-remaining = {"{done}"} of {"{total}"}, about {"{time}"} left
upload-retrying = The line broke at {"{done}"} of {"{total}"}. Trying again by itself
upload-paused = Paused at {"{done}"} of {"{total}"}
upload-stopped = Stopped at {"{done}"} of {"{total}"}. What has arrived is kept; press Go on when the line is back.
upload-done = Arrived, {"{total}"}
upload-hash = Fingerprint (SHA-256)
upload-hash-agrees = Computed on your device and on the server: the same.
upload-hash-server = Computed on the server.
upload-hash-computing = Your device is still computing it to compare.
upload-hash-differs = What arrived is not what your device read: the file was damaged on its way or changed meanwhile. It was dropped. Choose it again.
upload-pause = Pause
upload-resume = Go on
upload-remove = Remove
upload-pause-label = Pause {"{name}"}
upload-resume-label = Go on with {"{name}"}
upload-remove-label = Remove {"{name}"}
upload-progress-label = How much of {"{name}"} has arrived
upload-too-large = {"{name}"} has {"{size}"}; at most {"{limit}"} are taken. Send a shorter part, or a link.
upload-too-many = At most {"{limit}"} files go together. Send the others afterwards.
upload-empty = {"{name}"} is empty. Choose the file again, or leave it out.
upload-send-waits = It is sent as soon as the files are through: {"{done}"} of {"{count}"} have arrived. You can go on typing.
upload-send-paused = Not everything has arrived. Paused or stopped: {"{count}"}. Go on with them or remove them, then send.
upload-send-cancel = Do not send yet
upload-sending = Sending
upload-failed = It did not arrive.
upload-offline = Your device lost its connection.
upload-retry = Nothing you typed or chose is lost. When the connection is back, press Send again.

error-upload-gone = { $detail } is not here any more: it was handed in already, or nobody went on with it in time. Choose it again.
error-upload-unfinished = { $detail } has not arrived whole. Wait until it has, or remove it.
error-upload-differs = What arrived of { $detail } is not what your device read. Choose it again.

problem-upload = This was not taken
problem-upload-do = Nothing was changed. Here is why.
problem-disk-full = There is no room left on the server
problem-disk-full-do = Nothing more can be stored at the moment. Keep your file and try again later, or tell whoever runs this server.

upload-refused-header = The header { $name } is missing or cannot be read. Send it as tus 1.0.0 says.
upload-refused-version = This server speaks tus 1.0.0. Send Tus-Resumable: 1.0.0.
upload-refused-wrapped = A piece comes as application/offset+octet-stream and is not compressed. Send it so.
upload-refused-empty = The file is empty. Choose it again, or leave it out.
upload-refused-too-large = The file has { $sent }; at most { $limit } are taken. Send a shorter part, or a link.
upload-refused-kind = This is not a photo, video or sound that Cairn knows. Send it as JPEG, PNG, HEIC, MP4 or MOV, or send a link.
upload-refused-offset = { $at } bytes have arrived, and the piece begins at { $sent }. Ask how far it has come and go on from there.
upload-refused-overlong = { $length } bytes were announced, and this would make { $sent }. Begin a new upload with the right length.
upload-refused-checksum = The piece was damaged on its way, and nothing of it was kept. Send it again.
upload-refused-digest = What arrived (SHA-256 { $arrived }…) is not what was declared ({ $declared }…): it was damaged on its way, or the file changed meanwhile. It was dropped; send the file again.
upload-refused-busy = Another request is writing to this upload. Wait for it, or try again in a moment.
upload-refused-broken = The line broke before the piece was through. What has arrived is kept; go on from there.
upload-refused-stalled = Nothing came for a minute. What has arrived is kept; go on from there.
