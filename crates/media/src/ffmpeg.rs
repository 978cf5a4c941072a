//! How ffmpeg and ffprobe are called: always caged, one demuxer, one file, no network, no terminal.
//!
//! The flags are those that held against playlists which name other files (a 30-byte `ffconcat` made
//! ffmpeg show another person's evidence): the protocol and the format are whitelisted, and the
//! format is forced from Cairn's own sniff. The cage refuses the other file even without them.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
    path::Path,
    process::{Command, Stdio},
};

use crate::{
    memory::{MemoryFile, memory_file},
    wire::Tools,
};

/// ffmpeg over one input.
pub(crate) struct Ffmpeg<'a> {
    program: &'a Path,
    probe: &'a Path,
    /// `file:` and the absolute path.
    input: String,
    demuxer: &'static str,
    /// For the records.
    pub version: &'a str,
}

impl<'a> Ffmpeg<'a> {
    /// `None` if the machine has no ffmpeg.
    pub(crate) fn new(tools: &'a Tools, input: &Path, demuxer: &'static str) -> Option<Self> {
        Some(Self {
            program: tools.ffmpeg.as_deref()?,
            probe: tools.ffprobe.as_deref()?,
            input: format!("file:{}", input.display()),
            demuxer,
            version: &tools.ffmpeg_version,
        })
    }

    /// `ffmpeg … before … -i INPUT`, to which the caller adds what it wants out.
    pub(crate) fn command(&self, before: &[&str]) -> Command {
        let mut command = Command::new(self.program);
        command.args(["-nostdin", "-y", "-threads", "1"]);
        self.guarded(&mut command)
            .args(before)
            .args(["-i", &self.input]);
        command
    }

    /// The same programs over an MP4 of our own making, which is their standard input.
    pub(crate) fn own(&self) -> Self {
        Self {
            input: "file:/proc/self/fd/0".to_owned(),
            demuxer: "mov",
            ..*self
        }
    }

    /// `ffprobe` with the entries asked for of one track, as far as a copy goes, as JSON.
    pub(crate) fn listing(&self, track: u32, entries: &str) -> Command {
        let mut command = Command::new(self.probe);
        // A decoder of ffprobe starts a thread a core, and the cage counts threads as processes.
        command.args(["-threads", "1"]);
        self.guarded(&mut command)
            .args(["-print_format", "json=compact=1"])
            .args(["-select_streams", &track.to_string()])
            .args(["-read_intervals", FAR_ENOUGH])
            .args(["-show_entries", entries, "-i", &self.input]);
        command
    }

    /// `ffmpeg … -i` over raw frames and sound that come in through a pipe and keep their times.
    pub(crate) fn over_raw_pipe(&self) -> Command {
        let mut command = Command::new(self.program);
        command.args([
            "-nostdin",
            "-y",
            "-threads",
            "1",
            "-hide_banner",
            "-v",
            "error",
        ]);
        command.args([
            "-protocol_whitelist",
            "pipe",
            "-format_whitelist",
            "matroska",
        ]);
        command.args(["-f", "matroska", "-copyts", "-i", "pipe:0"]);
        command
    }

    /// `ffprobe` with everything it knows, as JSON.
    pub(crate) fn probe(&self) -> Command {
        let mut command = Command::new(self.probe);
        self.guarded(&mut command);
        command.args([
            "-print_format",
            "json",
            "-show_format",
            "-show_streams",
            "-i",
            &self.input,
        ]);
        command
    }

    fn guarded<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command
            .args(["-hide_banner", "-v", "error", "-protocol_whitelist", "file"])
            .args(["-format_whitelist", self.demuxer, "-f", self.demuxer])
            .args([
                "-max_alloc",
                "268435456",
                "-probesize",
                "5M",
                "-analyzeduration",
                "5M",
            ])
    }

    /// The arguments of a command for the records, with the input's path taken out.
    pub(crate) fn arguments(&self, command: &Command) -> String {
        let words = command.get_args().map(|word| match word.to_string_lossy() {
            word if word == self.input => "INPUT".to_owned(),
            word => word.into_owned(),
        });
        words.collect::<Vec<_>>().join(" ")
    }
}

/// What a listing covers: a little more than the playable copy.
const FAR_ENOUGH: &str = "%+620";

/// The demuxer that a sniffed MIME type is read with, and no other.
pub(crate) fn demuxer(mime: &str) -> Option<&'static str> {
    match mime {
        "video/mp4" | "video/quicktime" | "video/3gpp" | "audio/mp4" => Some("mov"),
        "video/x-matroska" | "video/webm" => Some("matroska"),
        "video/x-msvideo" => Some("avi"),
        "audio/mpeg" => Some("mp3"),
        "audio/ogg" => Some("ogg"),
        "audio/wav" => Some("wav"),
        _ => None,
    }
}

