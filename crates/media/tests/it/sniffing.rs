//! What the first bytes say, kind by kind, and what is refused.

use cairn_media::sniff;

use crate::samples;

fn mime(bytes: &[u8]) -> Option<&'static str> {
    sniff(bytes).map(|sniffed| sniffed.mime)
}

fn ftyp(major: &[u8; 4], compatible: &[&[u8; 4]]) -> Vec<u8> {
    let mut bytes = (16 + 4 * compatible.len() as u32).to_be_bytes().to_vec();
    bytes.extend(b"ftyp");
    bytes.extend(major);
    bytes.extend([0; 4]);
    compatible.iter().for_each(|brand| bytes.extend(*brand));
    bytes.extend(b"\0\0\0\x08free");
    bytes
}

#[test]
fn every_kind_that_is_taken() {
    let opus = [b"OggS".as_slice(), &[0; 22], &[1, 19], b"OpusHead"].concat();
    let frame = |more: &[u8]| [&[0xff, 0xfb, 0x90, 0x64], vec![0; 413].as_slice(), more].concat();
    let table: &[(&[u8], &str)] = &[
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"),
        (b"GIF89a\x01\0", "image/gif"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\x10\0\0\0AVI LIST", "video/x-msvideo"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "audio/wav"),
        (&ftyp(b"heic", &[b"mif1"]), "image/heic"),
        (&ftyp(b"mif1", &[b"mif1", b"heic"]), "image/heic"),
        (&ftyp(b"mif1", &[b"avif", b"miaf"]), "image/avif"),
        (&ftyp(b"avif", &[]), "image/avif"),
        (&ftyp(b"isom", &[b"iso2", b"avc1"]), "video/mp4"),
        (&ftyp(b"mp42", &[]), "video/mp4"),
        (&ftyp(b"XAVC", &[b"mp42"]), "video/mp4"),
        (&ftyp(b"qt  ", &[]), "video/quicktime"),
        (b"\0\0\x10\0moov\0\0\0\x6cmvhd", "video/quicktime"),
        (&ftyp(b"3gp5", &[b"isom"]), "video/3gpp"),
        (&ftyp(b"M4A ", &[b"isom"]), "audio/mp4"),
        (
            b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm",
            "video/webm",
        ),
        (
            b"\x1a\x45\xdf\xa3\xa3\x42\x86\x81\x01\x42\x82\x88matroska",
            "video/x-matroska",
        ),
        (b"ID3\x04\0\0\0\0\x02\x01TIT2", "audio/mpeg"),
        (&frame(&[0xff, 0xfb, 0x90, 0x64]), "audio/mpeg"),
        (&opus, "audio/ogg"),
    ];
    for (bytes, expected) in table {
        assert_eq!(
            mime(bytes),
            Some(*expected),
            "{:?}",
            String::from_utf8_lossy(bytes)
        );
    }
}

/// The name a file came with does not matter: all of these have been sent as `.mp4` or `.jpg`.
#[test]
fn what_is_refused() {
    let table: &[&[u8]] = &[
        b"",
        b"\xff",
        b"<svg xmlns=\"http://www.w3.org/2000/svg\">",
        b"<?xml version=\"1.0\"?><svg/>",
        b"<!doctype html><script>",
        b"%PDF-1.7",
        b"PK\x03\x04\x14\0",
        b"ffconcat version 1.0\nfile 9f86d081884c7d659a2feaa0c55ad015\n",
        b"#EXTM3U\n#EXT-X-TARGETDURATION:10\nhttp://127.0.0.1/a.ts\n",
        b"<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\">",
        b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nm=video 5004 RTP/AVP 96\n",
        b"push graphic-context\nviewbox 0 0 640 480\n",
        b"\x7fELF\x02\x01\x01",
        b"II*\0\x08\0\0\0",
        b"\0\0\0\x0cjP  \r\n\x87\n",
        b"G@\0\x10\0\0\xb0\r",
        b"\xff\xfb\x90\x64 a lone frame header is no music",
        b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x2a\x80theora",
        b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84text",
        &ftyp(b"crx ", &[b"crx "]),
        &ftyp(b"jp2 ", &[]),
    ];
    for bytes in table {
        assert_eq!(mime(bytes), None, "{:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn never_looks_past_the_window_and_never_panics() {
    let mut late = b"\x1a\x45\xdf\xa3".to_vec();
    late.resize(5000, 0);
    late.extend(b"\x42\x82\x84webm");
    assert_eq!(mime(&late), None);
    // Every prefix of every length field at its largest.
    for start in [
        &b"\xff\xff\xff\xffftyp"[..],
        b"OggS",
        b"RIFF",
        b"\x1a\x45\xdf\xa3\x42\x82",
        b"ID3",
    ] {
        for length in 0..64 {
            let mut bytes = start.to_vec();
            bytes.resize(start.len() + length, 0xff);
            let _ = mime(&bytes);
        }
    }
}

#[test]
fn what_ffmpeg_writes_is_recognised() {
    let folder = samples::folder();
    for (name, expected) in [
        ("a.mp4", "video/mp4"),
        ("a.mov", "video/quicktime"),
        ("a.3gp", "video/3gpp"),
        ("a.mkv", "video/x-matroska"),
        ("a.avi", "video/x-msvideo"),
    ] {
        let path = samples::ffmpeg(
            &folder,
            name,
            &[
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=176x144:d=0.2",
                "-c:v",
                "mpeg4",
            ],
        );
        assert_eq!(
            mime(&std::fs::read(path).expect("sample")),
            Some(expected),
            "{name}"
        );
    }
    for (name, expected) in [
        ("a.mp3", "audio/mpeg"),
        ("a.m4a", "audio/mp4"),
        ("a.ogg", "audio/ogg"),
        ("a.wav", "audio/wav"),
    ] {
        let path = samples::ffmpeg(&folder, name, &["-f", "lavfi", "-i", "sine=duration=0.2"]);
        assert_eq!(
            mime(&std::fs::read(path).expect("sample")),
            Some(expected),
            "{name}"
        );
    }
}
