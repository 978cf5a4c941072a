//! A sweep over the meridians: between two neighbouring events the region is a set of strips, each
//! between two edges that stay the same.

use std::f64::consts::{FRAC_PI_2, PI};

use super::curve::{Curve, Edge, Sun};
use crate::shadow::{region::Region, sky::wrapped};

/// Events nearer than this are one; radians.
const SAME_EVENT: f64 = 1e-12;
/// Steps in latitude that are only rounding; radians.
const NO_STEP: f64 = 5e-6;
/// How far a drawn line may be from its curve; radians on the ground, 130 m.
const CHORD: f64 = 2e-5;
/// Halvings of a piece of a curve, at most.
const DEEPEST: u32 = 12;
/// The widest piece of a curve to start with: short enough that none bends one way and back again
/// around a straight middle.
const WIDEST: f64 = PI / 48.0;

/// A piece of the boundary with the region on its left; radians of longitude and latitude.
#[derive(Debug)]
pub(super) struct Path {
    pub points: Vec<[f64; 2]>,
    /// The event at which it begins, by index.
    pub from: usize,
    /// The event at which it ends.
    pub to: usize,
}

type Strip = (Edge, Edge);

struct Sweep<'a> {
    region: &'a Region,
    sun: Sun,
    curves: Vec<Curve>,
}

/// Everything that bounds a region, in pieces.
pub(super) fn boundary(region: &Region) -> Vec<Path> {
    let levels = region.sines.iter().map(|sine| Curve::Elevation(*sine));
    let sides = region
        .azimuths
        .iter()
        .map(|azimuth| Curve::Azimuth(*azimuth));
    let sweep = Sweep {
        region,
        sun: Sun::of(region),
        curves: levels.chain(sides).collect(),
    };
    let events = sweep.events();
    let strips: Vec<Vec<Strip>> = events
        .windows(2)
        .map(|slab| sweep.strips(slab[0], slab[1]))
        .collect();
    let mut paths = Vec::new();
    for (index, strips) in strips.iter().enumerate() {
        for (lower, upper) in strips {
            let [lower, mut upper] =
                [lower, upper].map(|edge| sweep.sampled(*edge, events[index], events[index + 1]));
            upper.reverse();
            paths.push(Path {
                points: lower,
                from: index,
                to: index + 1,
            });
            paths.push(Path {
                points: upper,
                from: index + 1,
                to: index,
            });
        }
    }
    for (index, longitude) in events.iter().enumerate() {
        let spans =
            |slab: Option<usize>| sweep.spans(slab.and_then(|slab| strips.get(slab)), *longitude);
        let (west, east) = (spans(index.checked_sub(1)), spans(Some(index)));
        paths.extend(steps(&west, &east).into_iter().map(|(a, b)| Path {
            points: vec![[*longitude, a], [*longitude, b]],
            from: index,
            to: index,
        }));
    }
    paths
}

