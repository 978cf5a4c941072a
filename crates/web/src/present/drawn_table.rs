//! Tables of an analysis as drawings: bars from zero, ranges, a grid. Labelled directly; the same
//! numbers stand in the table under each. Lengths are in units of the drawing.

use cairn_app::analysis::{Grid, Known, Pair};
use cairn_domain::StatedCount;

/// Width of every drawing.
const WIDTH: f64 = 800.0;
/// Height of a line of bars.
const LINE: f64 = 24.0;
/// Where bars begin, after the words.
const ZERO: f64 = 220.0;
/// How far the longest reaches, leaving room for its number.
const LONGEST: f64 = 520.0;

/// A drawing as shapes and words.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Drawing {
    pub(crate) view_box: String,
    pub(crate) shapes: Vec<Shape>,
    pub(crate) words: Vec<Words>,
}

/// A rectangle with what it stands for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shape {
    pub(crate) class: &'static str,
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) width: String,
    pub(crate) height: String,
    pub(crate) title: String,
}

/// A label.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Words {
    pub(crate) class: &'static str,
    pub(crate) anchor: &'static str,
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) text: String,
}

/// One line of bars: its words, the length of the whole bar and of the part of it that is marked.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) label: String,
    pub(crate) count: usize,
    pub(crate) marked: Option<usize>,
    pub(crate) value: String,
}

/// Bars from zero, one a line.
pub(crate) fn bars(lines: &[Line]) -> Drawing {
    let most = lines
        .iter()
        .map(|line| line.count)
        .max()
        .unwrap_or(0)
        .max(1);
    let long = |count: usize| LONGEST * units(count) / units(most);
    let mut drawing = Drawing::sized(units(lines.len()) * LINE);
    for (at, line) in lines.iter().enumerate() {
        let top = units(at) * LINE;
        drawing.label("", "end", ZERO - 8.0, top + 16.0, &shortened(&line.label));
        let title = format!("{}: {}", line.label, line.value);
        let marked = line.marked.unwrap_or(line.count);
        drawing.rect("bar", (ZERO, top + 4.0), (long(marked), 16.0), &title);
        let rest = long(line.count) - long(marked);
        drawing.rect(
            "bar bar--rest",
            (ZERO + long(marked), top + 4.0),
            (rest, 16.0),
            &title,
        );
        let end = ZERO + long(line.count) + 6.0;
        drawing.label("value", "start", end, top + 16.0, &line.value);
    }
    drawing.rect("axis", (ZERO, 0.0), (1.0, units(lines.len()) * LINE), "");
    drawing
}

/// Claimed and documented killed, pair by pair: a hollow bar over a full one, each from its lowest
/// to its highest number.
pub(crate) fn ranges(pairs: &[(String, &Pair)]) -> Drawing {
    let tops = pairs.iter().map(|(_, pair)| {
        let documented = pair.killed.high.or(pair.killed.low);
        documented.max(pair.claimed_killed.most()).unwrap_or(0)
    });
    let most = f64::from(tops.max().unwrap_or(0).max(1));
    let at_x = |count: u32| ZERO + LONGEST * f64::from(count) / most;
    let mut drawing = Drawing::sized(units(pairs.len()) * LINE);
    for (at, (label, pair)) in pairs.iter().enumerate() {
        let top = units(at) * LINE;
        drawing.label("", "end", ZERO - 8.0, top + 16.0, label);
        let mut span = |class, ends: Option<(u32, u32)>, y: f64, title: String| {
            if let Some((low, high)) = ends {
                let width = (at_x(high) - at_x(low)).max(4.0);
                drawing.rect(class, (at_x(low), y), (width, 7.0), &title);
            }
        };
        let (claimed, known) = (said(pair.claimed_killed), documented(pair.killed));
        let words = pair.claimed_killed.words().unwrap_or_default();
        span(
            "claimed-range",
            claimed,
            top + 3.0,
            format!("{label}: {words}"),
        );
        span("bar", known, top + 13.0, label.clone());
    }
    drawing.rect("axis", (ZERO, 0.0), (1.0, units(pairs.len()) * LINE), "");
    drawing
}

