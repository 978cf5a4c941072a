//! What the sun and shadow solver costs, and how true it is; `scripts/place/check-sun` puts it beside
//! its peers.
//!
//! `cargo bench -p cairn-place --bench sun -- [positions|speed|scan|points|outlines]`. Figures are lines of
//! `name value`; times are processor time of the one thread.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a measuring program may stop"
)]

#[allow(dead_code, reason = "the tests ask it for more")]
#[path = "../tests/it/shadow/oracle.rs"]
mod oracle;

use std::{hint::black_box, io};

use cairn_place::{
    shadow::{Constraints, Measurement, Region, When, Window},
    sun_at,
};
use chrono::{DateTime, Days, Duration, NaiveTime, Utc};
use clap::{Parser, Subcommand};
use oracle::{Dice, constraints, date, holds, instant, margin_deg, point};
use rustix::time::{ClockId, clock_gettime};

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
    /// Given by `cargo bench`.
    #[arg(long, global = true)]
    bench: bool,
}

#[derive(Subcommand, Clone, Copy)]
enum What {
    /// Reads lines of `lat,lon,height_m,unix_s`, writes `elevation_deg,azimuth_deg`.
    Positions,
    /// Times.
    Speed,
    /// Windows against a scan of whole days, second by second.
    Scan,
    /// Bands against SPA in full at 20,000 points.
    Points,
    /// Writes 500 bands as lines of GeoJSON.
    Outlines,
}

fn main() {
    match Arguments::parse().what {
        Some(What::Positions) => positions(),
        Some(What::Speed) => speed(),
        Some(What::Scan) => scan(24),
        Some(What::Points) => points(),
        Some(What::Outlines) => outlines(),
        None => {
            speed();
            scan(4);
            points();
        }
    }
}

fn positions() {
    for line in io::stdin().lines() {
        let line = line.expect("a line");
        let fields: Vec<f64> = line
            .split(',')
            .map(|field| field.parse().expect("a number"))
            .collect();
        let [lat, lon, height_m, seconds] = fields[..] else {
            panic!("{line}: four numbers")
        };
        let at = DateTime::from_timestamp(seconds as i64, 0).expect("an instant");
        let sun = sun_at(point(lat, lon), height_m, at, None).expect("computable");
        println!("{:.7},{:.7}", sun.elevation_deg, sun.azimuth_deg);
    }
}

/// Milliseconds of processor time, the median of many runs.
fn median_ms<T>(runs: usize, mut work: impl FnMut() -> T) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = spent_s();
            black_box(work());
            (spent_s() - start) * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[runs / 2]
}

fn spent_s() -> f64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
}

fn ratio() -> Measurement {
    Measurement {
        ratio: Some(1.2),
        ratio_tol: Some(0.05),
        ..Measurement::default()
    }
}

fn both() -> Measurement {
    Measurement {
        sun_azimuth_deg: Some(135.0),
        azimuth_tol_deg: Some(3.0),
        ..ratio()
    }
}

fn speed() {
    let at = instant("2022-03-10T05:00:00Z");
    for (name, measured) in [("ratio", ratio()), ("ratio_and_azimuth", both())] {
        let region = || Region::new(at, 0.0, &constraints(measured)).expect("computable");
        println!(
            "globe_{name}_ms {:.3}",
            median_ms(31, || region().raster(0.1).expect("a step"))
        );
        println!(
            "band_{name}_ms {:.4}",
            median_ms(201, || region().band(None))
        );
        let band = region().band(None);
        let points: usize = band
            .polygons
            .iter()
            .flat_map(|polygon| &polygon.0)
            .map(Vec::len)
            .sum();
        println!("band_{name}_points {points}");
        for (span, to) in [("year", "2022-12-31"), ("ten_years", "2031-12-31")] {
            let question = kabul(constraints(measured), to);
            let ms = median_ms(11, || question.solve().expect("computable"));
            let windows = question.solve().expect("computable").all().count();
            println!("{span}_{name}_ms {ms:.3}");
            println!("{span}_{name}_windows {windows}");
        }
    }
}

fn kabul(constraints: Constraints, to: &str) -> When {
    When {
        place: point(34.5553, 69.2075),
        height_m: 1_790.0,
        from: date("2022-01-01"),
        to: date(to),
        zone: chrono_tz::Asia::Kabul,
        constraints,
    }
}

