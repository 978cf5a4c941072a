//! Why two files are taken for the same, in sentences.

use cairn_app::{
    matching::{HowFound, Stretch},
    review::FileView,
    stored::ListHitRecord,
};
use cairn_domain::MatchRelation;

use super::media::clock;
use crate::i18n::Translator;

/// Less than this share missing or differing is not worth a sentence.
const WORTH_SAYING: f32 = 0.03;
/// Bits beyond which two hashes are no nearer than any two.
const TELLING_BITS: u32 = 96;
/// Degrees under which a turn is not worth a sentence.
const WORTH_TURNING: f32 = 1.0;

/// What the machine takes them to be, and how sure it is.
pub(crate) fn headline(t: &Translator, relation: MatchRelation, score: f64) -> String {
    if relation == MatchRelation::SameFile {
        return t.get("likeness-exact");
    }
    let relation = t.vocab("match-relation", relation);
    t.get2(
        "likeness-score",
        "relation",
        relation,
        "percent",
        percent(score),
    )
}

/// Everything that speaks for it, one sentence each, told from the newer file.
pub(crate) fn reasons(t: &Translator, distance: u32, how: &HowFound) -> Vec<String> {
    let mut said: Vec<_> = how.stretches.iter().flat_map(|it| stretch(t, it)).collect();
    said.extend(picture(t, how));
    said.extend(how.heard.iter().map(|it| heard(t, it)));
    if how.inliers > 0 {
        said.push(t.get1("likeness-features", "count", how.inliers));
    }
    if let Some(still_s) = how.still_s {
        said.push(t.get1("likeness-still", "at", clock(still_s)));
    }
    if distance <= TELLING_BITS {
        said.push(t.get1("likeness-distance", "distance", distance));
    }
    said
}

/// How near a file is to what stands on a partner's list.
pub(crate) fn listed(t: &Translator, hit: &ListHitRecord) -> String {
    let bits = t.get1("likeness-distance", "distance", hit.distance);
    match hit.t_s {
        Some(t_s) => {
            let seen = [("count", hit.frames.to_string()), ("at", clock(t_s))];
            format!("{bits} {}", t.with("list-frames", &seen))
        }
        None => bits,
    }
}

/// What a file was said to be the same as, which of that the viewer has looked at, and what any of it
/// was found to hold; nothing where it is the same as nothing.
pub(crate) fn same_words(t: &Translator, code: &str, view: &FileView) -> Vec<String> {
    let Some(cluster) = &view.cluster else {
        return Vec::new();
    };
    let others = cluster.files.iter().filter(|one| one.file != view.file.id);
    let (seen, all): (Vec<_>, Vec<_>) =
        others.fold(Default::default(), |(mut seen, mut all), one| {
            let id = format!("{code}-{}", one.item);
            seen.extend(one.is_seen.then(|| id.clone()));
            all.push(id);
            (seen, all)
        });
    let notes = cluster
        .notes
        .iter()
        .map(|note| t.vocab("content-note", note));
    let notes = notes.collect::<Vec<_>>().join(", ");
    let say =
        |key: &str, name: &str, list: &str| (!list.is_empty()).then(|| t.get1(key, name, list));
    let words = [
        say("item-same", "items", &all.join(", ")),
        say("item-same-seen", "items", &seen.join(", ")),
        say("compare-cluster-warning", "notes", &notes),
    ];
    words.into_iter().flatten().collect()
}

/// What a partner's list calls a file.
#[derive(Debug, Clone)]
pub(crate) struct ListedCard {
    pub(crate) words: String,
    pub(crate) how: String,
    pub(crate) href: String,
}

/// One card for each list that has something like the file.
pub(crate) fn listed_cards(
    t: &Translator,
    code: &str,
    listed: &[(ListHitRecord, String)],
) -> Vec<ListedCard> {
    let card = |(hit, list): &(ListHitRecord, String)| ListedCard {
        words: match hit.label.as_str() {
            "" => t.get1("listed-unnamed", "list", list),
            label => t.get2("listed-as", "list", list, "label", label),
        },
        how: self::listed(t, hit),
        href: format!("/projects/{code}/hash-lists/{}", hit.list),
    };
    listed.iter().map(card).collect()
}

fn heard(t: &Translator, it: &Stretch) -> String {
    t.with("likeness-heard", &times(it))
}

fn times(it: &Stretch) -> [(&'static str, String); 4] {
    [
        ("from", clock(it.from_s)),
        ("to", clock(it.to_s)),
        ("other-from", clock(it.other_from_s)),
        ("other-to", clock(it.other_to_s)),
    ]
}

fn stretch(t: &Translator, it: &Stretch) -> Vec<String> {
    let faster = ((it.speed - 1.0).abs() * 100.0).round();
    let speed = (faster >= 2.0).then(|| t.get1("likeness-speed", "percent", faster));
    let line = t.with("likeness-stretch", &times(it));
    std::iter::once(line).chain(speed).collect()
}

fn picture(t: &Translator, how: &HowFound) -> Vec<String> {
    let Some(why) = how.why else {
        return Vec::new();
    };
    let mut said = Vec::new();
    if why.mirrored {
        said.push(t.get("likeness-mirrored"));
    }
    let turned = f32::from(why.quarter_turns) * 90.0 + why.turned_deg;
    if turned.abs() >= WORTH_TURNING {
        said.push(t.get1("likeness-turned", "degrees", turned.abs().round()));
    }
    if why.tilted {
        said.push(t.get("likeness-tilted"));
    }
    if why.bordered_a != why.bordered_b {
        said.push(t.get("likeness-bordered"));
    }
    for (key, share) in [("newer", why.of_a), ("older", why.of_b)] {
        if share < 1.0 - WORTH_SAYING {
            let share = percent(f64::from(share));
            said.push(t.get1(format!("likeness-of-{key}"), "percent", share));
        }
    }
    if why.differing > WORTH_SAYING {
        let share = percent(f64::from(why.differing));
        said.push(t.get1("likeness-differing", "percent", share));
    }
    said
}

/// 0 to 1 as a whole number of per cent; never 100 for what is not certain.
pub(crate) fn percent(share: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped"
    )]
    let whole = (share * 100.0).floor().clamp(0.0, 100.0) as u32;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locales;

    #[test]
    fn an_excerpt_says_where_it_stands_in_the_other() {
        let t = Locales::load().get(None);
        let how = HowFound {
            stretches: vec![Stretch {
                from_s: 0.0,
                to_s: 19.0,
                other_from_s: 12.0,
                other_to_s: 31.9,
                speed: 1.05,
            }],
            ..HowFound::default()
        };
        let said = reasons(&t, 9, &how);
        assert_eq!(
            said,
            [
                "0:00–0:19 of the newer is 0:12–0:32 of the older.",
                "One runs 5 % faster than the other.",
                "9 of 256 bits of the nearest hashes differ.",
            ]
        );
    }

    #[test]
    fn sound_alone_is_said_to_be_sound_and_far_hashes_are_left_out() {
        let t = Locales::load().get(None);
        let how = HowFound {
            heard: vec![Stretch {
                from_s: 2.0,
                to_s: 9.0,
                other_from_s: 0.0,
                other_to_s: 7.0,
                speed: 1.0,
            }],
            ..HowFound::default()
        };
        assert_eq!(
            reasons(&t, 256, &how),
            ["0:02–0:09 of the newer sounds like 0:00–0:07 of the older."]
        );
    }

    #[test]
    fn what_is_not_certain_is_never_a_hundred_per_cent() {
        assert_eq!(percent(0.999), 99);
        assert_eq!(percent(1.0), 100);
    }
}
