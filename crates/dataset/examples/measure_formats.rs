//! How fast the streamed formats of a release are written, and in how much memory: one line of JSON
//! for each. `scripts/bench` runs it in the release profile.
//!
//! ```text
//! cargo run --release -p cairn-dataset --example measure_formats -- ROWS csv|geojson|geoparquet|none
//! ```
//! Incidents are made as they are written, and what making them alone takes (`none`) is told apart.

#[path = "../tests/sample/mod.rs"]
#[allow(dead_code, reason = "the tests sign it")]
mod sample;

use std::{
    fs,
    io::{self, BufWriter, Write},
};

use cairn_dataset::{PublicIncident, csv_to, geojson_to, parquet_to};
use chrono::TimeDelta;

const PROVINCES: [&str; 4] = ["Kabul", "Nangarhar", "Kunar", "Herat"];
const TYPES: [&str; 4] = ["suicide_bombing", "shooting", "roadside_bomb", "bombing"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut told = std::env::args().skip(1);
    let rows: u32 = told.next().ok_or("how many rows?")?.parse()?;
    let format = told.next().ok_or("which format?")?;
    let first = sample::release().incidents.remove(0);
    let incidents = (0..rows).map(|number| incident(&first, number));
    let mut out = Counted(0, BufWriter::new(fs::File::create("/dev/null")?));
    let before_s = cpu_s()?;
    match format.as_str() {
        "csv" => csv_to(incidents, &mut out)?,
        "geojson" => geojson_to(incidents, &mut out)?,
        "geoparquet" => parquet_to(incidents, &mut out)?,
        _ => incidents.for_each(|incident| drop(std::hint::black_box(incident))),
    }
    let cpu_s = cpu_s()? - before_s;
    println!(
        "{{\"format\":\"{format}\",\"rows\":{rows},\"cpu_s\":{cpu_s:.2},\"rows_per_cpu_s\":{:.0},\"bytes\":{},\"peak_rss_mib\":{}}}",
        f64::from(rows) / cpu_s.max(0.01),
        out.0,
        peak_mib()?
    );
    Ok(())
}

/// One attack of many, with everything that differs between records differing.
fn incident(first: &PublicIncident, number: u32) -> PublicIncident {
    let of = |list: [&str; 4], step: u32| list[(number / step) as usize % 4].to_owned();
    let offset = f64::from(number % 50_000) / 10_000.0;
    PublicIncident {
        short: format!("AFG-{number:06X}"),
        title: format!("Explosion at a school in district {}", number % 400),
        summary: format!("Record {number}: a device went off at the gate, according to residents."),
        date: first.date + TimeDelta::days(i64::from(number % 1_500)),
        lat: Some(31.0 + offset),
        lon: Some(64.0 + offset * 1.5),
        province: of(PROVINCES, 1),
        event_type: of(TYPES, 4),
        killed_low: Some(number % 30),
        killed_high: (!number.is_multiple_of(3)).then_some(number % 30 + 5),
        evidence: Vec::new(),
        ..first.clone()
    }
}

/// Counts what goes through it.
struct Counted<W>(u64, W);

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.1.write(bytes)?;
        self.0 += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.1.flush()
    }
}

/// User and system time of this process in seconds, at the kernel's 100 ticks a second.
fn cpu_s() -> Result<f64, Box<dyn std::error::Error>> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let after = stat.rsplit(')').next().ok_or("no fields")?;
    let ticks: Result<Vec<f64>, _> = after
        .split_whitespace()
        .skip(11)
        .take(2)
        .map(str::parse)
        .collect();
    Ok(ticks?.iter().sum::<f64>() / 100.0)
}

/// The most memory this process has held.
fn peak_mib() -> Result<u64, Box<dyn std::error::Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1));
    Ok(kib.ok_or("no VmHWM")?.parse::<u64>()? / 1024)
}
