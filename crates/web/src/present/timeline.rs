//! Time evidence drawn one under the other: what each allows, what is left, what contradicts what.

use cairn_domain::{Contradiction, Remaining, TimeBound, TimeEffect, TimeSpan, combine};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::moment;
use crate::i18n::Translator;

/// Where bars begin and end, in units of the drawing.
const LEFT: f64 = 24.0;
const RIGHT: f64 = 440.0;
const ROW: u32 = 24;
const FOOT: u32 = 26;
/// The thinnest bar that is seen.
const THIN: f64 = 3.0;

/// Evidence ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Timeline {
    pub(crate) height: u32,
    pub(crate) rows: Vec<TimelineRow>,
    /// What is left, if both its ends are known.
    pub(crate) left: Option<TimelineBar>,
    /// First and last moment of the axis.
    pub(crate) from: String,
    pub(crate) to: String,
    /// What is left, in words.
    pub(crate) summary: String,
    /// What contradicts what, in words.
    pub(crate) contradictions: Vec<String>,
}

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TimelineRow {
    pub(crate) number: usize,
    pub(crate) y: u32,
    pub(crate) x: String,
    pub(crate) width: String,
    /// Empty, `excluded` or `conflict`.
    pub(crate) tone: &'static str,
    pub(crate) title: String,
}

/// Where a bar lies.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TimelineBar {
    pub(crate) x: String,
    pub(crate) width: String,
}

/// Draws evidence in a zone; nothing where none names a time.
pub(crate) fn timeline(t: &Translator, bounds: &[TimeBound], zone: &str) -> Option<Timeline> {
    let axis = Axis::of(bounds)?;
    let combined = combine(bounds);
    let (left, contradictions) = match &combined {
        Ok(left) => (Some(*left), &[][..]),
        Err(contradictions) => (None, contradictions.as_slice()),
    };
    let rows: Vec<_> = bounds
        .iter()
        .enumerate()
        .filter(|(_, bound)| bound.span.is_some())
        .zip(0..)
        .map(|((at, bound), place)| row(t, zone, &axis, contradictions, (at, place), bound))
        .collect();
    Some(Timeline {
        height: ROW * u32::try_from(rows.len()).unwrap_or(u32::MAX / ROW) + FOOT,
        rows,
        left: left
            .and_then(Remaining::interval)
            .map(|interval| axis.bar(Some(interval.earliest()), Some(interval.latest()))),
        from: moment(axis.from, zone).local,
        to: moment(axis.to, zone).local,
        summary: left.map_or_else(|| t.get("timeline-conflict"), |left| remains(t, left, zone)),
        contradictions: contradictions
            .iter()
            .map(|pair| {
                t.get2(
                    "timeline-contradicts",
                    "one",
                    pair.one + 1,
                    "other",
                    pair.other + 1,
                )
            })
            .collect(),
    })
}

fn row(
    t: &Translator,
    zone: &str,
    axis: &Axis,
    contradictions: &[Contradiction],
    (at, place): (usize, u32),
    bound: &TimeBound,
) -> TimelineRow {
    let span = bound.span.as_ref();
    let (from, to) = match bound.effect {
        TimeEffect::Earliest => (span.and_then(|span| span.from), None),
        TimeEffect::Latest => (None, span.and_then(|span| span.to)),
        TimeEffect::Window | TimeEffect::Excludes => (
            span.and_then(|span| span.from),
            span.and_then(|span| span.to),
        ),
    };
    let bar = axis.bar(from, to);
    let conflicts = contradictions
        .iter()
        .any(|pair| pair.one == at || pair.other == at);
    TimelineRow {
        number: at + 1,
        y: place * ROW,
        x: bar.x,
        width: bar.width,
        tone: match (conflicts, bound.effect) {
            (true, _) => "conflict",
            (_, TimeEffect::Excludes) => "excluded",
            _ => "",
        },
        title: span.map_or_else(String::new, |span| span_words(t, span, zone)),
    }
}

/// What a piece of evidence says of the time, in a zone.
pub(crate) fn span_words(t: &Translator, span: &TimeSpan, zone: &str) -> String {
    let end = |at: Option<DateTime<Utc>>| at.map(|at| local(at, zone));
    match (end(span.from), end(span.to)) {
        (Some(from), Some(to)) if from == to => from,
        (Some(from), Some(to)) => t.get2("timeline-span", "from", from, "to", to),
        (Some(from), None) => t.get1("timeline-from", "from", from),
        (None, Some(to)) => t.get1("timeline-to", "to", to),
        (None, None) => String::new(),
    }
}

