//! The codebook that every project starts with: what can happen, who was hit, what kind of place.
//!
//! Projects add terms, rename and retire them; a code never changes its meaning and never goes
//! away, so that a release of years ago still says what it said.

use crate::vocabulary;

vocabulary! {
    /// The lists of codes that belong to a project.
    pub enum Vocabulary {
        /// What happened.
        EventType = "event_type",
        /// Who was hit.
        TargetType = "target_type",
        /// What kind of place it was.
        LocationType = "location_type",
    }
}

/// A code of the codebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodebookTerm {
    /// Stable: lower-case letters, digits and underscores.
    pub code: &'static str,
    /// The wider term it belongs to.
    pub parent: Option<&'static str>,
    /// Whether it is kept for older records only.
    pub retired: bool,
}

const fn top(code: &'static str) -> CodebookTerm {
    CodebookTerm {
        code,
        parent: None,
        retired: false,
    }
}

const fn under(parent: &'static str, code: &'static str) -> CodebookTerm {
    CodebookTerm {
        code,
        parent: Some(parent),
        retired: false,
    }
}

const fn old(parent: &'static str, code: &'static str) -> CodebookTerm {
    CodebookTerm {
        code,
        parent: Some(parent),
        retired: true,
    }
}

const EVENT_TYPES: &[CodebookTerm] = &[
    top("suicide_bombing"),
    top("bombing"),
    under("bombing", "roadside_bomb"),
    under("bombing", "magnetic_bomb"),
    old("bombing", "ied"),
    top("complex_attack"),
    top("shooting"),
    top("assassination"),
    top("ambush"),
    top("grenade"),
    top("rocket"),
    top("abduction"),
    top("sabotage"),
    top("other"),
    old("other", "raid"),
];

const TARGETS: &[CodebookTerm] = &[
    top("taliban"),
    under("taliban", "taliban_security"),
    under("taliban", "taliban_official_civil"),
    old("taliban_official_civil", "officials"),
    top("civilians"),
    under("civilians", "civilians_general"),
    under("civilians", "civilians_hazara_shia"),
    under("civilians_hazara_shia", "hazara"),
    under("civilians_hazara_shia", "shia"),
    under("civilians", "civilians_sufi"),
    old("civilians_sufi", "sufi"),
    under("civilians", "civilians_sikh_hindu"),
    old("civilians_sikh_hindu", "sikh"),
    top("religious_scholar"),
    old("religious_scholar", "religious_leaders"),
    top("media_journalist"),
    old("media_journalist", "journalists"),
    top("diplomatic_foreign"),
    under("diplomatic_foreign", "diplomatic"),
    under("diplomatic_foreign", "foreign_nationals"),
    top("humanitarian_ngo"),
    top("infrastructure"),
    under("infrastructure", "infrastructure_power"),
    under("infrastructure", "infrastructure_transport"),
    under("infrastructure", "infrastructure_communications"),
    top("other"),
];

const LOCATIONS: &[CodebookTerm] = &[
    top("market_shop"),
    old("market_shop", "market"),
    under("market_shop", "hotel"),
    top("school_education"),
    old("school_education", "school"),
    under("school_education", "cultural_centre"),
    top("hospital_health"),
    old("hospital_health", "hospital"),
    top("funeral"),
    top("wedding"),
    top("mosque_religious_service"),
    old("mosque_religious_service", "religious_service"),
    top("embassy_diplomatic"),
    old("embassy_diplomatic", "embassy"),
    top("public_transport"),
    under("public_transport", "transport_hub"),
    top("residence"),
    top("government_building"),
    top("military_base"),
    old("military_base", "military_site"),
    top("road_checkpoint"),
    under("road_checkpoint", "checkpoint"),
    under("road_checkpoint", "patrol"),
    under("road_checkpoint", "road"),
    top("power_infrastructure"),
    old("power_infrastructure", "power_line"),
    top("open_ground"),
    top("other"),
];

/// The terms that every project starts with, each after its parent.
pub const fn codebook(vocabulary: Vocabulary) -> &'static [CodebookTerm] {
    match vocabulary {
        Vocabulary::EventType => EVENT_TYPES,
        Vocabulary::TargetType => TARGETS,
        Vocabulary::LocationType => LOCATIONS,
    }
}

/// Whether a code of who was hit, or one of the wider terms it belongs to, is of civilians.
pub fn is_civilian(code: &str) -> bool {
    const CIVILIAN: [&str; 5] = [
        "civilians",
        "religious_scholar",
        "media_journalist",
        "diplomatic_foreign",
        "humanitarian_ngo",
    ];
    let known = TARGETS.iter().find(|term| term.code == code);
    CIVILIAN.contains(&code) || known.and_then(|term| term.parent).is_some_and(is_civilian)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parent_comes_before_its_terms_and_codes_are_given_once() {
        for vocabulary in Vocabulary::ALL {
            let terms = codebook(*vocabulary);
            for (index, term) in terms.iter().enumerate() {
                let before = &terms[..index];
                assert!(
                    before.iter().all(|other| other.code != term.code),
                    "{}",
                    term.code
                );
                if let Some(parent) = term.parent {
                    let parent = before.iter().find(|other| other.code == parent);
                    assert!(parent.is_some(), "{}", term.code);
                }
            }
        }
    }

    #[test]
    fn civilians_are_told_by_the_wider_term() {
        assert!(is_civilian("hazara") && is_civilian("civilians_sufi") && is_civilian("sufi"));
        assert!(!is_civilian("taliban_official_civil") && !is_civilian("other"));
    }
}