impl Sweep<'_> {
    /// Longitudes at which the order of the edges changes, the antimeridian at both ends.
    fn events(&self) -> Vec<f64> {
        let mut hours = vec![0.0, PI];
        for curve in &self.curves {
            hours.extend(self.sun.turns(*curve));
        }
        for sine in &self.region.sines {
            for azimuth in &self.region.azimuths {
                hours.extend(self.sun.corners(*sine, *azimuth));
            }
        }
        let mut events: Vec<f64> = hours
            .into_iter()
            .map(|hour| wrapped(hour - self.region.sky.hour_angle))
            .collect();
        events.retain(|longitude| longitude.abs() < PI - SAME_EVENT);
        events.extend([-PI, PI]);
        events.sort_by(f64::total_cmp);
        events.dedup_by(|b, a| *b - *a < SAME_EVENT);
        events
    }

    /// The parts of the region between two events, from south to north.
    fn strips(&self, west: f64, east: f64) -> Vec<Strip> {
        let hour = f64::midpoint(west, east) + self.region.sky.hour_angle;
        let mut edges: Vec<(f64, Edge)> =
            vec![(-FRAC_PI_2, Edge::SouthPole), (FRAC_PI_2, Edge::NorthPole)];
        edges.extend(
            self.curves
                .iter()
                .flat_map(|curve| self.sun.roots(*curve, hour)),
        );
        edges.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut strips: Vec<Strip> = Vec::new();
        for pair in edges.windows(2) {
            let ((below, lower), (above, upper)) = (pair[0], pair[1]);
            if !self.region.contains_at(f64::midpoint(below, above), hour) {
                continue;
            }
            match strips.last_mut() {
                Some(last) if last.1 == lower => last.1 = upper,
                _ => strips.push((lower, upper)),
            }
        }
        strips
    }

    fn latitude(&self, edge: Edge, longitude: f64) -> f64 {
        self.sun
            .latitude(edge, longitude + self.region.sky.hour_angle)
    }

    fn spans(&self, strips: Option<&Vec<Strip>>, longitude: f64) -> Vec<(f64, f64)> {
        let at = |edge| self.latitude(edge, longitude);
        strips
            .into_iter()
            .flatten()
            .map(|(lower, upper)| (at(*lower), at(*upper)))
            .collect()
    }

    /// A curve from west to east, by as many points as it needs.
    fn sampled(&self, edge: Edge, west: f64, east: f64) -> Vec<[f64; 2]> {
        // Curves end upright where their two roots meet: equal steps of an angle crowd there.
        let point = |part: f64| {
            let longitude = west + (east - west) * (1.0 - (PI * part).cos()) / 2.0;
            [longitude, self.latitude(edge, longitude)]
        };
        let mut points = vec![point(0.0)];
        if matches!(edge, Edge::Root(..)) {
            let pieces = ((east - west) / WIDEST).ceil().max(2.0);
            for piece in 0..pieces as u32 {
                let [from, to] = [piece, piece + 1].map(|piece| f64::from(piece) / pieces);
                refine(
                    &point,
                    (from, point(from)),
                    (to, point(to)),
                    DEEPEST,
                    &mut points,
                );
            }
        } else {
            points.push(point(1.0));
        }
        points
    }
}

/// Adds the points after `a` up to and with `b`.
fn refine(
    point: &impl Fn(f64) -> [f64; 2],
    a: (f64, [f64; 2]),
    b: (f64, [f64; 2]),
    depth: u32,
    points: &mut Vec<[f64; 2]>,
) {
    let part = f64::midpoint(a.0, b.0);
    let middle = point(part);
    if depth == 0 || beside(middle, a.1, b.1) < CHORD {
        points.push(b.1);
        return;
    }
    refine(point, a, (part, middle), depth - 1, points);
    refine(point, (part, middle), b, depth - 1, points);
}

/// How far a point is from the line through two others, on the ground near it.
fn beside(point: [f64; 2], a: [f64; 2], b: [f64; 2]) -> f64 {
    let scale = point[1].cos();
    let from_a = |p: [f64; 2]| ((p[0] - a[0]) * scale, p[1] - a[1]);
    let ((px, py), (bx, by)) = (from_a(point), from_a(b));
    let length = bx.hypot(by);
    if length > 0.0 {
        (px * by - py * bx).abs() / length
    } else {
        px.hypot(py)
    }
}

/// Where the region ends along a meridian itself: from one latitude to another.
fn steps(west: &[(f64, f64)], east: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut cuts: Vec<f64> = west
        .iter()
        .chain(east)
        .flat_map(|(low, high)| [*low, *high])
        .collect();
    cuts.sort_by(f64::total_cmp);
    let within = |spans: &[(f64, f64)], lat: f64| {
        spans.iter().any(|(low, high)| (*low..*high).contains(&lat))
    };
    let mut found = Vec::new();
    for pair in cuts.windows(2).filter(|pair| pair[1] - pair[0] > NO_STEP) {
        let (low, high) = (pair[0], pair[1]);
        let middle = f64::midpoint(low, high);
        match (within(west, middle), within(east, middle)) {
            (true, false) => found.push((low, high)),
            (false, true) => found.push((high, low)),
            _ => {}
        }
    }
    found
}
