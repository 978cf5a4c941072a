# Evidence of time: what each piece says, what is left, and time from shadows.

chrono-ends-hint = Leave both empty where the evidence below says it. You may narrow what the evidence leaves, never widen it.
chrono-bound-value = What it says of the time
chrono-bound-value-hint = Times as in 2022-09-30, 2022-09-30 07:31 or 2022-09-30 07:31/2022-09-30 08:10.
chrono-bound-source = Where it can be looked up
chrono-bound-run = Rests on
chrono-bound-no-run = no run of the shadow solver
chrono-look = See what the evidence leaves
bound-has-run = with a run of the shadow solver

timeline-left = Taken together: { $span }.
timeline-open = Taken together, the evidence leaves both ends open.
timeline-span = { $from } to { $to }
timeline-from = from { $from }
timeline-to = until { $to }
timeline-conflict = The evidence contradicts itself.
timeline-contradicts = Evidence { $one } and evidence { $other } cannot both hold.

error-bounds-contradict = Evidence { $detail } cannot hold together. Correct what is wrong, or take out what does not hold.
error-bound-words-missing = Say what each piece of evidence shows.
error-bound-unreadable = A time of the evidence cannot be read: { $detail }
error-run-unknown = There is no run number { $detail } for you to use.
error-time-outside-evidence = This lies outside what the evidence leaves. Leave it empty, or correct the evidence.
error-number-unreadable = “{ $detail }” is not a number.
error-shadow-no-answer = { $detail }
error-shadow-bad = { $detail }
error-shadow-points = Give six numbers with commas between: foot, top and tip, each from the left and from the top.
error-shadow-no-measure = { $detail }
error-shadow-too-many = So many windows fit that they are no evidence. Measure more, or ask about fewer days.

shadow-open = Time from a shadow
shadow-title = Time from a shadow: { $item }
shadow-crumb = Shadow
shadow-heading = Time from a shadow
shadow-lead = Length and direction of a shadow at a known place say when it fell. Length is of the shadow over the height of what throws it, on level ground.
shadow-measure = Measure on the picture
shadow-measure-hint = Best where the shadow falls across the picture, on level ground, far from its edges. Not for a shadow that runs towards the camera.
shadow-draw = Draw on the picture
shadow-draw-foot = Click the foot of something upright.
shadow-draw-top = Click its top.
shadow-draw-tip = Click the tip of its shadow.
shadow-drawn = Drawn. The form holds it; solve to see what it says.
shadow-look-first = Show a file first: it is drawn on what you have chosen to see.
shadow-ask = What was measured
shadow-place = Where the shadow fell
geo-camera-hint-short = Coordinates in any common notation.
shadow-from = First day
shadow-to = Last day
shadow-ratio = Length of the shadow
shadow-ratio-hint = Times the height. Leave empty if it is drawn.
shadow-ratio-tol = Give or take, per cent
shadow-points = Drawn on the picture
shadow-points-hint = In pixels from the left and from the top: foot, top, tip of the shadow.
shadow-measured = A shadow of { $ratio } times the height, give or take { $percent } %
shadow-azimuth = Direction in which it falls
shadow-azimuth-hint = Degrees from true north.
shadow-sun-azimuth = Direction of the sun
shadow-azimuth-tol = Give or take, degrees
shadow-height = Height above the sea, metres
shadow-slope = Slope of the ground, degrees at most
shadow-solve = Find the times
shadow-keep = Keep this as evidence
shadow-answer = Times that fit
shadow-summary = { $windows ->
    [0] No time fits on any of { $all } days.
    [one] One time fits, on one of { $all } days.
   *[other] { $windows } times fit, on { $days } of { $all } days.
}
shadow-day = Day
shadow-window = Local time
shadow-more = and { $count } more
shadow-excluded = { $count ->
    [one] One day is ruled out
   *[other] { $count } days are ruled out
}
shadow-advice-ratio = Here the length narrows the time more than the direction.
shadow-advice-azimuth = Here the direction narrows the time more than the length.
shadow-advice-alike = Here length and direction narrow the time about as much.
shadow-kept = Runs that were kept
shadow-kept-none = None yet. A run that is kept can be cited as evidence of time, and anybody can run it again.
shadow-kept-use = Cite a run by its number beside a piece of evidence.
shadow-to-evidence = To the evidence of time
shadow-run-number = Run { $number }
shadow-said-azimuth = falls towards { $degrees }°, give or take { $tol }°
shadow-said-sun = sun at { $degrees }°, give or take { $tol }°
done-run-kept = The run is kept. Cite it beside a piece of evidence.
