//! The redacted copy of a recording: one ffmpeg decodes to raw frames and samples, Cairn covers them
//! on their way, another ffmpeg encodes, and the last writes a container without traces.
//!
//! A filter graph could draw boxes too, and would round them its own way; here the pixels that are
//! filled are the ones that [`fill`](super::fill) names and its tests check.

use std::{
    io::{BufReader, BufWriter, Read, Write},
    path::Path,
    process::Stdio,
};

use cairn_domain::{RedactionBody, SoundTreatment};

use super::{
    fill::{self, Size},
    matroska::{Block, Element, Elements},
    steps,
};
use crate::{
    container::{self, Container},
    examination::Made,
    ffmpeg::{self, Ffmpeg},
    frames,
    memory::memory_file,
    picture::{self, Origin, TOOL},
    transcode,
    wire::Tools,
};

/// Samples a second of the raw sound.
const RATE_HZ: u32 = 48_000;
/// Bytes of one sample of both channels.
const SAMPLE: usize = 4;
/// Seconds by which silence is longer than asked, on each side; the raw clock ticks in milliseconds.
const SILENCE_MARGIN_S: f64 = 0.01;

/// The copy and, if there is a picture, its cover.
pub(super) fn made(
    input: &Path,
    mime: &str,
    tools: &Tools,
    body: &RedactionBody,
) -> Result<Vec<Made>, String> {
    let demuxer = ffmpeg::demuxer(mime).ok_or("no decoder for this kind of recording")?;
    let ffmpeg = Ffmpeg::new(tools, input, demuxer).ok_or("ffmpeg is not installed here")?;
    let film = container::read(&ffmpeg)?;
    let sound = film
        .sound
        .filter(|_| *body.sound() != SoundTreatment::Remove);
    let with_sound = sound.map(|_| Redactor::new(&ffmpeg, &film, sound, body)?.copy());
    let copy = match (with_sound, &film.picture) {
        (Some(Ok(copy)), _) => copy,
        // Sound that cannot be decoded must not cost the picture.
        (_, Some(_)) => Redactor::new(&ffmpeg, &film, None, body)?.copy()?,
        (Some(Err(reason)), None) => return Err(reason),
        (None, None) => return Err("nothing of it would be left".to_owned()),
    };
    let cover = film.picture.as_ref().map(|_| cover(&ffmpeg, &film, &copy));
    let cover = cover.transpose()?;
    Ok(std::iter::once(copy).chain(cover).collect())
}

struct Redactor<'a> {
    ffmpeg: &'a Ffmpeg<'a>,
    body: &'a RedactionBody,
    /// Index of the picture and its size in the copy.
    picture: Option<(u32, Size)>,
    sound: Option<u32>,
}

impl<'a> Redactor<'a> {
    fn new(
        ffmpeg: &'a Ffmpeg<'a>,
        film: &Container,
        sound: Option<u32>,
        body: &'a RedactionBody,
    ) -> Result<Self, String> {
        let picture = film.picture.as_ref();
        let picture = picture.map(|track| (track.index, transcode::fit(track.square_size())));
        if picture.is_none() && !body.regions().is_empty() {
            return Err("there is no picture in it to cover".to_owned());
        }
        Ok(Self {
            ffmpeg,
            body,
            picture,
            sound,
        })
    }

    fn copy(&self) -> Result<Made, String> {
        let mut decode = self.ffmpeg.command(&[]);
        if let Some((track, (width, height))) = self.picture {
            let scale = format!("scale={width}:{height}:interl=-1,setsar=1,format=yuv420p");
            decode.args(["-map", &format!("0:{track}"), "-vf", &scale]);
            decode.args(["-fps_mode", "passthrough", "-c:v", "rawvideo"]);
        }
        if let Some(track) = self.sound {
            decode.args(["-map", &format!("0:{track}"), "-c:a", "pcm_s16le"]);
            decode.args(["-ar", &RATE_HZ.to_string(), "-ac", "2"]);
        }
        decode.args(transcode::CLEAN).args(["-t", "600"]);
        decode.args(["-write_crc32", "0", "-f", "matroska", "pipe:1"]);
        let mut encode = self.ffmpeg.over_raw_pipe();
        if self.picture.is_some() {
            encode.args(["-fps_mode", "passthrough", "-enc_time_base", "1:1000"]);
            encode.args(transcode::PICTURE);
        }
        if self.sound.is_some() {
            encode.args(transcode::SOUND);
        }
        encode.args(transcode::CLEAN).args(["-fs", "64M"]);
        encode.args(["-f", self.muxer(), ffmpeg::SEEKABLE_OUTPUT]);
        let arguments = format!(
            "{}; {}; {}",
            self.ffmpeg.arguments(&decode),
            steps(self.body),
            self.ffmpeg.arguments(&encode)
        );
        let bytes = self
            .run(decode, encode)
            .map_err(|error| error.to_string())?;
        let size = self.picture.map(|(_, size)| size);
        let raw = Made {
            kind: cairn_domain::DerivativeKind::Redacted,
            mime: if size.is_some() {
                "video/mp4"
            } else {
                "audio/mp4"
            }
            .to_owned(),
            width: size.map(|size| size.0),
            height: size.map(|size| size.1),
            tool: format!("{}; {TOOL}", self.ffmpeg.version),
            arguments,
            bytes,
        };
        transcode::without_traces(self.ffmpeg, &raw, self.sound.is_some())
            .ok_or_else(|| "the recording could not be encoded anew".to_owned())
    }

