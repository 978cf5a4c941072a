//! EXIF blocks that lie, loop, point beyond their end, or carry what a page or a table might run.

use super::{
    Expect, Input,
    jpegs::{inserted, segment},
    stills,
};

/// Tag, type and value of an entry (EXIF 2.3, 4.6.2).
type Entry = (u16, u16, Vec<u8>);

pub fn exif() -> Vec<Input> {
    let input = |name: &str, tiff: &[u8]| {
        let block = segment(0xe1, &[b"Exif\0\0", tiff].concat());
        let bytes = inserted(&stills::jpeg(96, 64), &block);
        Input::new(name, "a.jpg", bytes, Expect::Store)
    };
    let text = |text: &str| [text.as_bytes(), b"\0"].concat();
    let of_text = |tag, words: &str| tiff(&[(tag, 2, text(words))], &[], &[]);
    let place = |degrees: u32, under: u32| {
        let value = [degrees, under, 0, under, 0, under]
            .map(u32::to_be_bytes)
            .concat();
        let gps = [
            (1, 2, text("N")),
            (2, 5, value.clone()),
            (3, 2, text("E")),
            (4, 5, value),
        ];
        tiff(&[], &[], &gps)
    };
    let dated = |date: &str| {
        tiff(
            &[],
            &[(0x9003, 2, text(date)), (0x9004, 2, text(date))],
            &[],
        )
    };
    let mut inputs = vec![
        input(
            "exif: script as artist",
            &of_text(0x013b, "<img src=x onerror=alert(1)>"),
        ),
        input(
            "exif: script as description",
            &of_text(0x010e, "\"><script>alert(1)</script>"),
        ),
        input(
            "exif: formula as make",
            &of_text(0x010f, "=HYPERLINK(\"http://x\",\"y\")"),
        ),
        input(
            "exif: control characters",
            &of_text(0x010f, "a\u{202e}b\u{7}\r\nc"),
        ),
        input("exif: 60 kB of make", &of_text(0x010f, &"a".repeat(60_000))),
        input("exif: latitude 999", &place(999, 1)),
        input("exif: place over zero", &place(34, 0)),
        input("exif: no fix", &place(0, 1)),
        input("exif: impossible date", &dated("9999:99:99 99:99:99")),
        input("exif: no date", &dated("0000:00:00 00:00:00")),
        input("exif: date that is a script", &dated("<script>alert(1)")),
        input(
            "exif: directory in a loop",
            b"MM\0\x2a\0\0\0\x08\0\0\0\0\0\x08",
        ),
        input(
            "exif: place beyond the end",
            b"MM\0\x2a\0\0\0\x08\0\x01\x88\x25\0\x04\0\0\0\x01\xff\xff\xff\xf0\0\0\0\0",
        ),
        input(
            "exif: 65,535 entries",
            b"MM\0\x2a\0\0\0\x08\xff\xff\x01\x0f\0\x02\xff\xff\xff\xff\xff\xff\xff\xff",
        ),
        input("exif: nothing", b""),
    ];
    for turn in 0..=9_u16 {
        let block = tiff(&[(0x0112, 3, turn.to_be_bytes().to_vec())], &[], &[]);
        inputs.push(input(&format!("exif: turned by {turn}"), &block));
    }
    inputs
}

/// A big-endian block with its three directories.
fn tiff(main: &[Entry], sub: &[Entry], gps: &[Entry]) -> Vec<u8> {
    const SUB: u32 = 256;
    const GPS: u32 = 512;
    let mut main = main.to_vec();
    main.push((0x8769, 4, SUB.to_be_bytes().to_vec()));
    main.push((0x8825, 4, GPS.to_be_bytes().to_vec()));
    let mut out = b"MM\0\x2a\0\0\0\x08".to_vec();
    // Long values go behind everything else.
    let mut far = Vec::new();
    for (at, entries) in [(8, &main[..]), (SUB, sub), (GPS, gps)] {
        out.resize(at as usize, 0);
        out.extend((entries.len() as u16).to_be_bytes());
        for (tag, format, value) in entries {
            let unit = match format {
                3 => 2,
                4 => 4,
                5 => 8,
                _ => 1,
            };
            out.extend([tag.to_be_bytes(), format.to_be_bytes()].concat());
            out.extend((value.len() as u32 / unit).to_be_bytes());
            let mut inline = value.clone();
            if value.len() > 4 {
                inline = (1_024 + far.len() as u32).to_be_bytes().to_vec();
                far.extend(value);
            }
            inline.resize(4, 0);
            out.extend(inline);
        }
        out.extend([0; 4]);
    }
    out.resize(1_024, 0);
    [out, far].concat()
}
