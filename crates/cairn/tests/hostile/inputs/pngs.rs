//! PNGs: bombs, lies about size, and things beside the picture (PNG 1.2, chapters 3 to 5).

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};

use super::{Expect, Input, stills};

const MAGIC: &[u8] = b"\x89PNG\r\n\x1a\n";

pub fn pngs() -> Vec<Input> {
    let ordinary = stills::png(64, 48);
    let whole =
        |name: &str, chunks: &[Vec<u8>], expect| Input::new(name, "a.png", file(chunks), expect);
    let grey = |width, height, bits| ihdr(width, height, bits, 0);
    let mut inputs = vec![
        Input::new(
            "png: magic alone",
            "a.png",
            MAGIC.to_vec(),
            Expect::NoPreview,
        ),
        whole(
            "png: 100,000 squared",
            &[grey(100_000, 100_000, 8), idat(&[0; 64])],
            Expect::NoPreview,
        ),
        whole(
            "png: 2^31-1 squared",
            &[grey(0x7fff_ffff, 0x7fff_ffff, 8), idat(&[0; 64])],
            Expect::NoPreview,
        ),
        whole(
            "png: no width",
            &[grey(0, 10, 8), idat(&[0; 64])],
            Expect::NoPreview,
        ),
        whole(
            "png: 40,000 squared of one bit",
            &[grey(40_000, 40_000, 1), idat_of_zeros(200 << 20)],
            Expect::NoPreview,
        ),
        whole(
            "png: 16 bits of RGBA, short",
            &[ihdr(7_000, 7_000, 16, 6), idat(&[0; 64])],
            Expect::NoPreview,
        ),
        whole(
            "png: a picture of 49 megapixels in 50 kB",
            &[grey(7_000, 7_000, 8), idat_of_zeros(7_001 * 7_000)],
            Expect::Store,
        ),
        whole(
            "png: bad bits",
            &[grey(10, 10, 3), idat(&[0; 64])],
            Expect::NoPreview,
        ),
        whole("png: no data", &[grey(10, 10, 8)], Expect::NoPreview),
        whole("png: no header", &[idat(&[0; 64])], Expect::NoPreview),
        Input::new(
            "png: truncated",
            "a.png",
            ordinary[..ordinary.len() * 2 / 3].to_vec(),
            Expect::NoPreview,
        ),
    ];
    let mut bad = ordinary.clone();
    let last = bad.len() - 20;
    bad[last] ^= 0xff;
    inputs.push(Input::new(
        "png: bad checksum",
        "a.png",
        bad,
        Expect::Stored,
    ));
    inputs.extend(beside_the_picture(&ordinary));
    inputs
}

/// Chunks and tails that have nothing to do with the pixels.
fn beside_the_picture(ordinary: &[u8]) -> Vec<Input> {
    let with = |name: &str, kind: &[u8; 4], data: &[u8]| {
        let mut bytes = ordinary[..33].to_vec();
        bytes.extend(chunk(kind, data));
        bytes.extend(&ordinary[33..]);
        Input::new(name, "a.png", bytes, Expect::Store)
    };
    let tailed = |name: &str, tail: &[u8]| {
        Input::new(name, "a.png", [ordinary, tail].concat(), Expect::Store)
    };
    let profile = [b"icc\0\0".to_vec(), zlib_zeros(512 << 20)].concat();
    let text = [b"Comment\0\0".to_vec(), zlib_zeros(512 << 20)].concat();
    let many: Vec<u8> = (0..50_000).flat_map(|_| chunk(b"tEXt", b"a\0b")).collect();
    vec![
        with("png: colour profile of 512 MB in 500 kB", b"iCCP", &profile),
        with("png: text of 512 MB in 500 kB", b"zTXt", &text),
        with(
            "png: script in a text",
            b"tEXt",
            b"Comment\0<script>alert(1)</script>",
        ),
        with(
            "png: profile that names a file",
            b"tEXt",
            b"profile\0/etc/passwd",
        ),
        with("png: 50,000 texts", b"tEXt", &many[8..]),
        tailed("png: and a zip", b"PK\x03\x04\x14\0\0\0\0\0evil"),
        tailed("png: and a page", b"<html><script>alert(1)</script></html>"),
        Input::new(
            "png: magic and a page",
            "a.png",
            [MAGIC, b"<html><script>alert(1)</script>"].concat(),
            Expect::NoPreview,
        ),
    ]
}

fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
    let end = chunk(b"IEND", b"");
    [MAGIC.to_vec(), chunks.concat(), end].concat()
}

fn ihdr(width: u32, height: u32, bits: u8, colour: u8) -> Vec<u8> {
    let mut data = [width.to_be_bytes(), height.to_be_bytes()].concat();
    data.extend([bits, colour, 0, 0, 0]);
    chunk(b"IHDR", &data)
}

fn idat(raw: &[u8]) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(raw).expect("memory");
    chunk(b"IDAT", &packed.finish().expect("memory"))
}

fn idat_of_zeros(count: usize) -> Vec<u8> {
    chunk(b"IDAT", &zlib_zeros(count))
}

fn zlib_zeros(count: usize) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![0; 1 << 20];
    let mut left = count;
    while left > 0 {
        let now = left.min(zeros.len());
        packed.write_all(&zeros[..now]).expect("memory");
        left -= now;
    }
    packed.finish().expect("memory")
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).expect("short");
    let named = [kind, data].concat();
    let mut sum = flate2::Crc::new();
    sum.update(&named);
    [&length.to_be_bytes()[..], &named, &sum.sum().to_be_bytes()].concat()
}