    fn muxer(&self) -> &'static str {
        if self.picture.is_some() {
            "mp4"
        } else {
            "ipod"
        }
    }

    /// Decodes, covers, encodes; the encoded bytes.
    fn run(
        &self,
        mut decode: std::process::Command,
        mut encode: std::process::Command,
    ) -> std::io::Result<Vec<u8>> {
        let (out, complaints) = (memory_file()?, memory_file()?);
        let mut decoder = decode
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(complaints.try_clone()?)
            .spawn()?;
        let mut encoder = encode
            .stdin(Stdio::piped())
            .stdout(out.try_clone()?)
            .stderr(complaints.try_clone()?)
            .spawn()?;
        let gone = || std::io::Error::other("a pipe is missing");
        let from = decoder.stdout.take().ok_or_else(gone)?;
        let to = encoder.stdin.take().ok_or_else(gone)?;
        let passed = self.pass(
            BufReader::with_capacity(1 << 20, from),
            BufWriter::with_capacity(1 << 20, to),
        );
        let (decoded, encoded) = (decoder.wait()?, encoder.wait()?);
        passed?;
        if decoded.success() && encoded.success() {
            out.read_all()
        } else {
            Err(std::io::Error::other(
                "the recording could not be decoded from start to end",
            ))
        }
    }

    /// Passes everything on, covered. A frame waits for the next one: until then it is on screen.
    fn pass(&self, from: impl Read, mut to: impl Write) -> std::io::Result<()> {
        let mut elements = Elements::of(from);
        let mut waiting: Vec<Element> = Vec::new();
        while let Some(mut element) = elements.next()? {
            match element.block {
                Some(Block { track: 1, at_s, .. }) if self.picture.is_some() => {
                    self.cover(&mut waiting, at_s);
                    for passed in waiting.drain(..) {
                        passed.write(&mut to)?;
                    }
                }
                Some(Block { at_s, .. }) => self.silence(element.payload(), at_s),
                None => {}
            }
            waiting.push(element);
        }
        self.cover(&mut waiting, f64::INFINITY);
        for passed in waiting {
            passed.write(&mut to)?;
        }
        to.flush()
    }

    /// Covers the frame that leads what is waiting, if one does.
    fn cover(&self, waiting: &mut [Element], next_s: f64) {
        let (Some((_, size)), Some(element)) = (self.picture, waiting.first_mut()) else {
            return;
        };
        let Some(Block { track: 1, at_s, .. }) = element.block else {
            return;
        };
        for region in self.body.regions() {
            for place in fill::places(region, at_s, next_s, size) {
                fill::cover_yuv420(element.payload(), region.shape, place, size);
            }
        }
    }

    fn silence(&self, samples: &mut [u8], at_s: f64) {
        for (index, sample) in samples.chunks_mut(SAMPLE).enumerate() {
            let t_s = at_s + index as f64 / f64::from(RATE_HZ);
            let (from_s, to_s) = (t_s - SILENCE_MARGIN_S, t_s + SILENCE_MARGIN_S);
            if self.body.sound().is_silent_between(from_s, to_s) {
                sample.fill(0);
            }
        }
    }
}

/// The cover of a copy, from a frame of the copy itself: a tenth in, or its first.
fn cover(ffmpeg: &Ffmpeg<'_>, film: &Container, copy: &Made) -> Result<Made, String> {
    let tenth = film.duration_s.unwrap_or(0.0).min(600.0) / 10.0;
    let frame = |t_s| frames::of_own(ffmpeg, &copy.bytes, t_s);
    let (poster, steps) = frame(tenth)
        .or_else(|| frame(0.0))
        .ok_or("no frame of the copy could be decoded")?;
    let origin = Origin {
        tool: copy.tool.clone(),
        steps,
    };
    picture::cover(&poster, &origin).map_err(|error| error.to_string())
}
