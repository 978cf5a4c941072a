//! The exact time of every frame, and the proof that the n-th frame of the playable copy is the
//! n-th frame of the original.
//!
//! Times come from the container by ffprobe, without decoding. They are believed only if the copy,
//! whose frames came out of a decoder one by one, has the same times; a file whose container does
//! not know (AVI with B-frames) or does not tell the truth is decoded once more and asked again.

use std::process::Command;

use cairn_domain::{FrameTable, FrameTime, MOST_FRAMES};
use serde::Deserialize;

use crate::ffmpeg::{Ffmpeg, Wiring, run};

/// Clocks are rounded once on the way into the copy.
const SLACK_TICKS: f64 = 0.51;

/// What ffprobe lists; a tick of the file and every frame in the order of the file.
#[derive(Deserialize)]
struct Listing {
    #[serde(default, alias = "frames")]
    packets: Vec<Listed>,
    streams: Vec<Clock>,
    format: Format,
}

#[derive(Deserialize)]
struct Listed {
    #[serde(alias = "best_effort_timestamp")]
    pts: Option<i64>,
    #[serde(default)]
    duration: i64,
    /// Of a packet: `K` for a key frame, `D` for one that is decoded and not shown.
    #[serde(default)]
    flags: String,
}

#[derive(Deserialize)]
struct Clock {
    time_base: String,
    #[serde(default)]
    field_order: String,
}

#[derive(Deserialize)]
struct Format {
    start_time: Option<String>,
    duration: Option<String>,
}

/// The frames of one file on its own clock.
#[derive(Debug, Clone, PartialEq)]
struct Clocked {
    tick: (u32, u32),
    /// Where the file itself begins, in seconds of that clock.
    begins_s: f64,
    length_s: Option<f64>,
    is_interlaced: bool,
    frames: Vec<FrameTime>,
    end: i64,
}

/// How a copy of our own making plays.
pub(crate) struct CopyTimes(Clocked);

impl CopyTimes {
    /// Reads the times of a copy's picture.
    pub(crate) fn of(ffmpeg: &Ffmpeg<'_>, copy: &[u8]) -> Option<Self> {
        let mut command = ffmpeg.own().listing(0, PACKETS);
        list(&mut command, Wiring::over(copy).ok()?).map(Self)
    }

    /// How long the copy is, with its sound.
    pub(crate) fn length_s(&self) -> Option<f64> {
        self.0.length_s
    }
}

/// How long a copy of sound alone is.
pub(crate) fn sound_length_s(ffmpeg: &Ffmpeg<'_>, copy: &[u8]) -> Option<f64> {
    let mut command = ffmpeg.own().listing(0, "format=duration:stream=time_base");
    list(&mut command, Wiring::over(copy).ok()?)?.length_s
}

const PACKETS: &str =
    "format=start_time,duration:stream=time_base,field_order:packet=pts,duration,flags";
const FRAMES: &str =
    "format=start_time,duration:stream=time_base,field_order:frame=best_effort_timestamp";

/// The table of a recording whose copy plays like this; `None` if the two cannot be shown to be the
/// same frame by frame.
pub(crate) fn table(ffmpeg: &Ffmpeg<'_>, track: u32, copy: &CopyTimes) -> Option<FrameTable> {
    let by_container = list(&mut ffmpeg.listing(track, PACKETS), Wiring::OutputAtOne);
    by_container
        .and_then(|original| agree(original, &copy.0))
        .or_else(|| {
            let by_decoder = list(&mut ffmpeg.listing(track, FRAMES), Wiring::OutputAtOne)?;
            agree(by_decoder, &copy.0)
        })
}

fn list(command: &mut Command, wiring: Wiring) -> Option<Clocked> {
    let json = run(command, wiring).ok()?;
    clocked(serde_json::from_slice(&json).ok()?)
}

/// Frames in the order in which they are shown. A frame without a time makes the list worthless.
fn clocked(listing: Listing) -> Option<Clocked> {
    let clock = listing.streams.first()?;
    let (numerator, denominator) = clock.time_base.split_once('/')?;
    let shown = listing
        .packets
        .iter()
        .filter(|listed| !listed.flags.contains('D'));
    let mut frames = Vec::new();
    let mut end = i64::MIN;
    for listed in shown {
        // Packets stand in the order of decoding, where nothing follows from what stands before.
        let is_frame = listed.flags.is_empty();
        let pts = listed
            .pts
            .or_else(|| is_frame.then(|| following(&frames))?)?;
        let is_key = listed.flags.contains('K');
        frames.push(FrameTime { pts, is_key });
        end = end.max(pts.saturating_add(listed.duration));
    }
    frames.sort_unstable_by_key(|frame| frame.pts);
    let number = |text: &Option<String>| text.as_deref()?.parse::<f64>().ok();
    Some(Clocked {
        tick: (numerator.parse().ok()?, denominator.parse().ok()?),
        begins_s: number(&listing.format.start_time).unwrap_or(0.0),
        length_s: number(&listing.format.duration),
        is_interlaced: !matches!(clock.field_order.as_str(), "" | "progressive" | "unknown"),
        frames,
        end,
    })
}

