//! What the player is told about a recording, and the frames that people kept of it.

use cairn_app::review::{FileView, KeptView};
use cairn_domain::{DerivativeKind, Digest, MediaKind, looking};

use super::{
    Moment,
    media::{Viewing, clock, made, media_href},
    moment,
};
use crate::i18n::Translator;

/// A copy that ends this much earlier than the recording, in seconds, is said to.
const WORTH_SAYING_S: f64 = 0.5;
/// Where copies end, in seconds.
const LONGEST_COPY_S: f64 = 600.0;

/// One recording.
#[derive(Debug, Clone)]
pub(crate) struct PlayerCard {
    /// Address of the frame table, to which frames to be kept are posted; empty where frames could
    /// not be told apart.
    pub(crate) frames_href: String,
    pub(crate) may_keep: bool,
    /// Whether it has a picture whose frames are not known.
    pub(crate) is_uncounted: bool,
    /// Address of the drawn sound; may be empty.
    pub(crate) waveform: String,
    /// How many frames there are.
    pub(crate) frames: u64,
    /// What has to be said of the copy: that it ends early, that it is interlaced.
    pub(crate) remarks: Vec<String>,
    pub(crate) kept: Vec<KeptCard>,
    /// How many steps of looking must be taken before they open.
    pub(crate) kept_after: usize,
}

/// A frame that was kept.
#[derive(Debug, Clone)]
pub(crate) struct KeptCard {
    pub(crate) title: String,
    pub(crate) href: String,
    /// Its name in a finding.
    pub(crate) sha256: String,
    /// Its number as people count.
    pub(crate) number: u64,
    /// Where to ask for files like it.
    pub(crate) ask_href: String,
    /// Its time stamp, for whoever wants to find it with another tool.
    pub(crate) stamp: String,
    pub(crate) kept_by: String,
    pub(crate) kept_at: Moment,
}

/// What the player needs; nothing for a picture.
pub(super) fn player_card(viewing: &Viewing<'_>, view: &FileView) -> Option<PlayerCard> {
    let file = &view.file;
    let plays = matches!(file.kind, MediaKind::Video | MediaKind::Audio);
    made(viewing, file, DerivativeKind::Proxy).filter(|_| plays)?;
    let address = || format!("{}/files/{}/frames", viewing.item_href, file.sha256);
    Some(PlayerCard {
        frames_href: view.frames.map(|_| address()).unwrap_or_default(),
        may_keep: viewing.may_keep && view.frames.is_some(),
        is_uncounted: file.kind == MediaKind::Video && view.frames.is_none(),
        waveform: made(viewing, file, DerivativeKind::Waveform).unwrap_or_default(),
        frames: view.frames.map_or(0, |summary| summary.frames),
        remarks: remarks(viewing, view),
        kept: view
            .kept
            .iter()
            .map(|kept| kept_card(viewing, &file.sha256, kept))
            .collect(),
        kept_after: looking::steps_to_all(file, viewing.rating.map(|rated| rated.sensitivity)),
    })
}

fn remarks(viewing: &Viewing<'_>, view: &FileView) -> Vec<String> {
    let t = viewing.t;
    let ends_s = view.frames.map_or(LONGEST_COPY_S, |summary| summary.ends_s);
    let length_s = view.file.duration_s.unwrap_or_default();
    let early = (length_s - ends_s > WORTH_SAYING_S).then(|| {
        t.get2(
            "player-ends-early",
            "ends",
            clock(ends_s),
            "of",
            clock(length_s),
        )
    });
    let interlaced = view
        .frames
        .filter(|summary| summary.is_interlaced)
        .map(|_| t.get("player-interlaced"));
    early.into_iter().chain(interlaced).collect()
}

/// Which frame of a recording it is.
pub(super) fn kept_title(t: &Translator, kept: &KeptView) -> String {
    let row = &kept.row;
    t.get2(
        "player-kept-frame",
        "n",
        row.frame + 1,
        "time",
        exact(row.at_s),
    )
}

fn kept_card(viewing: &Viewing<'_>, of: &Digest, kept: &KeptView) -> KeptCard {
    let row = &kept.row;
    let (numerator, denominator) = row.tick;
    KeptCard {
        title: kept_title(viewing.t, kept),
        sha256: row.sha256.to_string(),
        number: row.frame + 1,
        ask_href: format!("{}/files/{of}/seen-before", viewing.item_href),
        href: media_href(viewing.item_href, &row.sha256),
        stamp: format!("pts {} × {numerator}/{denominator} s", row.pts),
        kept_by: kept.kept_by.clone(),
        kept_at: moment(row.kept_at, viewing.zone),
    }
}

/// `0:16.480`: to the millisecond, because frames are.
fn exact(seconds: f64) -> String {
    let seconds = (seconds.max(0.0) * 1_000.0).round() / 1_000.0;
    let fraction = format!("{:.3}", seconds.fract());
    let thousandths = fraction.strip_prefix('0').unwrap_or_default().to_owned();
    format!("{}{thousandths}", clock(seconds.floor()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_a_frame_is_told_to_the_millisecond() {
        assert_eq!(exact(16.48), "0:16.480");
        assert_eq!(exact(59.9996), "1:00.000");
        assert_eq!(exact(3_723.000_4), "1:02:03.000");
    }
}
