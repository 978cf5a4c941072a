//! Which pixels a region covers. Everything is rounded outward, and a margin is added: encoders and
//! scalers spread a pixel over its neighbours (blocks of 8, chroma at half the size), and what they
//! spread must be covered too.

use std::ops::Range;

use cairn_domain::{FrameBox, Region, RegionShape};

/// Pixels by which a region is wider than drawn, on each side.
pub(super) const MARGIN_PX: f64 = 8.0;
/// Most places at which a region is drawn for one frame, however far it moves while it is shown.
const MOST_PLACES: f64 = 64.0;

/// Width and height of a picture in pixels.
pub(super) type Size = (u32, u32);

/// Rows with the columns that a shape covers in each.
pub(super) fn rows(
    shape: RegionShape,
    place: FrameBox,
    (width, height): Size,
) -> impl Iterator<Item = (u32, Range<u32>)> {
    let (w, h) = (f64::from(width), f64::from(height));
    let top = (place.y * h - MARGIN_PX).floor().clamp(0.0, h);
    let bottom = ((place.y + place.h) * h + MARGIN_PX).ceil().clamp(0.0, h);
    let centre = ((place.x + place.w / 2.0) * w, (place.y + place.h / 2.0) * h);
    let half = (place.w * w / 2.0 + MARGIN_PX, place.h * h / 2.0 + MARGIN_PX);
    (top as u32..bottom as u32).filter_map(move |y| {
        let reach = match shape {
            RegionShape::Rectangle => half.0,
            RegionShape::Ellipse => {
                // The part of the row that is nearest to the centre decides.
                let away = ((f64::from(y) + 0.5 - centre.1).abs() - 0.5).max(0.0) / half.1;
                half.0 * (1.0 - away * away).max(0.0).sqrt()
            }
        };
        let from = (centre.0 - reach).floor().clamp(0.0, w) as u32;
        let to = (centre.0 + reach).ceil().clamp(0.0, w) as u32;
        (from < to).then_some((y, from..to))
    })
}

/// Where a region is while a frame is on screen, from its own second to that of the next frame: a
/// person who drew it saw that frame at any moment in between.
pub(super) fn places(region: &Region, from_s: f64, next_s: f64, size: Size) -> Vec<FrameBox> {
    // The clock of raw frames ticks in milliseconds; a stretch includes both its ends.
    if !region.span.meets(from_s - 0.001, next_s + 0.001) {
        return Vec::new();
    }
    let keys = region.track.keyframes();
    let last = keys.last().map_or(from_s, |key| key.at_s);
    let mut moments = vec![from_s];
    moments.extend(
        keys.iter()
            .map(|key| key.at_s)
            .filter(|at| *at > from_s && *at < next_s),
    );
    moments.push(next_s.min(last).max(from_s));
    let mut places = vec![region.track.place_at(from_s)];
    for pair in moments.windows(2) {
        let ends = [pair[0], pair[1]].map(|at| region.track.place_at(at));
        let steps = distance_px(ends[0], ends[1], size).ceil().min(MOST_PLACES);
        let at = |step: u32| pair[0] + (pair[1] - pair[0]) * f64::from(step) / steps;
        places.extend((1..=steps as u32).map(|step| region.track.place_at(at(step))));
    }
    places
}

/// How far any edge moves.
fn distance_px(a: FrameBox, b: FrameBox, (width, height): Size) -> f64 {
    let edges = |place: FrameBox| [place.x, place.x + place.w, place.y, place.y + place.h];
    let scale = [width, width, height, height].map(f64::from);
    let moved = edges(a).into_iter().zip(edges(b)).zip(scale);
    moved.fold(0.0, |most, ((a, b), scale)| {
        ((a - b).abs() * scale).max(most)
    })
}

/// Covers what a region says in a raw 4:2:0 frame: black, and no colour.
pub(super) fn cover_yuv420(frame: &mut [u8], shape: RegionShape, place: FrameBox, size: Size) {
    let (width, height) = (size.0 as usize, size.1 as usize);
    let (luma, chroma) = frame.split_at_mut((width * height).min(frame.len()));
    for (y, columns) in rows(shape, place, size) {
        // Colour has half the size: what a sample of it touches is covered whole.
        let (y, from, to) = (
            y as usize,
            columns.start as usize / 2,
            (columns.end as usize).div_ceil(2),
        );
        for line in [y & !1, y | 1] {
            fill(luma, line * width, 2 * from..2 * to, 16);
        }
        for plane in [0, (width / 2) * (height / 2)] {
            fill(chroma, plane + y / 2 * (width / 2), from..to, 128);
        }
    }
}

fn fill(plane: &mut [u8], row: usize, columns: Range<usize>, value: u8) {
    if let Some(pixels) = plane.get_mut(row + columns.start..row + columns.end) {
        pixels.fill(value);
    }
}

