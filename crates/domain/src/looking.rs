//! How somebody comes to see a file: one step after the other, from the least to the most there is
//! to see. The page offers the steps and the door counts them; both ask here.

use crate::{Derivative, DerivativeKind, File, MediaKind, Sensitivity};

/// One step of looking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// What is shown.
    pub kind: DerivativeKind,
    /// Whether it is shown without its sound.
    pub muted: bool,
}

const fn step(kind: DerivativeKind, muted: bool) -> Step {
    Step { kind, muted }
}

const RECORDING: [Step; 3] = [
    step(DerivativeKind::ContactSheet, true),
    step(DerivativeKind::Proxy, true),
    step(DerivativeKind::Proxy, false),
];

const PHOTO: [Step; 3] = [
    step(DerivativeKind::SmallGrey, true),
    step(DerivativeKind::LargeGrey, true),
    step(DerivativeKind::Preview, true),
];

/// The steps of a file, of what has been made from it. What is rated as not distressing needs no
/// grey ones.
pub fn steps(file: &File, rated: Option<Sensitivity>) -> Vec<Step> {
    let plan = match file.kind {
        MediaKind::Video | MediaKind::Audio => RECORDING,
        MediaKind::Photo | MediaKind::Other => PHOTO,
    };
    let gently = Sensitivity::is_covered(rated);
    let has = |kind| file.derivatives.iter().any(|made| made.kind == kind);
    let wanted = |step: &Step| (gently || !is_grey(step.kind)) && has(step.kind);
    plan.into_iter().filter(wanted).collect()
}

/// How many of the steps must have been taken before this may be seen. What shows everything, such
/// as a kept frame, needs all steps but the sound.
pub fn steps_before(file: &File, rated: Option<Sensitivity>, made: &Derivative) -> usize {
    use DerivativeKind as D;
    match made.kind {
        D::Cover | D::Waveform => 0,
        // A person made these to be shown, and they are looked at on pages of their own.
        D::PublicCopy | D::Redacted => 0,
        D::Thumbnail if !Sensitivity::is_covered(rated) => 0,
        kind => {
            let at = steps(file, rated).iter().position(|step| step.kind == kind);
            at.map_or_else(|| steps_to_all(file, rated), |at| at + 1)
        }
    }
}

/// How many steps lead to everything that can be seen of a file; its sound comes after them.
pub fn steps_to_all(file: &File, rated: Option<Sensitivity>) -> usize {
    let steps = steps(file, rated);
    steps.iter().filter(|step| step.muted).count()
}

fn is_grey(kind: DerivativeKind) -> bool {
    matches!(kind, DerivativeKind::SmallGrey | DerivativeKind::LargeGrey)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Digest, FileId};

    fn file(kind: MediaKind, made: &[DerivativeKind]) -> File {
        let derivative = |kind: &DerivativeKind| Derivative {
            kind: *kind,
            sha256: Digest::of_bytes(kind.code().as_bytes()),
            mime: String::new(),
            size_bytes: 1,
            width: None,
            height: None,
            tool: String::new(),
            arguments: String::new(),
        };
        File {
            id: FileId(Default::default()),
            sha256: Digest::of_bytes(b"a"),
            size_bytes: 1,
            mime: String::new(),
            kind,
            width: None,
            height: None,
            duration_s: None,
            pdq: None,
            pdq_quality: None,
            preview_problem: None,
            derivatives: made.iter().map(derivative).collect(),
        }
    }

    fn needed(file: &File, rated: Option<Sensitivity>) -> Vec<usize> {
        let made = file.derivatives.iter();
        made.map(|made| steps_before(file, rated, made)).collect()
    }

    #[test]
    fn an_unrated_photo_is_uncovered_in_three_steps() {
        use DerivativeKind as D;
        let made = [
            D::Cover,
            D::SmallGrey,
            D::LargeGrey,
            D::Preview,
            D::Thumbnail,
        ];
        let photo = file(MediaKind::Photo, &made);
        assert_eq!(needed(&photo, None), [0, 1, 2, 3, 3]);
    }

    #[test]
    fn what_does_not_distress_needs_no_grey() {
        use DerivativeKind as D;
        let made = [
            D::Cover,
            D::SmallGrey,
            D::LargeGrey,
            D::Preview,
            D::Thumbnail,
        ];
        let photo = file(MediaKind::Photo, &made);
        assert_eq!(needed(&photo, Some(Sensitivity::None)), [0, 1, 1, 1, 0]);
    }

    #[test]
    fn a_kept_frame_shows_as_much_as_the_silent_recording() {
        use DerivativeKind as D;
        let made = [
            D::Cover,
            D::Waveform,
            D::ContactSheet,
            D::Proxy,
            D::Snapshot,
            D::Preview,
        ];
        let video = file(MediaKind::Video, &made);
        assert_eq!(needed(&video, None), [0, 0, 1, 2, 2, 2]);
    }
}