fn remains(t: &Translator, left: Remaining, zone: &str) -> String {
    let span = TimeSpan {
        from: left.earliest,
        to: left.latest,
        verbatim: String::new(),
    };
    match span_words(t, &span, zone) {
        words if words.is_empty() => t.get("timeline-open"),
        words => t.get1("timeline-left", "span", words),
    }
}

/// `30 Sep 2022, 07:31`, with seconds where they are not nought.
fn local(at: DateTime<Utc>, zone: &str) -> String {
    let zone: Tz = zone.parse().unwrap_or(Tz::UTC);
    let at = at.with_timezone(&zone);
    let format = match at.timestamp() % 60 {
        0 => "%-d %b %Y, %H:%M",
        _ => "%-d %b %Y, %H:%M:%S",
    };
    at.format(format).to_string()
}

/// From the first moment that any evidence names to the last, with some room.
struct Axis {
    from: DateTime<Utc>,
    to: DateTime<Utc>,
}

impl Axis {
    fn of(bounds: &[TimeBound]) -> Option<Self> {
        let spans = || bounds.iter().filter_map(|bound| bound.span.as_ref());
        let named = || spans().flat_map(|span| [span.from, span.to]).flatten();
        let (from, to) = (named().min()?, named().max()?);
        let room = ((to - from) / 12).max(TimeDelta::minutes(5));
        Some(Self {
            from: from - room,
            to: to + room,
        })
    }

    fn bar(&self, from: Option<DateTime<Utc>>, to: Option<DateTime<Utc>>) -> TimelineBar {
        let x = from.map_or(LEFT, |at| self.x(at));
        let end = to.map_or(RIGHT, |at| self.x(at));
        TimelineBar {
            x: format!("{x:.1}"),
            width: format!("{:.1}", (end - x).max(THIN)),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "milliseconds of centuries fit")]
    fn x(&self, at: DateTime<Utc>) -> f64 {
        let share = |span: TimeDelta| span.num_milliseconds() as f64;
        let whole = share(self.to - self.from).max(1.0);
        LEFT + (RIGHT - LEFT) * share(at - self.from) / whole
    }
}

#[cfg(test)]
mod tests {
    use cairn_domain::TimeEvidenceKind;

    use super::*;
    use crate::i18n::Locales;

    fn bound(effect: TimeEffect, from: &str, to: &str) -> TimeBound {
        let at = |text: &str| text.parse().ok();
        TimeBound {
            kind: TimeEvidenceKind::Other,
            effect,
            words: "because".into(),
            span: Some(TimeSpan {
                from: at(from),
                to: at(to),
                verbatim: String::new(),
            }),
            source: None,
            run: None,
        }
    }

    #[test]
    fn what_is_left_is_drawn_and_said() {
        let t = Locales::load().get(None);
        let bounds = [
            bound(TimeEffect::Earliest, "2022-09-30T03:00:00Z", ""),
            bound(TimeEffect::Latest, "", "2022-09-30T05:00:00Z"),
            bound(
                TimeEffect::Window,
                "2022-09-30T03:30:20Z",
                "2022-09-30T04:00:00Z",
            ),
        ];
        let drawn = timeline(&t, &bounds, "Asia/Kabul").expect("drawn");
        assert_eq!(drawn.rows.len(), 3);
        assert!(drawn.left.is_some() && drawn.contradictions.is_empty());
        assert!(drawn.summary.contains("08:00:20") && drawn.summary.contains("08:30"));
        assert_eq!(timeline(&t, &[], "Asia/Kabul"), None);
    }

    #[test]
    fn what_contradicts_what_is_named_and_marked() {
        let t = Locales::load().get(None);
        let bounds = [
            bound(TimeEffect::Latest, "", "2022-09-30T03:00:00Z"),
            bound(
                TimeEffect::Window,
                "2022-09-30T04:00:00Z",
                "2022-09-30T05:00:00Z",
            ),
        ];
        let drawn = timeline(&t, &bounds, "UTC").expect("drawn");
        assert!(drawn.left.is_none());
        assert_eq!(drawn.contradictions.len(), 1);
        assert!(drawn.rows.iter().all(|row| row.tone == "conflict"));
    }
}
