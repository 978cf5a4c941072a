//! The part of a picture that is picture: plain borders and caption bands found and left out.

use super::{plane::Plane, region::Rect};

/// Grey levels within which a pixel still has its border's brightness; compression leaves a few.
const SAME_LEVEL: u8 = 12;

/// Share of a line that may differ in a plain border: ringing next to the picture, dead pixels.
const PLAIN: f64 = 0.97;

/// Share of a line that keeps the ground's brightness where text stands on it.
const CAPTION: f64 = 0.45;

/// Content smaller than this share of a side is not trusted: the picture may simply be dark.
const MIN_SHARE: f64 = 0.15;

/// The picture without plain borders, on any side: letterbox, pillarbox, frame.
pub(crate) fn content(plane: &Plane) -> Rect {
    trimmed(plane, whole(plane), PLAIN)
}

/// The same, taking bands of text on plain ground for border too.
pub(crate) fn uncaptioned(plane: &Plane, content: Rect) -> Rect {
    let inside = trimmed(plane, whole(plane), CAPTION);
    // A frame around may hide a caption of another brightness inside.
    let within = trimmed(plane, content, CAPTION);
    if area(inside) < area(within) {
        inside
    } else {
        within
    }
}

fn area(rect: Rect) -> usize {
    rect.width * rect.height
}

pub(crate) fn whole(plane: &Plane) -> Rect {
    Rect {
        x: 0,
        y: 0,
        width: plane.width,
        height: plane.height,
    }
}

/// Twice, since rows are judged over the columns that are left and the other way round.
fn trimmed(plane: &Plane, mut rect: Rect, share: f64) -> Rect {
    let before = rect;
    for _ in 0..2 {
        let row = |y: usize| plane.row(y)[rect.x..rect.x + rect.width].to_vec();
        let (y, height) = run(rect.y, rect.height, share, row);
        rect = Rect { y, height, ..rect };
        let column = |x: usize| {
            let rows = rect.y..rect.y + rect.height;
            rows.map(|y| plane.row(y)[x]).collect()
        };
        let (x, width) = run(rect.x, rect.width, share, column);
        rect = Rect { x, width, ..rect };
    }
    let enough = |now: usize, was: usize| now as f64 >= MIN_SHARE * was as f64;
    if enough(rect.width, before.width) && enough(rect.height, before.height) {
        rect
    } else {
        before
    }
}

/// What remains of a run of lines when those that look like border are dropped at both ends.
fn run(from: usize, length: usize, share: f64, line: impl Fn(usize) -> Vec<u8>) -> (usize, usize) {
    let first = from + border(from..from + length, share, &line);
    let last = from + length - border((first..from + length).rev(), share, &line);
    (first, last - first)
}

/// How many lines from the edge inwards belong to a border. The outermost line names the level.
fn border(
    mut lines: impl Iterator<Item = usize>,
    share: f64,
    line: &impl Fn(usize) -> Vec<u8>,
) -> usize {
    let Some(outermost) = lines.next() else {
        return 0;
    };
    let edge = line(outermost);
    let level = median(edge.clone());
    if same(&edge, level) < PLAIN {
        return 0;
    }
    1 + lines
        .take_while(|&at| same(&line(at), level) >= share)
        .count()
}

/// Share of pixels at the border's level.
fn same(line: &[u8], level: u8) -> f64 {
    let same = line
        .iter()
        .filter(|pixel| pixel.abs_diff(level) <= SAME_LEVEL);
    same.count() as f64 / line.len().max(1) as f64
}

fn median(mut line: Vec<u8>) -> u8 {
    let middle = line.len() / 2;
    line.get_mut(middle)
        .map(|_| ())
        .map_or(0, |()| *line.select_nth_unstable(middle).1)
}
