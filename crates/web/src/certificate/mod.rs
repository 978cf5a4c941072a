//! A custody report as a page that needs nothing but itself: to read in any browser, and on A4.

mod item;
mod judged;
mod past;
mod view;

use askama::Template;
use cairn_app::{AppError, certificate::Certificate};

use crate::i18n::{Locales, Translator};
use view::{Card, History, Section, moment, people, withheld};

/// The tokens of every page, then what a report adds.
const STYLE: &str = concat!(
    include_str!("../../../../web/styles/tokens.css"),
    include_str!("../../../../web/styles/certificate.css")
);

#[derive(Template)]
#[template(path = "certificate.html", whitespace = "minimize")]
struct CertificatePage<'a> {
    t: &'a Translator,
    style: &'static str,
    made: &'a Certificate,
    made_by: String,
    made_at: String,
    attests: Vec<String>,
    does_not_attest: Vec<String>,
    withheld: Vec<String>,
    sections: Vec<Section>,
    history: Vec<History>,
    ledger: Card,
    people: Vec<(String, String)>,
}

/// The page in a language the server speaks, or in English.
///
/// # Errors
/// If the template cannot be drawn, which is a fault of ours.
pub fn certificate_html(made: &Certificate, language: Option<&str>) -> Result<String, AppError> {
    draw(&Locales::load().get(language), made)
}

/// The page in the words of a translator.
pub(crate) fn draw(t: &Translator, made: &Certificate) -> Result<String, AppError> {
    let page = CertificatePage {
        t,
        style: STYLE,
        made,
        made_by: view::maker(t, made),
        made_at: moment(made.made.at),
        attests: numbered(t, "attests", made.statement.attests.len()),
        does_not_attest: numbered(t, "no-attest", made.statement.does_not_attest.len()),
        withheld: withheld(t, made),
        sections: vec![
            item::about(t, made),
            item::files(t, made),
            item::sources(t, made),
            item::incidents(t, made),
            judged::findings(t, made),
            judged::objections(t, made),
            judged::sign_offs(t, made),
            judged::redactions(t, made),
            item::matches(t, made),
            past::publication(t, made),
        ],
        history: past::history(t, made),
        ledger: past::ledger(t, made),
        people: people(made),
    };
    page.render().map_err(AppError::internal)
}

/// The sentences of the statement, which the record has in English, in the reader's language.
fn numbered(t: &Translator, part: &str, count: usize) -> Vec<String> {
    (1..=count)
        .map(|number| t.get(format!("certificate-{part}-{number}")))
        .collect()
}

#[cfg(test)]
mod tests {
    use cairn_app::certificate::{Channel, NoProof, STATEMENT, Standing, WithheldKind};

    use super::*;

    /// Whoever changes the one must see the other.
    #[test]
    fn the_page_states_in_english_what_the_record_states() {
        let t = Locales::load().get(None);
        let attests = numbered(&t, "attests", STATEMENT.attests.len());
        assert_eq!(attests, STATEMENT.attests);
        let none = numbered(&t, "no-attest", STATEMENT.does_not_attest.len());
        assert_eq!(none, STATEMENT.does_not_attest);
    }

    #[test]
    fn whatever_is_withheld_has_its_words() {
        let t = Locales::load().get(None);
        for kind in WithheldKind::ALL {
            let key = format!("certificate-withheld-{}", kind.code().replace('_', "-"));
            assert!(t.knows(&key), "{key}");
        }
        let channels = Channel::ALL
            .iter()
            .map(|code| t.vocab("custody-channel", code));
        let standings = Standing::ALL
            .iter()
            .map(|code| t.vocab("custody-standing", code));
        let reasons = NoProof::ALL
            .iter()
            .map(|code| t.vocab("custody-no-proof", code));
        for words in channels.chain(standings).chain(reasons) {
            assert!(!words.starts_with("vocab-"), "{words}");
        }
    }
}
