//! The times at which the sun over a place is inside a half-space.

use std::f64::consts::FRAC_PI_2;

use super::{half_space::HalfSpace, sky::Track};

/// Seconds to which an edge is found.
const EDGE_S: f64 = 1e-3;
/// Half the span of the finite difference that gives a slope, seconds.
const SLOPE_S: f64 = 0.5;

/// A span of seconds since the start of a track.
pub(crate) type Span = (f64, f64);

/// The slack of one half-space along a track.
struct Slack<'a> {
    track: &'a Track,
    half: &'a HalfSpace,
}

impl Slack<'_> {
    fn at(&self, seconds: f64) -> f64 {
        self.half.slack(&self.track.direction(seconds))
    }

    /// Per second.
    fn slope(&self, seconds: f64) -> f64 {
        (self.at(seconds + SLOPE_S) - self.at(seconds - SLOPE_S)) / (2.0 * SLOPE_S)
    }

    /// Where the extremum between two times lies if it could reach across zero; found by the change
    /// of sign of the slope.
    fn turn(&self, a: &Knot, b: &Knot) -> Option<Knot> {
        let (slope_a, slope_b) = (self.slope(a.seconds), self.slope(b.seconds));
        if (slope_a > 0.0) == (slope_b > 0.0) {
            return None;
        }
        // Between two knots the curve bends one way, so it stays below its tangents at either end.
        let length = b.seconds - a.seconds;
        let out_of_reach = a.is_inside() == b.is_inside()
            && (a.slack.abs() > slope_a.abs() * length || b.slack.abs() > slope_b.abs() * length);
        if out_of_reach {
            return None;
        }
        let seconds = crossing(a.seconds, b.seconds, slope_a > 0.0, |t| self.slope(t) > 0.0);
        Some(self.knot(seconds))
    }

    fn knot(&self, seconds: f64) -> Knot {
        Knot {
            seconds,
            slack: self.at(seconds),
        }
    }
}

#[derive(Clone, Copy)]
struct Knot {
    seconds: f64,
    slack: f64,
}

impl Knot {
    fn is_inside(&self) -> bool {
        self.slack >= 0.0
    }
}

/// The parts of a span in which the sun is inside.
pub(crate) fn inside(track: &Track, half: &HalfSpace, span: Span) -> Vec<Span> {
    let slack = Slack { track, half };
    let phase = half.highest_at(&track.observer);
    let mut found = Vec::new();
    let mut last = slack.knot(span.0);
    let mut since = last.is_inside().then_some(span.0);
    let mut pass = |knot: Knot, last: &mut Knot| {
        if knot.is_inside() != last.is_inside() {
            let was = last.is_inside();
            let edge = crossing(last.seconds, knot.seconds, was, |t| slack.at(t) >= 0.0);
            match since.take() {
                Some(start) => found.push((start, edge)),
                None => since = Some(edge),
            }
        }
        *last = knot;
    };
    // Knots every six hours, at the expected extrema and halfway between: the slow drift of the
    // declination shifts extrema, near the poles by hours, but never two into one of these gaps.
    while last.seconds < span.1 {
        let next = track.next_at_hour_angle(last.seconds, phase, FRAC_PI_2);
        let next = slack.knot(next.min(span.1));
        if let Some(turn) = slack.turn(&last, &next) {
            pass(turn, &mut last);
        }
        pass(next, &mut last);
    }
    if let Some(start) = since {
        found.push((start, span.1));
    }
    found
}

/// The times within a span at which the slack is greatest or least.
pub(crate) fn extrema(track: &Track, half: &HalfSpace, span: Span) -> Vec<f64> {
    let slack = Slack { track, half };
    let phase = half.highest_at(&track.observer);
    let mut found = Vec::new();
    let mut last = (span.0, slack.slope(span.0) > 0.0);
    while last.0 < span.1 {
        let seconds = track.next_at_hour_angle(last.0, phase, FRAC_PI_2);
        let seconds = seconds.min(span.1);
        let next = (seconds, slack.slope(seconds) > 0.0);
        if next.1 != last.1 {
            found.push(crossing(last.0, next.0, last.1, |t| slack.slope(t) > 0.0));
        }
        last = next;
    }
    found
}

/// Where a statement that is `was` at `a` and not at `b` changes.
fn crossing(mut a: f64, mut b: f64, was: bool, holds: impl Fn(f64) -> bool) -> f64 {
    while b - a > EDGE_S {
        let middle = f64::midpoint(a, b);
        if holds(middle) == was {
            a = middle;
        } else {
            b = middle;
        }
    }
    f64::midpoint(a, b)
}
