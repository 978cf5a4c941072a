//! Time: on the wall and on the processor, and what a pile of durations amounts to.

use std::{
    fs,
    time::{Duration, Instant},
};

/// The present, for telling how long something took.
pub fn now() -> Instant {
    #[expect(
        clippy::disallowed_methods,
        reason = "measuring is what this crate does"
    )]
    Instant::now()
}

/// Durations of single operations.
#[derive(Debug, Clone, Default)]
pub struct Samples {
    taken: Vec<Duration>,
}

impl Samples {
    /// Adds one.
    pub fn push(&mut self, took: Duration) {
        self.taken.push(took);
    }

    /// Adds those of somebody else.
    pub fn append(&mut self, other: Self) {
        self.taken.extend(other.taken);
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.taken.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.taken.is_empty()
    }

    /// The nearest-rank percentile in milliseconds; `percent` in 0..=100. Zero without samples.
    pub fn percentile_ms(&self, percent: usize) -> f64 {
        let mut sorted = self.taken.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        sorted
            .get(rank - 1)
            .map_or(0.0, |took| took.as_secs_f64() * 1e3)
    }
}

/// One stretch of work: what it took on the wall and on the processor, and each operation in it.
#[derive(Debug, Clone, Default)]
pub struct Stretch {
    /// Operation by operation.
    pub samples: Samples,
    /// From the first to the last.
    pub wall: Duration,
    /// Processor time of the whole process in the meantime, in seconds.
    pub cpu_s: f64,
}

impl Stretch {
    /// Adds a later stretch.
    pub fn append(&mut self, later: Self) {
        self.samples.append(later.samples);
        self.wall += later.wall;
        self.cpu_s += later.cpu_s;
    }

    /// Operations per second on the wall.
    pub fn per_second(&self) -> f64 {
        self.samples.len() as f64 / self.wall.as_secs_f64()
    }

    /// Processor time of one operation in microseconds.
    pub fn cpu_us(&self) -> f64 {
        self.cpu_s * 1e6 / self.samples.len() as f64
    }
}

/// Begun now, ended with [`Watch::stop`].
#[derive(Debug)]
pub struct Watch {
    wall: Instant,
    cpu_s: f64,
}

impl Watch {
    /// Begins.
    pub fn start() -> Self {
        Self {
            cpu_s: cpu_s(),
            wall: now(),
        }
    }

    /// Ends, with the operations that were done.
    pub fn stop(self, samples: Samples) -> Stretch {
        Stretch {
            wall: self.wall.elapsed(),
            cpu_s: cpu_s() - self.cpu_s,
            samples,
        }
    }
}

/// Processor time of this process so far, user and system, in seconds. The kernel counts in
/// hundredths (proc(5): fields 14 and 15 of `stat`, in `USER_HZ`); zero where there is no `/proc`.
fn cpu_s() -> f64 {
    const TICKS_PER_S: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name in field 2 may hold spaces; what follows its bracket does not.
    let fields = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
    let ticks = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .map(|field| field.parse::<f64>().unwrap_or(0.0));
    ticks.sum::<f64>() / TICKS_PER_S
}

/// The middle one; of an even number the lower. Zero of none.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len().saturating_sub(1) / 2;
    values.get(middle).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_by_nearest_rank() {
        let mut samples = Samples::default();
        (1..=200).for_each(|ms| samples.push(Duration::from_millis(ms)));
        assert_eq!(samples.percentile_ms(50), 100.0);
        assert_eq!(samples.percentile_ms(99), 198.0);
        assert_eq!(samples.percentile_ms(100), 200.0);
        assert_eq!(Samples::default().percentile_ms(99), 0.0);
    }

    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.0);
        assert_eq!(median(vec![]), 0.0);
    }
}
