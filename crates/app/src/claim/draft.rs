//! A claim as typed, and how it becomes a record or a list of what is wrong with it.

use cairn_domain::{Claim, Digest};

use super::fields::{code, count, day, digest, is_yes, link, plain_code, trimmed};
use crate::{AppError, FieldError, place::point};

/// Nobody types more into one field, and nothing longer is published.
const LONGEST: usize = 20_000;

macro_rules! drafts {
    ($($(#[$doc:meta])* $field:ident),* $(,)?) => {
        /// A claim as typed, or as a row of a table says it.
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct ClaimDraft { $($(#[$doc])* pub $field: String),* }

        /// Columns of a table of claims, by the names of the fields.
        pub const COLUMNS: &[&str] = &[$(stringify!($field)),*];

        impl ClaimDraft {
            /// A field by its name.
            pub fn field(&self, name: &str) -> &str {
                match name {
                    $(stringify!($field) => &self.$field,)*
                    _ => "",
                }
            }

            /// Sets a field by its name; unknown names are ignored.
            pub fn set(&mut self, name: &str, value: String) {
                match name {
                    $(stringify!($field) => self.$field = value,)*
                    _ => {}
                }
            }
        }
    };
}

drafts! {
    /// Itemised, aggregate, denial or competing; empty is itemised.
    kind,
    /// Who says so.
    claimant,
    /// Where they said it.
    outlet,
    /// Which issue of it.
    issue,
    /// `YYYY-MM-DD`; may be empty.
    published_on,
    /// Language of the quote.
    language,
    /// The day they name, `YYYY-MM-DD`.
    date,
    /// Day, week, month or year; empty is day.
    date_precision,
    /// The date as it stands in the source.
    stated_date,
    /// The calendar it is stated in; empty is Gregorian.
    calendar,
    /// The place they name.
    place_name,
    /// The province they name.
    province,
    /// Its code.
    pcode,
    /// Coordinates in any notation; may be empty.
    point,
    /// Code of whom they say they hit.
    target,
    /// Code of the event vocabulary.
    method,
    /// What they say, in a line.
    statement,
    /// In their words.
    quote,
    /// Translated.
    translation,
    /// Killed, at least; empty is not said, 0 is nobody.
    killed_min,
    /// At most; empty beside a least is the same number.
    killed_max,
    /// Injured, at least.
    injured_min,
    /// At most.
    injured_max,
    /// Link to an archived copy.
    archive_url,
    /// Its digest.
    archive_sha256,
    /// `yes` if the link may be published.
    archive_public,
}

impl ClaimDraft {
    /// What is typed for a claim that exists.
    pub fn of(claim: &Claim) -> Self {
        let count = |count: Option<u32>| count.map(|count| count.to_string()).unwrap_or_default();
        let point = claim
            .point
            .map(|point| format!("{}, {}", point.lat(), point.lon()));
        Self {
            kind: claim.kind.to_string(),
            claimant: claim.claimant.clone(),
            outlet: claim.outlet.clone(),
            issue: claim.issue.clone(),
            published_on: claim
                .published_on
                .map(|day| day.to_string())
                .unwrap_or_default(),
            language: claim.language.clone(),
            date: claim.date.to_string(),
            date_precision: claim.date_precision.to_string(),
            stated_date: claim.stated_date.clone(),
            calendar: claim.calendar.to_string(),
            place_name: claim.place_name.clone(),
            province: claim.province.clone(),
            pcode: claim.pcode.clone(),
            point: point.unwrap_or_default(),
            target: claim.target.clone(),
            method: claim.method.clone(),
            statement: claim.statement.clone(),
            quote: claim.quote.clone(),
            translation: claim.translation.clone(),
            killed_min: count(claim.killed.min),
            killed_max: count(claim.killed.max),
            injured_min: count(claim.injured.min),
            injured_max: count(claim.injured.max),
            archive_url: claim.archive_url.clone(),
            archive_sha256: claim
                .archive_sha256
                .map(|digest| digest.to_string())
                .unwrap_or_default(),
            archive_public: match claim.archive_public {
                true => "yes".to_owned(),
                false => String::new(),
            },
        }
    }

    /// A digest of what the row says, whatever its blanks and capitals: the same row is known again.
    pub(super) fn digest(&self) -> String {
        let squeezed = COLUMNS.iter().map(|name| {
            let words: Vec<_> = self.field(name).split_whitespace().collect();
            words.join(" ").to_lowercase()
        });
        let whole: Vec<String> = squeezed.collect();
        Digest::of_bytes(whole.join("\u{1f}").as_bytes()).to_string()
    }

    /// Reads what was typed into a claim, which keeps everything that is not typed.
    pub(super) fn read(&self, into: Claim) -> Result<Claim, AppError> {
        let mut errors = Vec::new();
        let claim = self.fill(into, &mut errors);
        match errors.is_empty() {
            true => Ok(claim),
            false => Err(AppError::Invalid(errors)),
        }
    }

    fn fill(&self, into: Claim, errors: &mut Vec<FieldError>) -> Claim {
        self.check_lengths(errors);
        let date = day("date", &self.date, errors);
        if self.date.trim().is_empty() {
            errors.push(FieldError::new("date", "field-missing"));
        }
        let published_on = day("published_on", &self.published_on, errors);
        let claim = Claim {
            kind: code("kind", &self.kind, into.kind, errors),
            claimant: FieldError::required("claimant", &self.claimant, errors),
            outlet: trimmed(&self.outlet),
            issue: trimmed(&self.issue),
            published_on,
            language: trimmed(&self.language),
            date: date.unwrap_or(into.date),
            date_precision: code(
                "date_precision",
                &self.date_precision,
                into.date_precision,
                errors,
            ),
            stated_date: trimmed(&self.stated_date),
            calendar: code("calendar", &self.calendar, into.calendar, errors),
            place_name: trimmed(&self.place_name),
            province: FieldError::required("province", &self.province, errors),
            pcode: trimmed(&self.pcode),
            point: point(&self.point, errors),
            target: plain_code("target", &self.target, errors),
            method: plain_code("method", &self.method, errors),
            statement: FieldError::required("statement", &self.statement, errors),
            quote: trimmed(&self.quote),
            translation: trimmed(&self.translation),
            killed: count(
                ("killed_min", &self.killed_min),
                ("killed_max", &self.killed_max),
                errors,
            ),
            injured: count(
                ("injured_min", &self.injured_min),
                ("injured_max", &self.injured_max),
                errors,
            ),
            archive_url: link(&self.archive_url, errors),
            archive_sha256: digest(&self.archive_sha256, errors),
            archive_public: is_yes(&self.archive_public, errors),
            ..into
        };
        let is_exact = claim.date_precision == cairn_domain::ClaimDatePrecision::Day;
        if is_exact
            && let (Some(published), Some(named)) = (published_on, date)
            && published < named
        {
            let detail = named.to_string();
            errors.push(FieldError::with(
                "published_on",
                "claim-before-event",
                detail,
            ));
        }
        claim
    }

    fn check_lengths(&self, errors: &mut Vec<FieldError>) {
        for name in COLUMNS {
            if self.field(name).chars().count() > LONGEST {
                errors.push(FieldError::with(name, "text-long", LONGEST.to_string()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use cairn_domain::{ClaimId, ClaimKind, ShortId};
    use chrono::NaiveDate;
    use uuid::Uuid;

    use super::*;

    fn blank() -> Claim {
        let short = ShortId::from_random([1; 6]);
        Claim::about(ClaimId(Uuid::nil()), short, NaiveDate::default())
    }

    fn draft() -> ClaimDraft {
        ClaimDraft {
            claimant: "ISIS-K".into(),
            date: "2022-09-30".into(),
            province: "Kabul".into(),
            statement: "An attack".into(),
            ..ClaimDraft::default()
        }
    }

    #[test]
    fn what_is_typed_survives_being_read_and_shown_again() {
        let typed = ClaimDraft {
            kind: "denial".into(),
            killed_min: "0".into(),
            point: "34.5, 69.2".into(),
            archive_public: "yes".into(),
            ..draft()
        };
        let claim = typed.read(blank()).expect("reads");
        assert_eq!((claim.kind, claim.killed.min), (ClaimKind::Denial, Some(0)));
        assert_eq!(claim.killed.max, None, "at least nobody says no most");
        let again = ClaimDraft::of(&claim).read(blank()).expect("reads");
        assert_eq!(again, claim);
    }

    #[test]
    fn every_fault_is_named_with_its_field() {
        let bad = ClaimDraft {
            kind: "rumour".into(),
            claimant: " ".into(),
            published_on: "2022-09-29".into(),
            target: "People & things".into(),
            killed_min: "many".into(),
            injured_min: "5".into(),
            injured_max: "4".into(),
            archive_url: "javascript:alert(1)".into(),
            archive_sha256: "abc".into(),
            archive_public: "maybe".into(),
            ..draft()
        };
        let Err(AppError::Invalid(errors)) = bad.read(blank()) else {
            panic!("it is full of faults");
        };
        let mut fields: Vec<_> = errors.iter().map(|error| error.field).collect();
        fields.sort_unstable();
        assert_eq!(
            fields,
            [
                "archive_public",
                "archive_sha256",
                "archive_url",
                "claimant",
                "injured_max",
                "killed_min",
                "kind",
                "published_on",
                "target"
            ]
        );
    }

    #[test]
    fn a_row_is_the_same_row_whatever_its_blanks_and_capitals() {
        let shouted = ClaimDraft {
            claimant: " isis-k ".into(),
            statement: "An  ATTACK".into(),
            ..draft()
        };
        assert_eq!(shouted.digest(), draft().digest());
        let moved = ClaimDraft {
            outlet: "ISIS-K".into(),
            claimant: String::new(),
            ..draft()
        };
        assert_ne!(moved.digest(), draft().digest());
    }
}
