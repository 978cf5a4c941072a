//! Phrases that return in the demo.

/// A second verifier's other opinion.
pub(super) const DISPUTE: &str = "The tower fits a second place 2.3 km to the east as well, and the \
    road there has the right width. The gate is not decisive: there are several blue gates.";

/// Why an item ends without being verified.
pub(super) const REJECTED: &[&str] = &[
    "Older footage: the same picture was posted in 2019.",
    "Out of scope: shows a traffic accident.",
    "Not from Afghanistan; the shop signs are in another script.",
];
/// Why no place could be found.
pub(super) const NO_PLACE: &[&str] = &[
    "Only sky and a bare wall in view. Nothing that could be found again.",
    "Too little of the street is visible; three districts fit equally well.",
];
/// Why a lead sends something back.
pub(super) const RETURNED: &[(&str, &str)] = &[
    (
        "geolocation",
        "The tower fits, but the gate could be any. Please add one more feature that is unique.",
    ),
    (
        "chronolocation",
        "The latest bound is later than the oldest copy we hold. Please check it.",
    ),
    (
        "geolocation",
        "The bearing does not agree with the position of the minaret. Please look again.",
    ),
];
/// Dissent, and how it was answered.
pub(super) const OBJECTIONS: &[(&str, Option<&str>)] = &[
    (
        "The car in the foreground also appears in a clip from the week before. I am not sure this is the same day.",
        None,
    ),
    (
        "The mast was taken down in spring according to the image of April.",
        Some(
            "The April image shows its shadow; the mast still stands. Both images are linked in the comments.",
        ),
    ),
    (
        "The plume looks further away than the finding says.",
        Some("Measured again from the roof line: 180 m, within the stated precision."),
    ),
];
/// What people say on the way.
pub(super) const COMMENTS: &[(&str, &str)] = &[
    (
        "verifier",
        "The skyline to the north matches the other photo of this incident.",
    ),
    (
        "verifier2",
        "Can somebody who reads Pashto look at the sign on the right?",
    ),
    (
        "verifier",
        "Checked against the image of the same month: the awnings were there.",
    ),
    (
        "lead",
        "Please keep the bearing in the finding even where the precision is wide.",
    ),
    (
        "verifier2",
        "Same street as the clip sent two days later, from the other end.",
    ),
    (
        "verifier",
        "EXIF time is off by months; treated as a lead only.",
    ),
    (
        "verifier2",
        "Nothing here identifies a person. Safe to publish from my side.",
    ),
    (
        "lead",
        "Good proof. The second feature alone would have been enough.",
    ),
];
