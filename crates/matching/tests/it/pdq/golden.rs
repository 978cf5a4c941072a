//! Bit for bit agreement with the reference implementation; see the head of `golden.txt`.

use super::pictures::Picture;
use cairn_matching::{Pdq, Transform};

struct Golden {
    name: String,
    picture: Picture,
    quality: u8,
    hashes: Vec<Pdq>,
}

fn golden() -> Vec<Golden> {
    let text = include_str!("golden.txt");
    let paragraphs = text.split("\n\n").skip(1);
    paragraphs
        .map(|paragraph| {
            let mut lines = paragraph.lines();
            let name = lines.next().unwrap();
            let (picture, quality) = described(name);
            let hashes = lines.map(|line| line.parse().unwrap()).collect();
            Golden {
                name: name.to_owned(),
                picture,
                quality,
                hashes,
            }
        })
        .collect()
}

fn described(line: &str) -> (Picture, u8) {
    let words: Vec<&str> = line.split(' ').collect();
    let numbers: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let (picture, quality) = match (words[1], &numbers[..]) {
        ("wave", &[_, w, h, a, b, c, quality]) => (Picture::wave(w, h, [a, b, c]), quality),
        ("blocks", &[_, w, h, side, seed, quality]) => (
            Picture::blocks(w, h, side, seed.try_into().unwrap()),
            quality,
        ),
        _ => panic!("no such picture: {line}"),
    };
    (
        picture.faded(numbers[0].try_into().unwrap()),
        quality.try_into().unwrap(),
    )
}

#[test]
fn all_eight_hashes_and_the_quality_equal_the_reference() {
    let golden = golden();
    assert!(golden.len() >= 20);
    for Golden {
        name,
        picture,
        quality,
        hashes,
    } in golden
    {
        let ours = picture.hashed().expect("the picture has structure");
        assert_eq!(hashes.len(), 8, "{name}");
        assert_eq!(ours.quality, quality, "{name}");
        let distances: Vec<u32> = hashes
            .iter()
            .zip(&ours.dihedral)
            .map(|(theirs, ours)| theirs.distance(ours))
            .collect();
        assert_eq!(
            distances,
            [0; 8],
            "{name}, in the order of {:?}",
            Transform::ALL
        );
        assert_eq!(ours.pdq, ours.dihedral[0]);
    }
}
