//! The loudness of the sound over time, drawn: to find the shot, the shout, the cut.
//!
//! Drawn from the playable copy, so that it stands on the same clock as the picture above it.

use std::{
    io::{BufReader, Read},
    process::Stdio,
};

use cairn_domain::DerivativeKind;
use cairn_matching::footage::sound::SOUND_RATE;
use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};

use crate::{
    examination::Made,
    ffmpeg::{Ffmpeg, Wiring, run},
    frames::WHOLE_S,
    memory::memory_file,
    picture::TOOL,
};

/// Samples a second that are looked at; loudness needs no more.
const RATE: u32 = 8_000;
/// Size in pixels; the width stands for the whole length of the copy.
const WIDTH: usize = 1_600;
const HEIGHT: usize = 64;
/// What fills the height at least, of 32768: the noise of silence stays small.
const FAINTEST: usize = 512;
/// Light grey: the line of time is dark in every theme.
const INK: [u8; 2] = [205, 255];

/// The samples of one track of sound in one channel, for its fingerprint; of a long recording those
/// of the first twenty minutes, which fit into the cage's memory.
pub(crate) fn samples(ffmpeg: &Ffmpeg<'_>, track: u32) -> Option<Vec<i16>> {
    let mut command = ffmpeg.command(&[]);
    let filter = format!("aresample={SOUND_RATE}:async=1:first_pts=0");
    command.args(["-map", &format!("0:{track}"), "-vn", "-sn", "-dn"]);
    command.args(["-t", &WHOLE_S.to_string(), "-af", &filter, "-ac", "1"]);
    command.args(["-f", "s16le", "-c:a", "pcm_s16le", "pipe:1"]);
    let bytes = run(&mut command, Wiring::OutputAtOne).ok()?;
    let (samples, _) = bytes.as_chunks::<2>();
    Some(samples.iter().map(|two| i16::from_le_bytes(*two)).collect())
}

/// The waveform of the first sound of a copy of our own making, as long as the copy plays.
pub(crate) fn of_copy(ffmpeg: &Ffmpeg<'_>, copy: &[u8], length_s: f64) -> Option<Made> {
    let own = ffmpeg.own();
    let Ok(Wiring::From(input)) = Wiring::over(copy) else {
        return None;
    };
    let mut command = own.command(&[]);
    // Silence is put where there is no sound yet, so that the first sample is at second nought.
    let filter = format!("aresample={RATE}:async=1:first_pts=0");
    command.args(["-map", "0:a:0", "-vn", "-af", &filter, "-ac", "1"]);
    command.args(["-f", "s16le", "-c:a", "pcm_s16le", "pipe:1"]);
    let complaints = memory_file().ok()?;
    let mut child = command
        .stdin(input.try_clone().ok()?)
        .stdout(Stdio::piped())
        .stderr(complaints.try_clone().ok()?)
        .spawn()
        .ok()?;
    let peaks = peaks(BufReader::new(child.stdout.take()?), length_s);
    child.wait().ok()?;
    Some(Made {
        kind: DerivativeKind::Waveform,
        mime: "image/png".to_owned(),
        width: u32::try_from(WIDTH).ok(),
        height: u32::try_from(HEIGHT).ok(),
        tool: format!("{}; {TOOL}", ffmpeg.version),
        arguments: format!("{filter}, mono, peaks of {WIDTH} equal parts of {length_s:.3} s; png"),
        bytes: png(&draw(&peaks?))?,
    })
}

/// The loudest sample of each column, 0..=32768. `None` without any sound.
fn peaks(mut samples: impl Read, length_s: f64) -> Option<Vec<u16>> {
    let whole = length_s * f64::from(RATE);
    let mut peaks = vec![0; WIDTH];
    let mut count = 0_u32;
    let mut two = [0; 2];
    while samples.read_exact(&mut two).is_ok() {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "within the width"
        )]
        let column = (f64::from(count) / whole * WIDTH as f64) as usize;
        if let Some(peak) = peaks.get_mut(column) {
            *peak = i16::from_le_bytes(two).unsigned_abs().max(*peak);
        }
        count = count.checked_add(1)?;
    }
    (count > 0 && whole > 0.0).then_some(peaks)
}

/// Grey and transparency, row by row: bars around the middle, a line where it is silent.
fn draw(peaks: &[u16]) -> Vec<u8> {
    let half = HEIGHT / 2;
    // The loudest moment fills the height, so that a quiet recording can be read too.
    let loudest = usize::from(peaks.iter().copied().max().unwrap_or_default()).max(FAINTEST);
    let reach = |peak: u16| (usize::from(peak) * half / loudest).max(1);
    let row = |y: usize| {
        let from_middle = if y < half { half - y } else { y - half + 1 };
        peaks.iter().flat_map(move |peak| {
            if reach(*peak) >= from_middle {
                INK
            } else {
                [0, 0]
            }
        })
    };
    (0..HEIGHT).flat_map(row).collect()
}

fn png(pixels: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (width, height) = (u32::try_from(WIDTH).ok()?, u32::try_from(HEIGHT).ok()?);
    let encoder = PngEncoder::new(&mut bytes);
    encoder
        .write_image(pixels, width, height, ExtendedColorType::La8)
        .ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loud_is_high_and_silence_is_a_line() {
        let second: Vec<i16> = (0..RATE)
            .map(|n| if n < RATE / 2 { 0 } else { i16::MIN })
            .collect();
        let bytes: Vec<u8> = second
            .iter()
            .flat_map(|sample| sample.to_le_bytes())
            .collect();
        let peaks = peaks(bytes.as_slice(), 2.0).expect("sound");
        assert_eq!(
            (peaks[0], peaks[WIDTH / 4 + 1], peaks[WIDTH - 1]),
            (0, 32_768, 0)
        );
        let picture = draw(&peaks);
        let ink = |x: usize, y: usize| picture[(y * WIDTH + x) * 2 + 1] > 0;
        assert!(ink(0, HEIGHT / 2) && !ink(0, 0));
        assert!(ink(WIDTH / 4 + 1, 0) && ink(WIDTH / 4 + 1, HEIGHT - 1));
    }

    #[test]
    fn no_sound_is_no_waveform() {
        assert_eq!(peaks(&[][..], 2.0), None);
    }
}
