//! Files that name other files: playlists, manifests, session descriptions. Read here by an ffmpeg
//! that nobody told to be careful, so that the cage stands alone.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use cairn_media::{CageReport, CageTrial};

/// Name of the other file, as a store that names files by their hash has it.
const VICTIM: &str = "2c26b46b68ffc68ff99b453c1d304134.ts";

/// The evidence that nobody but its own item may show: a second of moving picture.
pub fn victim(folder: &Path, ffmpeg: &Path) -> PathBuf {
    let path = folder.join(VICTIM);
    let made = Command::new(ffmpeg)
        .args(["-nostdin", "-v", "error", "-f", "lavfi", "-i"])
        .args([
            "color=magenta:s=64x64:d=1",
            "-c:v",
            "mpeg2video",
            "-f",
            "mpegts",
        ])
        .arg(&path)
        .status();
    assert!(made.expect("ffmpeg is installed").success());
    path
}

/// One file for each way of naming the victim or a listener on loopback.
pub fn playlists(folder: &Path, port: u16) -> Vec<PathBuf> {
    let absolute = folder.join(VICTIM);
    let there = absolute.display();
    let hls = |target: &str| {
        format!("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{target}\n#EXT-X-ENDLIST\n")
    };
    let dash = |target: &str| {
        format!(
            "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\" \
             mediaPresentationDuration=\"PT1S\"><Period><AdaptationSet mimeType=\"video/mp2t\">\
             <Representation id=\"1\" bandwidth=\"1\"><BaseURL>{target}</BaseURL></Representation>\
             </AdaptationSet></Period></MPD>"
        )
    };
    let concat = |target: &str| format!("ffconcat version 1.0\nfile '{target}'\n");
    let web = format!("http://127.0.0.1:{port}/a.ts");
    let texts = [
        ("concat-by-name", concat(VICTIM)),
        ("concat-by-path", concat(&there.to_string())),
        ("concat-by-protocol", concat(&format!("file:{there}"))),
        ("concat-nested", concat("concat-by-path")),
        ("concat-from-the-web", concat(&web)),
        ("hls-by-name.m3u8", hls(VICTIM)),
        ("hls-by-path.m3u8", hls(&there.to_string())),
        ("hls-from-the-web.m3u8", hls(&web)),
        ("dash-by-name.mpd", dash(VICTIM)),
        ("dash-by-path.mpd", dash(&there.to_string())),
        ("dash-from-the-web.mpd", dash(&web)),
        (
            "session.sdp",
            format!(
                "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=a\nc=IN IP4 127.0.0.1\nt=0 0\nm=video {port} RTP/AVP 96\na=rtpmap:96 H264/90000\n"
            ),
        ),
    ];
    let write = |(name, text): (&str, String)| {
        let path = folder.join(name);
        fs::write(&path, text).expect("written");
        path
    };
    texts.into_iter().map(write).collect()
}

/// What a careless ffmpeg shows of a file; `trial` names the file and the program. Every way of
/// reading it that yields a picture is an escape.
pub fn show_carelessly(trial: &CageTrial) -> CageReport {
    let [file, ffmpeg] = &trial.files[..] else {
        return CageReport::default();
    };
    let by_descriptor = Path::new("/proc/self/fd/0");
    let mut report = CageReport::default();
    for input in [file, by_descriptor] {
        let words = input.display().to_string();
        match shows(ffmpeg, input) {
            true => report.escapes.push(words),
            false => report.refused.push(words),
        }
    }
    report
}

/// Whether a frame comes out. Nothing is whitelisted, and every file extension is allowed.
pub fn shows(ffmpeg: &Path, input: &Path) -> bool {
    let kind = match input.extension().and_then(|it| it.to_str()) {
        Some("m3u8") => &["-allowed_extensions", "ALL", "-f", "hls"][..],
        Some("mpd") => &["-f", "dash"],
        Some("sdp") => &["-f", "sdp", "-rw_timeout", "200000"],
        Some("ts") => &["-f", "mpegts"],
        _ => &["-f", "concat", "-safe", "0"],
    };
    let out = Command::new(ffmpeg)
        .args([
            "-v",
            "error",
            "-protocol_whitelist",
            "file,http,tcp,udp,rtp,crypto,data",
        ])
        .args(kind)
        .arg("-i")
        .arg(input)
        .args([
            "-frames:v",
            "1",
            "-f",
            "image2pipe",
            "-c:v",
            "ppm",
            "pipe:1",
        ])
        .stdin(Stdio::inherit())
        // Not thrown away: the cage has nothing to throw it into.
        .stderr(Stdio::piped())
        .output();
    out.is_ok_and(|out| !out.stdout.is_empty())
}