/// When a frame without a time is shown, which a decoder may leave behind as its last: one step
/// after the one before.
fn following(frames: &[FrameTime]) -> Option<i64> {
    let [.., before, last] = frames else {
        return None;
    };
    last.pts.checked_add(last.pts.checked_sub(before.pts)?)
}

/// The table, if frame by frame both show at the same time.
fn agree(original: Clocked, copy: &Clocked) -> Option<FrameTable> {
    let seconds = |tick: (u32, u32)| f64::from(tick.0) / f64::from(tick.1);
    let (tick_s, copy_tick_s) = (seconds(original.tick), seconds(copy.tick));
    let slack_s = tick_s.max(copy_tick_s) * SLACK_TICKS;
    let count = copy.frames.len().min(MOST_FRAMES);
    let (first, first_copied) = (original.frames.first()?.pts, copy.frames.first()?.pts);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "checked by `is_sound`"
    )]
    let origin = first - (first_copied as f64 * copy_tick_s / tick_s).round() as i64;
    let mut frames = original.frames;
    if frames.len() < count {
        return None;
    }
    // A copy that ends early ends before this frame.
    let next = frames.get(count).map(|frame| frame.pts);
    frames.truncate(count);
    let last = frames.last()?.pts;
    let usual = frames
        .len()
        .checked_sub(2)
        .map_or(1, |at| last - frames[at].pts);
    let end = next.unwrap_or(original.end).max(last.saturating_add(1));
    let table = FrameTable {
        tick: original.tick,
        origin,
        end: if next.is_none() && original.end <= last {
            last.saturating_add(usual)
        } else {
            end
        },
        is_interlaced: original.is_interlaced,
        frames,
    };
    // A copy begins where the file begins: a frame lost at the start would shift all others.
    let begins_right = (table.seconds(origin) - original.begins_s).abs() <= slack_s + 1e-6;
    let is_same = (0..count).all(|index| {
        #[expect(clippy::cast_precision_loss, reason = "ticks of our own copy")]
        let copied_s = copy.frames[index].pts as f64 * copy_tick_s;
        table
            .at_s(index)
            .is_some_and(|at_s| (at_s - copied_s).abs() <= slack_s)
    });
    (begins_right && is_same && table.is_sound()).then_some(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<Clocked> {
        clocked(serde_json::from_str(json).expect("JSON"))
    }

    fn of(times: &[i64], tick: (u32, u32), begins_s: f64) -> Clocked {
        let frames = times.iter().map(|pts| FrameTime {
            pts: *pts,
            is_key: false,
        });
        Clocked {
            tick,
            begins_s,
            length_s: None,
            is_interlaced: false,
            frames: frames.collect(),
            end: times.last().map_or(0, |last| last + 1),
        }
    }

    #[test]
    fn frames_are_read_in_the_order_they_are_shown() {
        let read = read(
            r#"{"packets": [{"pts": 0, "duration": 5, "flags": "K_"}, {"pts": 15, "duration": 5, "flags": "__"},
                {"pts": -5, "duration": 5, "flags": "KD"}, {"pts": 5, "duration": 5, "flags": "__"}],
                "streams": [{"time_base": "1/25", "field_order": "tt"}], "format": {"start_time": "0.0"}}"#,
        )
        .expect("a list");
        let times: Vec<_> = read.frames.iter().map(|frame| frame.pts).collect();
        assert_eq!((times, read.end), (vec![0, 5, 15], 20));
        assert!(read.frames[0].is_key && !read.frames[1].is_key && read.is_interlaced);
    }

    #[test]
    fn a_frame_without_a_time_spoils_the_list() {
        let json = r#"{"packets": [{"pts": 0}, {"flags": "K"}], "streams": [{"time_base": "1/25"}], "format": {}}"#;
        assert_eq!(read(json), None);
        let decoded = r#"{"frames": [{"best_effort_timestamp": 1}, {"best_effort_timestamp": 3}, {}], "streams": [{"time_base": "1/25"}], "format": {}}"#;
        let last = read(decoded).and_then(|list| Some(list.frames.last()?.pts));
        assert_eq!(last, Some(5), "but for the last one out of a decoder");
    }

    #[test]
    fn a_copy_with_other_times_or_other_frames_proves_nothing() {
        let original = || of(&[90, 93, 96, 102], (1, 30), 3.0);
        let copy = |times: &[i64]| of(times, (1, 15_360), 0.0);
        let same = agree(original(), &copy(&[0, 1536, 3072, 6144])).expect("the same");
        assert_eq!((same.origin, same.end, same.frames.len()), (90, 103, 4));
        let shorter = agree(original(), &copy(&[0, 1536])).expect("as far as it goes");
        assert_eq!((shorter.frames.len(), shorter.end), (2, 96));
        assert_eq!(
            agree(original(), &copy(&[0, 1536, 4608, 6144])),
            None,
            "moved"
        );
        assert_eq!(
            agree(original(), &copy(&[0, 1536, 6144])),
            None,
            "one is missing"
        );
        assert_eq!(
            agree(original(), &copy(&[0, 1536, 3072, 6144, 7000])),
            None,
            "one too many"
        );
        assert_eq!(
            agree(of(&[93, 96, 102], (1, 30), 3.0), &copy(&[0, 1536, 4608])),
            None,
            "all shifted"
        );
    }
}
