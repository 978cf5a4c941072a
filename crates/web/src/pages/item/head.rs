//! The head of an item's pages: id, title, stage, who holds it.

use cairn_app::{Visit, review::Dossier};

use crate::{
    i18n::Translator,
    present::{
        Moment, moment,
        offers::{Audience, chip_kind, stage_words},
    },
};

/// Id, title, stage and who holds it.
pub(super) struct Head {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) stage: String,
    pub(super) chip: &'static str,
    pub(super) since: Moment,
    /// Who works on it and until when; empty if nobody does.
    pub(super) lease: String,
    pub(super) is_mine: bool,
    pub(super) is_synthetic: bool,
}

/// Reads it from a dossier.
pub(super) fn head(t: &Translator, visit: &Visit, audience: &Audience<'_>) -> Head {
    let item = &audience.dossier.item;
    let zone = &visit.project.zone;
    let lease = item.state.holder(audience.now);
    let is_mine = lease.is_some_and(|lease| lease.by == visit.user);
    let words = lease.map(|lease| {
        let until = moment(lease.until, zone).local;
        let name = audience.dossier.names.get(&lease.by).cloned();
        let name = name.unwrap_or_else(|| t.get("someone"));
        if is_mine {
            t.get1("lease-yours", "until", until)
        } else {
            t.get2("lease-theirs", "name", name, "until", until)
        }
    });
    Head {
        id: format!("{}-{}", visit.project.code, item.short),
        title: if item.title.is_empty() {
            t.get("item-untitled")
        } else {
            item.title.clone()
        },
        stage: stage_words(t, &item.state.stage),
        chip: chip_kind(item.state.kind, item.state.outcome),
        since: moment(item.state.entered_at, zone),
        lease: words.unwrap_or_default(),
        is_mine,
        is_synthetic: item.is_synthetic,
    }
}

/// `AFG-7K3QXM Smoke over a school`
pub(in crate::pages) fn page_title(t: &Translator, visit: &Visit, dossier: &Dossier) -> String {
    let item = &dossier.item;
    let title = if item.title.is_empty() {
        t.get("item-untitled")
    } else {
        item.title.clone()
    };
    format!("{}-{} {title}", visit.project.code, item.short)
}
