//! Lists of hashes: the forms the field's tools write are read, and what is written is read again.

use cairn_matching::{
    Pdq,
    exchange::{BadList, Listed, read_list, write_pdq, write_vpdq},
};
use proptest::prelude::*;

const ONE: &str = "e271017837246aaccddea259648fb7d62f435c89d9e99b2497763e216c8d055c";
const TWO: &str = "c0f11178372c6aacce5dea259648fbfd62f434c89c9e99b249772be216c8d055";

fn listed(hash: &str, quality: Option<u8>, label: &str, t_s: Option<f64>) -> Listed {
    Listed {
        pdq: hash.parse().expect("a hash"),
        quality,
        label: label.into(),
        t_s,
    }
}

#[test]
fn every_form_of_the_field_is_read() {
    let photo = listed(ONE, Some(100), "bridge.jpg", None);
    let bare = listed(ONE, None, "", None);
    let frame = |hash, quality, t_s| listed(hash, Some(quality), "", Some(t_s));
    let upper = ONE.to_uppercase();
    let cases: Vec<(String, Vec<Listed>)> = vec![
        (format!("{ONE}\n"), vec![bare.clone()]),
        (format!("\u{feff}# of a partner\n\n{upper}\r\n"), vec![bare]),
        (format!("{ONE},100,bridge.jpg"), vec![photo.clone()]),
        (format!("{ONE};100;bridge.jpg"), vec![photo.clone()]),
        (
            format!("{ONE},bridge.jpg"),
            vec![listed(ONE, None, "bridge.jpg", None)],
        ),
        (
            format!("filename\tpdq\tquality\nbridge.jpg\t{ONE}\t100\n"),
            vec![photo],
        ),
        (
            format!("0,{ONE},100,0\n1,{TWO},98,1.001\n"),
            vec![frame(ONE, 100, 0.0), frame(TWO, 98, 1.001)],
        ),
        (
            format!("0,100,{ONE},0.000000\n30,98,{TWO},1.001000\n"),
            vec![frame(ONE, 100, 0.0), frame(TWO, 98, 1.001)],
        ),
        (
            format!("frame,hash,quality,timestamp,video\n0,{TWO},55,0.5,\"a, b\"\n"),
            vec![listed(TWO, Some(55), "a, b", Some(0.5))],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(read_list(&text, 10).as_ref(), Ok(&expected), "{text}");
    }
}

#[test]
fn a_list_that_is_not_understood_says_where() {
    let cases = [
        (String::new(), BadList::Empty),
        ("hash,quality\n".to_owned(), BadList::Empty),
        ("name,size\nbridge,3\n".to_owned(), BadList::Line(1)),
        (format!("{ONE}\n{}\n", &ONE[..63]), BadList::Line(2)),
        (format!("hash,quality\n{ONE},good\n"), BadList::Line(2)),
        (format!("hash,quality\n{ONE},101\n"), BadList::Line(2)),
        (format!("0,{ONE},100,nan\n"), BadList::Line(1)),
        (format!("{ONE}\n{ONE}\n{ONE}\n"), BadList::TooLong(2)),
    ];
    for (text, expected) in cases {
        assert_eq!(read_list(&text, 2), Err(expected), "{text}");
    }
}

prop_compose! {
    fn any_listed()(
        bits in any::<[u64; 4]>(),
        quality in proptest::option::of(0..=100u8),
        label in "[a-zA-Z0-9ا-ی,;._-]{0,12}",
        t_ms in 0..10_000_000u32,
    ) -> Listed {
        Listed { pdq: Pdq { bits }, quality, label, t_s: Some(f64::from(t_ms) / 1000.0) }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(list in prop::collection::vec(any_listed(), 1..20)) {
        prop_assert_eq!(read_list(&write_vpdq(&list), 20), Ok(list.clone()));
        let photos: Vec<_> = list.into_iter().map(|one| Listed { t_s: None, ..one }).collect();
        prop_assert_eq!(read_list(&write_pdq(&photos), 20), Ok(photos));
    }

    #[test]
    fn nothing_makes_it_panic(text in "\\PC{0,200}|[0-9a-f,;\t\r\n\"#]{0,300}") {
        let _ = read_list(&text, 5);
    }
}