/// Something measured truly at a random moment of the day, so that there are windows.
fn measured(dice: &mut Dice, round: usize, question: &When) -> Option<Measurement> {
    let noon = question.from.and_time(NaiveTime::MIN).and_utc()
        + Duration::seconds(dice.between(0.0, 86_400.0) as i64);
    let sun = sun_at(question.place, question.height_m, noon, None).expect("computable");
    let ratio = sun.shadow_ratio.filter(|ratio| *ratio < 20.0)?;
    let ratio_only = Measurement {
        ratio: Some(ratio),
        ratio_tol: Some(dice.between(0.005, 0.2)),
        ..Measurement::default()
    };
    let azimuth_only = Measurement {
        shadow_azimuth_deg: Some(sun.shadow_azimuth_deg),
        azimuth_tol_deg: Some(dice.between(0.2, 10.0)),
        ..Measurement::default()
    };
    Some(match round % 3 {
        0 => ratio_only,
        1 => azimuth_only,
        _ => Measurement {
            ratio: ratio_only.ratio,
            ratio_tol: ratio_only.ratio_tol,
            ..azimuth_only
        },
    })
}

fn scan(days: usize) {
    let mut dice = Dice(42);
    let (mut edges, mut lost, mut worst_s) = (0, 0, 0.0_f64);
    let mut done = 0;
    while done < days {
        let mut question = kabul(constraints(ratio()), "2022-12-31");
        question.place = dice.point();
        question.from = date("2021-08-01") + Days::new(dice.between(0.0, 1_800.0) as u64);
        question.to = question.from;
        question.zone = chrono_tz::UTC;
        let Some(measured) = measured(&mut dice, done, &question) else {
            continue;
        };
        question.constraints = constraints(measured);
        let found = question.solve().expect("computable");
        let windows: Vec<&Window> = found.all().collect();
        let spans = dense(&question);
        lost += spans.len().abs_diff(windows.len());
        for (window, span) in windows.iter().zip(&spans) {
            for (a, b) in [(window.start, span.0), (window.end, span.1)] {
                worst_s = worst_s.max((a - b).num_milliseconds().abs() as f64 / 1e3);
                edges += 1;
            }
        }
        done += 1;
    }
    println!(
        "scan_days {days}\nscan_edges {edges}\nscan_windows_missed {lost}\nscan_worst_edge_s {worst_s}"
    );
}

fn dense(question: &When) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
    let start = question.from.and_time(NaiveTime::MIN).and_utc();
    let measured = question.constraints.measurement();
    let mut spans: Vec<(DateTime<Utc>, DateTime<Utc>)> = Vec::new();
    for second in 0..86_400 {
        let at = start + Duration::seconds(second);
        if !holds(question.place, question.height_m, at, measured) {
            continue;
        }
        match spans.last_mut() {
            Some(last) if last.1 + Duration::seconds(1) == at => last.1 = at,
            _ => spans.push((at, at)),
        }
    }
    spans
}

fn points() {
    let mut dice = Dice(20_260_801);
    let (mut differ, mut worst, mut inside) = (0, 0.0_f64, 0);
    for round in 0..20 {
        let at = dice.instant();
        let mut measured = if round % 2 == 0 { ratio() } else { both() };
        measured.ratio = Some(dice.between(0.1, 3.0));
        measured.ratio_tol = Some(0.3);
        let checked = constraints(measured);
        let region = Region::new(at, 0.0, &checked).expect("computable");
        for _ in 0..1_000 {
            let place = dice.point();
            let sun = sun_at(place, 0.0, at, None).expect("computable");
            let margin = margin_deg(&sun, checked.measurement());
            inside += u32::from(margin >= 0.0);
            if (margin >= 0.0) != region.contains(place) {
                differ += 1;
                worst = worst.max(margin.abs());
            }
        }
    }
    println!(
        "points 20000\npoints_inside {inside}\npoints_that_differ {differ}\npoints_worst_deg {worst:.5}"
    );
}

fn outlines() {
    let mut dice = Dice(99);
    for round in 0..500 {
        let free = Measurement::default();
        let mut measured = if round % 3 == 0 { free } else { ratio() };
        measured.ratio = measured.ratio.map(|_| dice.between(0.02, 6.0));
        if round % 3 != 1 {
            measured.sun_azimuth_deg = Some(dice.between(0.0, 360.0));
            measured.azimuth_tol_deg = Some(dice.between(1.0, 60.0));
        }
        let region = Region::new(dice.instant(), 0.0, &constraints(measured)).expect("computable");
        println!("{}", region.band(None).feature());
    }
}
