//! The hashes a picture is looked up by: of the whole, of its content, of a few standard crops.

use super::{
    content::{content, uncaptioned, whole},
    plane::Plane,
    region::{Rect, Region, RegionKind},
};
use crate::{Hashed, Luma, pdq};

/// Share of the height that is cut away where a caption is suspected.
const CAPTION_CUT: f64 = 0.14;

/// Cut on each side of the inner probe: 0.95² is nine tenths of the area.
const INNER_CUT: f64 = 0.025;

/// Sides of a probe below this, in pixels of the working plane, carry too little.
const MIN_SIDE: usize = 24;

/// One hash with the part of the picture it was taken from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Probe {
    /// Which part.
    pub region: Region,
    /// Its hashes. Under a quality of [`crate::nearness::MIN_QUALITY`] a hit means little.
    pub hashed: Hashed,
}

/// All probes of a photograph. The whole is hashed at full size, so that it is the hash that other
/// tools compute; the parts are hashed on the working plane. Empty for blank and flat pictures.
pub(crate) fn probes(luma: Luma<'_>, plane: &Plane) -> Vec<Probe> {
    let Some(hashed) = pdq(luma) else {
        return Vec::new();
    };
    let content = content(plane);
    let uncaptioned = uncaptioned(plane, content);
    let without = |top: f64, bottom: f64| content.without_rows(top, bottom);
    let mut rects = vec![
        (RegionKind::Content, content),
        (RegionKind::Uncaptioned, uncaptioned),
        (RegionKind::WithoutTop, without(CAPTION_CUT, 0.0)),
        (RegionKind::WithoutBottom, without(0.0, CAPTION_CUT)),
        (RegionKind::Square, uncaptioned.square()),
        (RegionKind::Inner, inner(uncaptioned)),
    ];
    drop_repeated(&mut rects, whole(plane));
    let parts = rects
        .into_iter()
        .filter_map(|(kind, rect)| part(plane, kind, rect));
    let region = Region::WHOLE;
    std::iter::once(Probe { region, hashed })
        .chain(parts)
        .collect()
}

/// The two probes of a video frame: the whole, and its content where there are borders. Far cheaper
/// than a photograph's description; frames come by the thousand.
pub fn frame_probes(luma: Luma<'_>) -> Vec<Probe> {
    let Some(hashed) = pdq(luma) else {
        return Vec::new();
    };
    let region = Region::WHOLE;
    let plane = Plane::resampled(&luma, luma.width().min(320), luma.height().min(320));
    let mut rects = vec![(RegionKind::Content, content(&plane))];
    drop_repeated(&mut rects, whole(&plane));
    let parts = rects
        .into_iter()
        .filter_map(|(kind, rect)| part(&plane, kind, rect));
    std::iter::once(Probe { region, hashed })
        .chain(parts)
        .collect()
}

fn part(plane: &Plane, kind: RegionKind, rect: Rect) -> Option<Probe> {
    if rect.width < MIN_SIDE || rect.height < MIN_SIDE {
        return None;
    }
    let region = rect.as_region(kind, plane.width, plane.height);
    let cut = plane.cut(rect.x, rect.y, rect.width, rect.height);
    pdq(cut.luma()).map(|hashed| Probe { region, hashed })
}

fn inner(rect: Rect) -> Rect {
    rect.without_rows(INNER_CUT, INNER_CUT)
        .without_columns(INNER_CUT, INNER_CUT)
}

/// Leaves out parts that are, but for a pixel or two, another part or the whole.
fn drop_repeated(rects: &mut Vec<(RegionKind, Rect)>, whole: Rect) {
    let mut seen = vec![whole];
    rects.retain(|&(_, rect)| {
        let new = !seen.iter().any(|&other| alike(rect, other));
        seen.push(rect);
        new
    });
}

fn alike(a: Rect, b: Rect) -> bool {
    let near = |a: usize, b: usize| a.abs_diff(b) <= 2;
    near(a.x, b.x) && near(a.y, b.y) && near(a.width, b.width) && near(a.height, b.height)
}
