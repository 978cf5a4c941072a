//! What a file says about itself, in words: claims by group, what does not fit, what is sealed.

use cairn_app::review::FileView;
use cairn_domain::{
    OpenClaim, Role,
    metadata::{ClaimGroup, Contradiction, Parsed},
};

use crate::i18n::Translator;

/// The claims of one file.
#[derive(Debug, Clone, Default)]
pub(crate) struct FileClaims {
    /// How many are shown.
    pub(crate) count: usize,
    /// Groups that have any, in the order of the vocabulary.
    pub(crate) groups: Vec<ClaimGroupView>,
    /// What does not fit, in sentences.
    pub(crate) contradictions: Vec<String>,
    /// How many more are sealed, in words; empty if none is.
    pub(crate) sealed: String,
    /// Why, and who may read them.
    pub(crate) sealed_why: String,
    /// Where the form that opens them goes; empty for whoever may not.
    pub(crate) open_href: String,
}

/// Claims under one heading.
#[derive(Debug, Clone)]
pub(crate) struct ClaimGroupView {
    pub(crate) title: String,
    pub(crate) rows: Vec<ClaimRow>,
}

/// One claim.
#[derive(Debug, Clone)]
pub(crate) struct ClaimRow {
    pub(crate) tag: String,
    pub(crate) value: String,
    /// What has to be said beside the value; may be empty.
    pub(crate) note: String,
    /// Coordinates to copy; empty for everything else.
    pub(crate) copy: String,
    pub(crate) place: String,
    pub(crate) tool: String,
}

/// The claims of a file for a reader; `open_href` is empty for whoever may not open what is sealed.
pub(crate) fn file_claims(
    t: &Translator,
    view: &FileView,
    reader: Role,
    open_href: String,
) -> FileClaims {
    FileClaims {
        count: view.claims.len(),
        groups: claim_groups(t, &view.claims),
        contradictions: sentences(t, &view.contradictions),
        sealed: sealed(t, view),
        sealed_why: t.get1("metadata-sealed-why", "role", reader.code()),
        open_href,
    }
}

/// Claims by group; groups without any are left out.
pub(crate) fn claim_groups(t: &Translator, claims: &[OpenClaim]) -> Vec<ClaimGroupView> {
    let groups = ClaimGroup::ALL.iter().filter_map(|group| {
        let rows = claims.iter().filter(|claim| claim.group() == *group);
        let rows: Vec<_> = rows.map(|claim| row(t, claim)).collect();
        let title = t.vocab("claim-group", group);
        (!rows.is_empty()).then_some(ClaimGroupView { title, rows })
    });
    groups.collect()
}

/// What does not fit, in sentences.
pub(crate) fn sentences(t: &Translator, found: &[Contradiction]) -> Vec<String> {
    found.iter().map(|found| sentence(t, found)).collect()
}

fn sealed(t: &Translator, view: &FileView) -> String {
    match (view.sealed, view.claims.is_empty()) {
        (0, _) => String::new(),
        (count, false) => t.get1("metadata-sealed", "count", count),
        (count, true) => t.get1("metadata-sealed-none-shown", "count", count),
    }
}

fn row(t: &Translator, claim: &OpenClaim) -> ClaimRow {
    let (value, note, copy) = value(t, claim);
    ClaimRow {
        tag: claim.tag.clone(),
        value,
        note,
        copy,
        place: claim.place.clone(),
        tool: claim.tool.clone(),
    }
}

/// Value, note, and what can be copied.
fn value(t: &Translator, claim: &OpenClaim) -> (String, String, String) {
    let none = String::new;
    match &claim.value {
        Parsed::Moment {
            local,
            offset_minutes,
        } => {
            let clock = local.format("%Y-%m-%d %H:%M:%S");
            match offset_minutes {
                Some(minutes) => (format!("{clock} {}", offset(*minutes)), none(), none()),
                None => (clock.to_string(), t.get("metadata-no-zone"), none()),
            }
        }
        Parsed::NoDate { is_blank: true } => (t.get("metadata-blank-date"), none(), none()),
        Parsed::NoDate { is_blank: false } => (t.get("metadata-no-date"), none(), none()),
        Parsed::NoPlace => (t.get("metadata-no-place"), none(), none()),
        Parsed::SealedPlace => (t.get("metadata-place-sealed"), none(), none()),
        Parsed::Place { point, cell_m } => {
            let digits = if *cell_m > 0.0 { 3 } else { 6 };
            let text = format!("{:.digits$}, {:.digits$}", point.lat(), point.lon());
            let km = format!("{:.0}", cell_m / 1_000.0);
            let coarse = (*cell_m > 0.0).then(|| t.get1("metadata-place-coarse", "km", km));
            (text.clone(), coarse.unwrap_or_default(), text)
        }
        other => (plain(t, &claim.tag, other), none(), none()),
    }
}