fn said(count: StatedCount) -> Option<(u32, u32)> {
    count.least().zip(count.most())
}

fn documented(count: Known) -> Option<(u32, u32)> {
    let low = count.low.or(count.best).or(count.high)?;
    Some((low, count.high.or(count.best).unwrap_or(low)))
}

/// A grid of provinces and months: squares by how many, hatched where little is seen at all.
/// `titles` says what a square stands for.
pub(crate) fn squares(
    grid: &Grid,
    counts: &[Vec<usize>],
    most: usize,
    title: impl Fn(usize, usize, usize) -> String,
) -> Drawing {
    let left = 150.0;
    let slot = (WIDTH - left) / units(grid.months.len().max(1));
    let mut drawing = Drawing::sized(units(grid.provinces.len()) * LINE + 24.0);
    for (at, province) in grid.provinces.iter().enumerate() {
        let top = units(at) * LINE;
        let mark = if grid.low_visibility[at] { " ◌" } else { "" };
        let label = format!("{}{mark}", shortened(province));
        drawing.label("", "end", left - 8.0, top + 16.0, &label);
        if grid.low_visibility[at] {
            drawing.rect(
                "low-visibility",
                (left, top),
                (WIDTH - left, LINE),
                province,
            );
        }
        for (month, count) in counts[at]
            .iter()
            .enumerate()
            .filter(|(_, count)| **count > 0)
        {
            let size = (slot.min(LINE) - 2.0) * (units(*count) / units(most.max(1))).sqrt();
            let size = size.max(3.0);
            let (x, y) = (left + slot * (units(month) + 0.5), top + LINE / 2.0);
            let corner = (x - size / 2.0, y - size / 2.0);
            drawing.rect("bar", corner, (size, size), &title(at, month, *count));
        }
    }
    let bottom = units(grid.provinces.len()) * LINE + 16.0;
    for (at, month) in grid.months.iter().enumerate() {
        if at == 0 || month.ends_with("-01") {
            let x = left + slot * units(at);
            drawing.label("", "start", x, bottom, month);
        }
    }
    drawing
}

impl Drawing {
    fn sized(height: f64) -> Self {
        Self {
            view_box: format!("0 0 {WIDTH} {}", number(height.max(1.0))),
            ..Self::default()
        }
    }

    fn rect(
        &mut self,
        class: &'static str,
        (x, y): (f64, f64),
        (width, height): (f64, f64),
        title: &str,
    ) {
        if width > 0.0 {
            self.shapes.push(Shape {
                class,
                x: number(x),
                y: number(y),
                width: number(width),
                height: number(height),
                title: title.to_owned(),
            });
        }
    }

    fn label(&mut self, class: &'static str, anchor: &'static str, x: f64, y: f64, text: &str) {
        self.words.push(Words {
            class,
            anchor,
            x: number(x),
            y: number(y),
            text: text.to_owned(),
        });
    }
}

/// The table under the drawing has the whole of it.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(30) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// One decimal is a tenth of a pixel.
fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

fn units(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_begin_at_zero_and_are_as_long_as_what_they_count() {
        let line = |count, marked| Line {
            label: "Market".into(),
            count,
            marked,
            value: count.to_string(),
        };
        let drawing = bars(&[line(10, Some(4)), line(5, None), line(0, None)]);
        let at = |n: usize| {
            let shape: &Shape = &drawing.shapes[n];
            (shape.class, shape.x.as_str(), shape.width.as_str())
        };
        assert_eq!(at(0), ("bar", "220", "208"));
        assert_eq!(at(1), ("bar bar--rest", "428", "312"));
        assert_eq!(at(2), ("bar", "220", "260"), "half of the longest");
        assert_eq!(at(3).0, "axis", "nothing is no bar");
    }

    #[test]
    fn long_words_end_at_a_letter() {
        assert_eq!(shortened(&"ذ".repeat(40)).chars().count(), 31);
    }
}
