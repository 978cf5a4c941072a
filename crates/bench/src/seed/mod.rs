//! Many items of a realistic shape, written through storage in large transactions: files with
//! derivatives and claims, sources, findings, comments, matches, and the log that leads each item
//! to its stage. There are no bytes behind the files; nothing measured here reads any.

mod history;
mod incidents;
mod parts;
mod roll;

use std::{collections::HashSet, sync::Arc};

use cairn_app::{App, Visit};
use cairn_domain::{Digest, ItemId, ShortId};
use cairn_review::Workflow;
use cairn_storage::{NewItem, Store, WriteTx};
use chrono::{DateTime, TimeDelta, Utc};

use self::{
    history::{Ending, History},
    incidents::incidents,
    roll::Roll,
};
use crate::{
    Problem,
    instance::{self, People, beginning},
};

/// Items in one transaction.
const AT_ONCE: usize = 1_000;

/// Where an item stands when the seeding is done, with its share in percent. About what a project
/// looks like after a year, with its work in front of it.
const ENDINGS: [(Ending, u32); 11] = [
    (Ending::Intake, 2),
    (Ending::Triage, 12),
    (Ending::Geolocation, 15),
    (Ending::Chronolocation, 10),
    (Ending::SignOff, 5),
    (Ending::Approved, 3),
    (Ending::Published, 38),
    (Ending::Rejected, 7),
    (Ending::Duplicate, 4),
    (Ending::Unverifiable, 3),
    (Ending::Withdrawn, 1),
];

/// What the seeding made and goes on with.
struct World {
    app: App,
    visit: Visit,
    people: People,
    workflow: Arc<Workflow>,
    incidents: Vec<cairn_domain::IncidentId>,
    shorts: HashSet<ShortId>,
    /// Items and their first files so far, for matches and duplicates.
    known: Vec<(ItemId, Option<cairn_domain::FileId>)>,
}

/// Fills an empty instance with this many items. The same number gives the same rows.
pub async fn seed(app: &App, items: usize) -> Result<(), Problem> {
    let people = instance::people(app).await?;
    let visit = instance::visit(app).await?;
    let (version, draft) = app.store.read().newest_workflow(visit.project.id).await?;
    let workflow =
        Workflow::try_from_draft(draft, version).map_err(|flaws| format!("{flaws:?}"))?;
    let mut world = World {
        incidents: incidents(app, &visit, (items / 5).max(1)).await?,
        app: app.clone(),
        visit,
        people,
        workflow: Arc::new(workflow),
        shorts: HashSet::new(),
        known: Vec::with_capacity(items),
    };
    let mut roll = Roll::of(&app.dice);
    for first in (0..items).step_by(AT_ONCE) {
        let count = AT_ONCE.min(items - first);
        world = Store::detached(async move {
            let tx = world.app.store.begin().await?;
            for number in first..first + count {
                world.item(&tx, &mut roll, number).await?;
            }
            tx.commit().await?;
            Ok::<_, Problem>(world)
        })
        .await?;
        roll = Roll::of(&app.dice);
    }
    Ok(())
}

impl World {
    async fn item(&mut self, tx: &WriteTx, roll: &mut Roll, number: usize) -> Result<(), Problem> {
        let received_at = received_at(number);
        let new = self.new_item(roll, received_at);
        let (id, ending) = (new.id, ending(roll));
        let mut history = History::begin(self, roll, received_at);
        tx.insert_item(
            &new,
            history.first(),
            &self.app.dice.bytes(),
            history.state(),
        )
        .await?;
        let file = parts::files(self, tx, roll, id, received_at).await?;
        parts::around(self, tx, roll, id, file, received_at).await?;
        history.lead_to(self, roll, ending);
        history.write(self, tx, id).await?;
        if ending != Ending::Intake {
            let revision = Digest::of_json(history.state());
            tx.mark_intake_done(id, &revision).await?;
        }
        self.known.push((id, file));
        Ok(())
    }

    fn new_item(&mut self, roll: &mut Roll, received_at: DateTime<Utc>) -> NewItem {
        let mut short = ShortId::from_random(self.app.dice.bytes());
        while !self.shorts.insert(short.clone()) {
            short = ShortId::from_random(self.app.dice.bytes());
        }
        let what = roll.one_of(&[
            "Smoke over the district seen from a roof",
            "People running from the mosque after the blast",
            "Damaged gate and a burnt car in front of the school",
            "Ambulances at the hospital entrance",
            "Armed men on two motorcycles on the bazaar road",
        ]);
        let place = roll.one_of(&["Kabul, district 13", "Kunduz", "Jalalabad bazaar", "Mazar"]);
        NewItem {
            id: ItemId(self.app.dice.uuid(received_at)),
            project: self.visit.project.id,
            title: format!("{what}, {place}"),
            receipt: Some(Digest::of_bytes(short.as_str().as_bytes())),
            short,
            claimed_what: format!("{what}. Sent by a cousin who was there."),
            claimed_where: place.into(),
            claimed_when: "The same day, in the morning".into(),
            received_at,
            is_synthetic: true,
        }
    }
}

/// One every ten minutes, from long ago until the beginning.
fn received_at(number: usize) -> DateTime<Utc> {
    let minutes = i64::try_from(number).unwrap_or(0) * 10;
    beginning() - TimeDelta::days(1_000) + TimeDelta::minutes(minutes)
}

fn ending(roll: &mut Roll) -> Ending {
    let mut left = roll.below(100);
    for (ending, share) in ENDINGS {
        match left.checked_sub(share) {
            Some(rest) => left = rest,
            None => return ending,
        }
    }
    Ending::Published
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up() {
        assert_eq!(ENDINGS.iter().map(|(_, share)| share).sum::<u32>(), 100);
    }
}