fn plain(t: &Translator, tag: &str, value: &Parsed) -> String {
    match value {
        Parsed::Words { text } => text.clone(),
        Parsed::Software { class } => t.vocab("software-class", class),
        Parsed::Count { count } => match tag {
            "MakerNote" => t.get1("metadata-bytes", "count", count),
            "MotionPhoto" | "GainMap" => t.get("metadata-present"),
            "MultiPicture" => t.get1("metadata-pictures", "count", count),
            "ThumbnailDistance" => t.get1("metadata-thumbnail", "count", count),
            _ => count.to_string(),
        },
        Parsed::Pixels { width, height } => {
            t.get2("metadata-pixels", "width", width, "height", height)
        }
        Parsed::Seconds { seconds } => {
            t.get1("metadata-seconds", "seconds", format!("{seconds:.2}"))
        }
        Parsed::Degrees { degrees } => {
            t.get1("metadata-degrees", "degrees", format!("{degrees:.1}"))
        }
        Parsed::Credential { issuer, .. } => match issuer {
            Some(issuer) => t.get1("metadata-credential-by", "issuer", issuer),
            None => t.get("metadata-credential"),
        },
        _ => String::new(),
    }
}

/// `+04:30`
fn offset(minutes: i16) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// One contradiction in a sentence.
fn sentence(t: &Translator, found: &Contradiction) -> String {
    use Contradiction as C;
    let key = |code: &str| format!("contradiction-{}", code.replace('_', "-"));
    let own = key(found.code());
    match found {
        C::ClockNotSet { tag, year: 0 } => t.get1(key("clock_blank"), "tag", tag),
        C::ClockNotSet { tag, year } => t.get2(own, "tag", tag, "year", year.to_string()),
        C::NotADate { tag } => t.get1(own, "tag", tag),
        C::NotAPlace | C::TooLong { .. } | C::ThumbnailDiffers | C::NameDisagrees => t.get(own),
        C::AfterReceipt { tag, minutes }
        | C::AfterClaimedTime { tag, minutes }
        | C::ChangedLater { tag, minutes } => t.get2(own, "tag", tag, "gap", gap(t, *minutes)),
        C::DatesDisagree {
            tag,
            other,
            minutes,
        } => t.with(
            own,
            &[
                ("tag", tag.clone()),
                ("other", other.clone()),
                ("gap", gap(t, *minutes)),
            ],
        ),
        C::FarFromClaimedPlace { distance_m } | C::PlacesDisagree { distance_m } => {
            t.get1(own, "km", format!("{:.0}", distance_m / 1_000.0))
        }
        C::LaterHand { class } => t.get1(own, "class", t.vocab("software-class", class)),
        C::SizeDisagrees { claimed, decoded } => {
            let size = |(width, height): &(u32, u32)| format!("{width} × {height}");
            t.get2(own, "claimed", size(claimed), "decoded", size(decoded))
        }
        C::DurationDisagrees {
            claimed_s,
            container_s,
        } => {
            let seconds = |value: &f64| format!("{value:.1}");
            t.get2(
                own,
                "claimed",
                seconds(claimed_s),
                "container",
                seconds(container_s),
            )
        }
    }
}

/// A gap in its coarsest unit.
fn gap(t: &Translator, minutes: i64) -> String {
    let (key, count) = match minutes {
        m if m >= 2 * 1_440 => ("gap-days", m / 1_440),
        m if m >= 120 => ("gap-hours", m / 60),
        m => ("gap-minutes", m),
    };
    t.get1(key, "count", count)
}

#[cfg(test)]
mod tests {
    use cairn_domain::metadata::SoftwareClass;

    use super::*;
    use crate::i18n::Locales;

    #[test]
    fn every_contradiction_has_a_sentence() {
        let t = Locales::load().get(None);
        for code in Contradiction::ALL_CODES {
            let key = format!("contradiction-{}", code.replace('_', "-"));
            assert!(t.knows(&key), "{key}");
        }
        let class = SoftwareClass::Editor;
        assert_eq!(
            sentence(&t, &Contradiction::LaterHand { class }),
            "It says it went through an editor of pictures or films."
        );
        let tag = "CreateDate".to_owned();
        assert_eq!(
            sentence(
                &t,
                &Contradiction::AfterReceipt {
                    tag,
                    minutes: 4_400
                }
            ),
            "CreateDate lies at least 3 days after the moment the file was received."
        );
    }

    #[test]
    fn a_date_is_shown_with_its_zone_or_without_one() {
        let t = Locales::load().get(None);
        let shown = |raw| {
            let claim = OpenClaim {
                tag: "CreateDate".into(),
                value: cairn_domain::metadata::tags::read("CreateDate", raw).expect("a date"),
                place: "EXIF".into(),
                tool: "test".into(),
            };
            let row = row(&t, &claim);
            (row.value, row.note)
        };
        assert_eq!(
            shown("2022-09-30T07:31:02+04:30"),
            ("2022-09-30 07:31:02 +04:30".into(), String::new())
        );
        assert_eq!(
            shown("2022:09:30 07:31:02"),
            ("2022-09-30 07:31:02".into(), "no zone written".into())
        );
    }
}