#[cfg(test)]
mod tests {
    use cairn_domain::{Keyframe, RedactionReason, Span, Track};

    use super::*;

    const SIZE: Size = (200, 100);

    fn square(x: f64) -> FrameBox {
        FrameBox {
            x,
            y: 0.4,
            w: 0.1,
            h: 0.2,
        }
    }

    fn moving(from: f64, to: f64, span: Span) -> Region {
        let key = |at_s, x| Keyframe {
            at_s,
            place: square(x),
        };
        Region {
            shape: RegionShape::Rectangle,
            reason: RedactionReason::Face,
            words: String::new(),
            span,
            track: Track::try_new(vec![key(0.0, from), key(1.0, to)]).expect("in order"),
        }
    }

    #[test]
    fn rectangles_are_rounded_outward_and_stay_in_the_picture() {
        let rows: Vec<_> = rows(RegionShape::Rectangle, square(0.501), SIZE).collect();
        assert_eq!(rows.first(), Some(&(32, 92..129)));
        assert_eq!(rows.last(), Some(&(67, 92..129)));
        let corner = FrameBox {
            x: 0.0,
            y: 0.0,
            w: 1.0,
            h: 1.0,
        };
        let all: Vec<_> = super::rows(RegionShape::Rectangle, corner, SIZE).collect();
        assert_eq!((all.len(), all[0].1.clone()), (100, 0..200));
    }

    #[test]
    fn every_pixel_that_an_ellipse_touches_is_covered() {
        let place = FrameBox {
            x: 0.2,
            y: 0.1,
            w: 0.5,
            h: 0.7,
        };
        let covered: Vec<_> = rows(RegionShape::Ellipse, place, SIZE).collect();
        let inside = |x: f64, y: f64| {
            let dx = (x - (0.2 + 0.25) * 200.0) / 50.0;
            let dy = (y - (0.1 + 0.35) * 100.0) / 35.0;
            dx * dx + dy * dy <= 1.0
        };
        for (x, y) in (0..200_u32).flat_map(|x| (0..100_u32).map(move |y| (x, y))) {
            let corners = [(0, 0), (1, 0), (0, 1), (1, 1)];
            let touched = corners
                .iter()
                .any(|(dx, dy)| inside(f64::from(x + dx), f64::from(y + dy)));
            let is_covered = covered
                .iter()
                .any(|(row, columns)| *row == y && columns.contains(&x));
            assert!(is_covered || !touched, "{x} {y}");
        }
        let area: u32 = covered
            .iter()
            .map(|(_, columns)| columns.len() as u32)
            .sum();
        let grown = std::f64::consts::PI * 58.0 * 43.0;
        assert!(
            (f64::from(area) / grown - 1.0).abs() < 0.05,
            "{area} of {grown}"
        );
    }

    #[test]
    fn a_frame_is_covered_wherever_the_region_is_while_it_is_shown() {
        let region = moving(0.0, 0.5, Span::whole());
        let places = places(&region, 0.2, 0.4, SIZE);
        assert_eq!(places[0], square(0.1));
        let steps = places
            .windows(2)
            .map(|pair| (pair[1].x - pair[0].x) * 200.0);
        assert!(
            steps.clone().all(|px| px > 0.0 && px <= 1.0),
            "a pixel at a time"
        );
        assert!(
            (steps.sum::<f64>() - 20.0).abs() < 1e-6,
            "as far as it goes"
        );
        let rests = super::places(&region, 1.5, f64::INFINITY, SIZE);
        assert_eq!(rests, [square(0.5)]);
    }

    #[test]
    fn a_region_begins_with_the_frame_that_is_on_screen_then() {
        let span = Span::try_new(0.5, Some(0.7)).expect("in order");
        let region = moving(0.0, 0.0, span);
        let is_covered =
            |from_s: f64, next_s: f64| !places(&region, from_s, next_s, SIZE).is_empty();
        assert!(is_covered(0.48, 0.52), "on screen at 0.5");
        assert!(is_covered(0.7, 0.74) && is_covered(0.2, 9.0));
        assert!(!is_covered(0.40, 0.44) && !is_covered(0.74, 0.78));
    }

    #[test]
    fn colour_is_covered_with_the_light_it_belongs_to() {
        let mut frame = vec![77; 200 * 100 * 3 / 2];
        cover_yuv420(&mut frame, RegionShape::Rectangle, square(0.5), SIZE);
        let (luma, chroma) = frame.split_at(200 * 100);
        let dark = luma.iter().filter(|value| **value == 16).count();
        let grey = chroma.iter().filter(|value| **value == 128).count();
        assert_eq!((dark, grey), (36 * 36, 2 * 18 * 18));
        assert!(
            luma.iter()
                .chain(chroma)
                .all(|value| [16, 77, 128].contains(value))
        );
    }
}
