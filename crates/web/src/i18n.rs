//! Words: Fluent messages by key, English complete, a pseudo-locale for testing right-to-left.

use std::{borrow::Cow, collections::HashMap, fmt::Display, sync::Arc};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

#[derive(RustEmbed)]
#[folder = "../../web/locales"]
struct Files;

type Bundle = FluentBundle<FluentResource>;

/// Every language the server speaks.
pub(crate) struct Locales(HashMap<&'static str, Translator>);

/// The code of the pseudo-locale: accented English, right to left. It answers in a demonstration, and
/// where the operator asks for it.
pub(crate) const PSEUDO: &str = "x-rtl";
/// What it says it is: the private-use region XB stands for pseudo-bidi, and browsers accept it.
const PSEUDO_TAG: &str = "en-XB";
const ENGLISH: &str = "en";

impl Locales {
    /// Reads the embedded files.
    pub(crate) fn load() -> Self {
        let english = Translator::new(ENGLISH, "ltr", bundle(None));
        Self(HashMap::from([(ENGLISH, english)]))
    }

    /// The same, with the pseudo-locale.
    pub(crate) fn with_pseudo() -> Self {
        let pseudo = Translator::new(PSEUDO_TAG, "rtl", bundle(Some(accented)));
        let mut locales = Self::load();
        locales.0.insert(PSEUDO, pseudo);
        locales
    }

    /// The translator for a wished language, or English.
    pub(crate) fn get(&self, wished: Option<&str>) -> Translator {
        let known = wished.and_then(|wished| self.0.get(wished));
        known
            .or_else(|| self.0.get(ENGLISH))
            .expect("English is always loaded")
            .clone()
    }
}

fn bundle(transform: Option<fn(&str) -> Cow<'_, str>>) -> Bundle {
    let language: LanguageIdentifier = ENGLISH.parse().expect("`en` is a language identifier");
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // Values are names and numbers inside isolated elements; the marks would end up in titles.
    bundle.set_use_isolating(false);
    bundle.set_transform(transform);
    for name in Files::iter().filter(|name| name.ends_with(".ftl")) {
        let file = Files::get(&name)
            .map(|file| file.data.into_owned())
            .unwrap_or_default();
        let text = String::from_utf8_lossy(&file).into_owned();
        let resource = match FluentResource::try_new(text) {
            Ok(resource) => resource,
            // What could be read is used; a test reads every file strictly.
            Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// Vowels get accents, so that a word which never went through Fluent stands out.
fn accented(text: &str) -> Cow<'_, str> {
    let swap = |letter| match letter {
        'a' => 'á',
        'e' => 'é',
        'i' => 'í',
        'o' => 'ó',
        'u' => 'ú',
        other => other,
    };
    Cow::Owned(text.chars().map(swap).collect())
}

/// Words in one language.
#[derive(Clone)]
pub struct Translator {
    code: &'static str,
    dir: &'static str,
    bundle: Arc<Bundle>,
}

impl Translator {
    fn new(code: &'static str, dir: &'static str, bundle: Bundle) -> Self {
        Self {
            code,
            dir,
            bundle: Arc::new(bundle),
        }
    }

    /// Language code for `lang`.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// `ltr` or `rtl`.
    pub fn dir(&self) -> &'static str {
        self.dir
    }

    /// The words of a key. An unknown key comes back as itself, which a test forbids.
    pub fn get(&self, key: impl AsRef<str>) -> String {
        self.find(key.as_ref(), None)
            .unwrap_or_else(|| key.as_ref().to_owned())
    }

    /// The words of a key with one value.
    pub fn get1(&self, key: impl AsRef<str>, name: &str, value: impl Display) -> String {
        self.with(key, &[(name, value.to_string())])
    }

    /// The words of a key with two values.
    pub fn get2(
        &self,
        key: impl AsRef<str>,
        first: &str,
        one: impl Display,
        second: &str,
        two: impl Display,
    ) -> String {
        self.with(key, &[(first, one.to_string()), (second, two.to_string())])
    }

    /// The words of a key with values. Whole numbers choose plurals.
    pub(crate) fn with(&self, key: impl AsRef<str>, values: &[(&str, String)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, fluent_value(value));
        }
        self.find(key.as_ref(), Some(&args))
            .unwrap_or_else(|| key.as_ref().to_owned())
    }

    /// Whether there are words for a key.
    pub fn knows(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The word for a value of a vocabulary: `vocab-<name>-<code>`.
    pub fn vocab(&self, name: &str, code: impl Display) -> String {
        self.get(format!(
            "vocab-{name}-{}",
            code.to_string().replace('_', "-")
        ))
    }

    fn find(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut ignored = Vec::new();
        Some(
            self.bundle
                .format_pattern(pattern, args, &mut ignored)
                .into_owned(),
        )
    }
}

/// A number if it reads as one, so that plural rules apply.
fn fluent_value(text: &str) -> FluentValue<'static> {
    match text.parse::<i64>() {
        Ok(number) => FluentValue::from(number),
        Err(_) => FluentValue::from(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_reads_strictly_and_no_key_stands_twice() {
        let language: LanguageIdentifier = ENGLISH.parse().expect("a language identifier");
        let mut bundle = Bundle::new_concurrent(vec![language]);
        for name in Files::iter().filter(|name| name.ends_with(".ftl")) {
            let file = Files::get(&name).expect("listed").data.into_owned();
            let text = String::from_utf8(file).expect("UTF-8");
            let resource = FluentResource::try_new(text);
            let resource = resource
                .map_err(|(_, errors)| errors)
                .expect("valid Fluent");
            bundle
                .add_resource(resource)
                .map_err(|errors| (name, errors))
                .expect("no key twice");
        }
    }

    #[test]
    fn the_pseudo_locale_is_right_to_left_and_visibly_different() {
        let locales = Locales::with_pseudo();
        let (english, pseudo) = (locales.get(None), locales.get(Some(PSEUDO)));
        assert_eq!((english.dir(), pseudo.dir()), ("ltr", "rtl"));
        assert_ne!(english.get("shell-skip"), pseudo.get("shell-skip"));
    }
}
