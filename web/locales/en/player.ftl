# Recordings frame by frame: the player, the frames that people keep.
# Words that an island fills in keep their braces.

player-line = Where in the recording
player-play = Play (space)
player-pause = Pause (space)
player-back = One frame back (,)
player-on = One frame on (.)
player-sound = Sound
player-speed = Speed
player-from = Repeat from here (I)
player-to = Repeat up to here (O)
player-no-loop = Stop repeating
player-closer = Closer (Z)
player-farther = Farther away (Shift+Z)
player-rotate = Turn a quarter (R)
player-flip = Mirror (F)
player-brightness = Brightness
player-contrast = Contrast
player-reset = As it was recorded
player-where = Frame {"{n}"} of {"{of}"} · {"{time}"} · {"{timecode}"} · pts {"{pts}"}
player-unshown = Frame {"{n}"} is on screen for less than this browser can show. You can still keep it by its number.
player-keep = Keep this frame
player-keeping = Frame {"{n}"} is being taken from the original.
player-kept = Frame {"{n}"} is kept, from the original and without loss.
player-uncounted = The frames of this recording cannot be told apart with certainty. A step is a thirtieth of a second, and no frame can be kept.
player-ends-early = The playable copy ends at { $ends } of { $of }. The original is whole; download it to see the rest.
player-interlaced = Interlaced: each frame is two half-pictures, taken one after the other.
player-kept-title = Frames that were kept
player-kept-none = None yet. A kept frame is taken from the original without loss, and remembers its time stamp.
player-kept-after = They show as much as the recording without its sound, and open once you have chosen that step.
player-kept-early = Choose the step without sound first; a kept frame shows as much.
player-kept-frame = Frame { $n }, { $time }
player-kept-by = kept by { $name }
player-keep-by-number = Keep a frame by its number
player-keep-number = Number of the frame, from 1 to { $last }
player-keys = Keys of the player
player-key-step = One frame back or on
player-key-jkl = Backwards, stop, forwards; again for faster
player-key-space = Play or pause
player-key-space-bar = Space
player-key-loop = Repeat from here, up to here
player-key-speed = Faster, slower
player-key-view = Closer, farther away, turn, mirror

done-frame-kept = The frame is kept.

error-frame-uncounted = The frames of this recording cannot be told apart, so none can be kept.
error-frame-unknown = Give the number of a frame of this recording.
error-frame-undecodable = This frame could not be taken from the original: { $detail }
error-picture-unknown = Choose a photo or a kept frame of this item to draw on.

geo-drawn-on = The picture you draw on
geo-drawn-on-none = Keep a frame of the recording first
fact-drawn-on = Boxes are drawn on
