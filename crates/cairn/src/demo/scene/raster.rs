//! From outlines to coverage: which part of which pixels a polygon covers.

/// Rows sampled within one row of pixels.
const SUB_ROWS: usize = 4;

/// Where something falls, 0..=255 per pixel; overlapping shadows are no darker than one.
pub struct Mask {
    width: usize,
    height: usize,
    pub(super) cover: Vec<u8>,
    line: Vec<f32>,
}

impl Mask {
    /// An empty mask for a canvas of this size.
    pub fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            cover: vec![0; width * height],
            line: vec![0.0; width + 2],
        }
    }

    /// Adds a polygon.
    pub fn polygon(&mut self, vertices: &[(f32, f32)]) {
        let Self {
            width,
            height,
            cover,
            line,
        } = self;
        scan(line, (*width, *height), vertices, |y, from, to, level| {
            let run = &mut cover[y * *width + from..y * *width + to];
            let level = (level * 255.0) as u8;
            if level > 250 {
                run.fill(255);
            } else {
                run.iter_mut()
                    .for_each(|cover| *cover = (*cover).max(level));
            }
        });
    }
}

/// Walks the runs of equal coverage of a polygon: row, first column, column after the last, cover.
pub(super) fn scan(
    line: &mut [f32],
    (width, height): (usize, usize),
    vertices: &[(f32, f32)],
    mut run: impl FnMut(usize, usize, usize, f32),
) {
    let ys = vertices.iter().map(|v| v.1);
    let top = ys.clone().fold(f32::INFINITY, f32::min).max(0.0);
    let bottom = ys.fold(f32::NEG_INFINITY, f32::max).min(height as f32);
    if top >= bottom {
        return;
    }
    let mut crossings = Vec::with_capacity(vertices.len());
    for y in top as usize..(bottom.ceil() as usize).min(height) {
        let touched = cover_row(line, &mut crossings, vertices, (y, width));
        let Some((from, to)) = touched else { continue };
        let (mut sum, mut start) = (0.0_f32, from);
        for (x, change) in line.iter_mut().enumerate().take(to).skip(from) {
            if *change == 0.0 {
                continue;
            }
            if sum > 0.004 && x > start {
                run(y, start, x.min(width), sum.min(1.0));
            }
            sum += std::mem::take(change);
            start = x;
        }
        if sum > 0.004 && start < width {
            run(y, start, to.min(width), sum.min(1.0));
        }
    }
}

/// Writes one row's coverage as changes from pixel to pixel; gives the columns touched.
fn cover_row(
    cover: &mut [f32],
    crossings: &mut Vec<f32>,
    vertices: &[(f32, f32)],
    (y, width): (usize, usize),
) -> Option<(usize, usize)> {
    let (mut first, mut last) = (usize::MAX, 0);
    for sub in 0..SUB_ROWS {
        let line = y as f32 + (sub as f32 + 0.5) / SUB_ROWS as f32;
        find_crossings(vertices, line, crossings);
        for pair in crossings.chunks_exact(2) {
            let (left, right) = (
                pair[0].clamp(0.0, width as f32),
                pair[1].clamp(0.0, width as f32),
            );
            if right > left {
                add_edge(cover, left, 1.0 / SUB_ROWS as f32);
                add_edge(cover, right, -1.0 / SUB_ROWS as f32);
                first = first.min(left as usize);
                last = last.max(right as usize + 2);
            }
        }
    }
    (first != usize::MAX).then_some((first, last.min(cover.len())))
}

/// An edge within a pixel splits its change between that pixel and the next.
fn add_edge(cover: &mut [f32], x: f32, weight: f32) {
    let column = x as usize;
    let inside = 1.0 - (x - column as f32);
    cover[column] += weight * inside;
    cover[column + 1] += weight * (1.0 - inside);
}

/// Where a line meets the outline, from left to right.
fn find_crossings(vertices: &[(f32, f32)], line: f32, crossings: &mut Vec<f32>) {
    crossings.clear();
    let Some(&last) = vertices.last() else { return };
    let mut a = last;
    for &b in vertices {
        if (a.1 <= line) != (b.1 <= line) {
            crossings.push(a.0 + (line - a.1) / (b.1 - a.1) * (b.0 - a.0));
        }
        a = b;
    }
    crossings.sort_unstable_by(f32::total_cmp);
}
