//! What is no photograph and no recording: pages, programs, archives, and texts that name other
//! files. All refused at the door, whatever they are called.

use super::{Expect, Input};

#[rustfmt::skip]
pub fn texts() -> Vec<Input> {
    let svg = |inside: &str| {
        format!("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\">{inside}</svg>")
    };
    let outside = "<!DOCTYPE svg [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><svg>&f;</svg>";
    let magick = "push graphic-context\nviewbox 0 0 640 480\nfill 'url(https://127.0.0.1/\"|touch /tmp/PWNED\")'\npop graphic-context";
    let refused = |name: &str, file: &str, bytes: &[u8]| {
        Input::new(name, file, bytes.to_vec(), Expect::Refused)
    };
    vec![
        refused("nothing: no bytes", "a.jpg", b""),
        refused("nothing: one byte", "a.jpg", &[0xff]),
        refused("nothing: zeros", "a.mp4", &[0; 4_096]),
        refused("svg: as such", "a.svg", svg("").as_bytes()),
        refused("svg: as a png", "a.png", svg("<image href=\"http://127.0.0.1/x\"/>").as_bytes()),
        refused("svg: outside entity", "a.jpg", outside.as_bytes()),
        refused("page: as a jpeg", "a.jpg", b"<html><script>alert(1)</script></html>"),
        refused("page: behind a byte order mark", "a.jpg", b"\xef\xbb\xbf<html><script>"),
        refused("magick: drawing commands", "a.jpg", magick.as_bytes()),
        refused("magick: as mvg", "a.mvg", magick.as_bytes()),
        refused("pdf: with a script", "a.pdf", b"%PDF-1.7\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj"),
        refused("pdf: as a jpeg", "a.jpg", b"%PDF-1.7\n"),
        refused("program: elf", "a.jpg", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0"),
        refused("program: shell", "a.png", b"#!/bin/sh\ntouch /tmp/PWNED\n"),
        refused("program: postscript", "a.jpg", b"%!PS\n(/tmp/PWNED) (w) file closefile"),
        refused("archive: slip", "a.zip", b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x10\0\0\0../../../tmp/PWNED"),
        refused("archive: gzip", "a.jpg", b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x03\0\0\0\0\0\0\0\0\0"),
        refused("archive: tar", "a.tar", &[&b"a/../../b\0"[..], &[0; 502]].concat()),
        refused("office: old", "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        refused("flash: as a film", "a.mp4", b"FLV\x01\x05\0\0\0\x09\0\0\0\0"),
    ]
}

/// Texts that name the blob of another submission, or an address on this machine.
pub fn leaks(victim: &str, port: u16, data: &std::path::Path) -> Vec<Input> {
    let (folder, name) = victim.split_at(2);
    let path = data.join("blobs").join(folder).join(name);
    let (path, web) = (
        path.display().to_string(),
        format!("http://127.0.0.1:{port}/a.ts"),
    );
    let targets = [
        ("name", name),
        ("path", &path),
        ("neighbour", "passwd"),
        ("web", &web),
    ];
    let mut inputs = Vec::new();
    for (how, target) in targets {
        let forms = [
            (
                "ffconcat",
                format!("ffconcat version 1.0\nfile '{target}'\n"),
            ),
            (
                "hls",
                format!("#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{target}\n#EXT-X-ENDLIST\n"),
            ),
            (
                "hls key",
                format!(
                    "#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI=\"{target}\"\n#EXTINF:9,\n{target}\n"
                ),
            ),
            (
                "dash",
                format!(
                    "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><Period><AdaptationSet><Representation><BaseURL>{target}</BaseURL></Representation></AdaptationSet></Period></MPD>"
                ),
            ),
            (
                "sdp",
                format!(
                    "v=0\no=- 0 0 IN IP4 127.0.0.1\ns={target}\nc=IN IP4 127.0.0.1\nt=0 0\nm=video {port} RTP/AVP 96\n"
                ),
            ),
            (
                "smil",
                format!("<smil><body><video src=\"{target}\"/></body></smil>"),
            ),
        ];
        for (kind, text) in forms {
            let words = format!("leak: {kind} by {how}");
            let bytes = text.into_bytes();
            // With the first box of a film, it gets past the door and must fail behind it.
            let film = [&b"\0\0\0\x14ftypisom\0\0\0\0mp41"[..], &bytes].concat();
            let music = [&b"ID3\x04\0\0\0\0\0\0"[..], &bytes].concat();
            inputs.push(Input::new(
                format!("{words} in a film"),
                "a.mp4",
                film,
                Expect::NoPreview,
            ));
            inputs.push(Input::new(
                format!("{words} in music"),
                "a.mp3",
                music,
                Expect::NoPreview,
            ));
            inputs.push(Input::new(words, "a.mp4", bytes, Expect::Refused));
        }
    }
    inputs
}