/// Where ffmpeg finds the memory file that takes its output. It can seek in it, so that an MP4 gets
/// its index up front, while no path in any file system is writable.
pub(crate) const SEEKABLE_OUTPUT: &str = "file:/proc/self/fd/1";

/// How the memory file of the output and a program's standard streams are joined.
pub(crate) enum Wiring {
    /// The output goes to the file that is standard input: for a program that chatters on the other.
    OutputAtZero,
    /// The output goes to standard output; nothing comes in.
    OutputAtOne,
    /// The output goes to standard output; this file comes in.
    From(MemoryFile),
}

impl Wiring {
    /// The output goes to standard output; these bytes come in.
    pub(crate) fn over(bytes: &[u8]) -> io::Result<Self> {
        let memory = memory_file()?;
        let mut file: &File = &memory;
        file.write_all(bytes)?;
        file.seek(SeekFrom::Start(0))?;
        Ok(Self::From(memory))
    }
}

/// Runs a program to its end and returns what it wrote. The error is its own first line.
pub(crate) fn run(command: &mut Command, wiring: Wiring) -> Result<Vec<u8>, String> {
    let (out, succeeded, complaint) =
        attempt(command, wiring).map_err(|error| error.to_string())?;
    if succeeded && !out.is_empty() {
        Ok(out)
    } else {
        Err(complaint)
    }
}

fn attempt(command: &mut Command, wiring: Wiring) -> io::Result<(Vec<u8>, bool, String)> {
    let (out, complaints) = (memory_file()?, memory_file()?);
    // Borrowed: a memory file that is dropped is emptied, and the program still has to read it.
    match &wiring {
        Wiring::OutputAtZero => command
            .stdin(out.try_clone()?)
            .stdout(complaints.try_clone()?),
        Wiring::OutputAtOne => command.stdin(Stdio::null()).stdout(out.try_clone()?),
        Wiring::From(input) => command.stdin(input.try_clone()?).stdout(out.try_clone()?),
    };
    let status = command.stderr(complaints.try_clone()?).status()?;
    Ok((out.read_all()?, status.success(), first_line(&complaints)?))
}

/// What a program complained about first, without paths: those name our folders.
fn first_line(mut file: &std::fs::File) -> io::Result<String> {
    let mut start = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(500).read_to_end(&mut start)?;
    let text = String::from_utf8_lossy(&start);
    let line = text.lines().next().unwrap_or_default();
    let words = line
        .split(' ')
        .filter(|word| !word.contains('/') && !word.contains("0x"));
    Ok(words.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use std::{fs, path::PathBuf};

    use super::*;

    /// The cage off. That the cage holds without these flags is tested in `tests/evil`.
    #[test]
    fn the_whitelist_alone_keeps_playlists_from_their_siblings() {
        let folder = tempfile::tempdir().expect("a folder");
        let tools = Tools::find();
        let victim = folder.path().join("2c26b46b68ffc68ff99b453c1d304134.ts");
        let mut make = Command::new(tools.ffmpeg.as_deref().expect("ffmpeg is installed"));
        make.args(["-nostdin", "-v", "error", "-f", "lavfi", "-i"])
            .args(["color=magenta:s=64x64:d=1", "-c:v", "mpeg4", "-f", "mp4"]);
        assert!(make.arg(&victim).status().expect("runs").success());

        let there = victim.display();
        let shows = |input: &Path, demuxer| {
            let ffmpeg = Ffmpeg::new(&tools, input, demuxer).expect("installed");
            let mut command = ffmpeg.command(&[]);
            command.args([
                "-frames:v",
                "1",
                "-f",
                "image2pipe",
                "-c:v",
                "ppm",
                "pipe:1",
            ]);
            let out = command.output().expect("runs");
            !out.stdout.is_empty()
        };
        assert!(shows(&victim, "mov"), "the sibling itself is shown");
        let hls = |target: &str| {
            format!("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{target}\n#EXT-X-ENDLIST\n")
        };
        let texts = [
            "ffconcat version 1.0\nfile 2c26b46b68ffc68ff99b453c1d304134.ts\n".to_owned(),
            format!("ffconcat version 1.0\nfile '{there}'\n"),
            hls("2c26b46b68ffc68ff99b453c1d304134.ts"),
            hls(&there.to_string()),
            format!(
                "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\"><Period><AdaptationSet mimeType=\"video/mp4\"><Representation id=\"1\" bandwidth=\"1\"><BaseURL>{there}</BaseURL></Representation></AdaptationSet></Period></MPD>"
            ),
            "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=a\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 96\n"
                .to_owned(),
        ];
        for (number, text) in texts.iter().enumerate() {
            for name in ["mp4", "m3u8"] {
                let path: PathBuf = folder.path().join(format!("{number}.{name}"));
                fs::write(&path, text).expect("written");
                for demuxer in ["mov", "matroska", "mp3"] {
                    assert!(!shows(&path, demuxer), "{text} as {name} by {demuxer}");
                }
            }
        }
    }
}
