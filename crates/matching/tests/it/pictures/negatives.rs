//! What must not be called the same footage.

use cairn_matching::{Sights, compare};

use super::drawn::Drawn;

fn relation(a: &Drawn, b: &Drawn) -> Option<Sights> {
    compare(&a.described(), &b.described()).map(|sighting| sighting.relation)
}

fn is_claimed(a: &Drawn, b: &Drawn) -> bool {
    relation(a, b).is_some_and(|relation| relation != Sights::Similar)
}

#[test]
fn other_scenes_have_nothing_to_do_with_each_other() {
    let scenes: Vec<_> = (20..26)
        .map(|seed| Drawn::scene(seed).described())
        .collect();
    for (index, a) in scenes.iter().enumerate() {
        for b in &scenes[index + 1..] {
            assert!(compare(a, b).is_none());
        }
    }
}

#[test]
fn a_shared_banner_does_not_make_the_same_footage() {
    let (a, b) = (
        Drawn::scene(30).with_banner(),
        Drawn::scene(31).with_banner(),
    );
    assert!(!is_claimed(&a, &b));
    let own = compare(&a.described(), &Drawn::scene(30).described()).unwrap();
    assert_eq!(own.relation, Sights::SameFootage, "{:?}", own.support);
}

#[test]
fn slides_with_other_words_are_not_the_same() {
    for seed in 40..44 {
        assert!(
            !is_claimed(&Drawn::slide(seed), &Drawn::slide(seed + 100)),
            "{seed}"
        );
        assert!(
            is_claimed(&Drawn::slide(seed), &Drawn::slide(seed)),
            "{seed}"
        );
    }
}

#[test]
fn another_picture_in_the_same_frame_of_an_app_is_not_the_same() {
    let frame = |seed: u64| {
        let (chrome, inner) = (Drawn::slide(9), Drawn::scene(seed));
        Drawn::new(640, 720, |x, y| match y {
            0..80 => chrome.at(x, 90 + y),
            80..560 => inner.at(x, y - 80),
            _ => chrome.at(x, 130 + y - 560),
        })
    };
    assert!(!is_claimed(&frame(50), &frame(51)));
    assert!(is_claimed(&frame(50), &Drawn::scene(50)));
}

#[test]
fn a_small_other_picture_on_the_same_page_makes_another_page() {
    let page = |seed: u64| {
        let (page, face) = (Drawn::slide(9), Drawn::scene(seed));
        Drawn::new(640, 360, |x, y| match (x, y) {
            (20..90, 20..90) => face.at(200 + 2 * x, 150 + 2 * y),
            _ => page.at(x, y),
        })
    };
    assert!(!is_claimed(&page(70), &page(71)));
    assert!(is_claimed(&page(70), &page(70)));
}

#[test]
fn another_page_under_the_same_photograph_is_not_the_same() {
    let page = |words: u64| {
        let (page, photo) = (Drawn::slide(words), Drawn::scene(72));
        Drawn::new(640, 560, |x, y| match y {
            0..200 => photo.at(x, y),
            _ => page.at(x, y - 200),
        })
    };
    assert!(!is_claimed(&page(73), &page(74)));
}

#[test]
fn a_drawing_is_itself() {
    let drawing = Drawn::drawing(75);
    assert_eq!(relation(&drawing, &drawing), Some(Sights::SameFootage));
    assert_eq!(
        relation(&drawing, &drawing.mirrored()),
        Some(Sights::SameFootage)
    );
}

#[test]
fn blank_and_flat_pictures_match_nothing_not_even_themselves() {
    let flat = [
        Drawn::new(300, 200, |_, _| 0),
        Drawn::new(300, 200, |_, _| 255),
        Drawn::new(300, 200, |x, _| x as u8 / 2),
    ];
    for picture in flat {
        assert!(picture.described().features.is_empty());
        assert_eq!(relation(&picture, &picture), None);
    }
}
