//! Incidents for the items to evidence.

use cairn_app::{App, Visit};
use cairn_domain::{Casualties, Incident, IncidentId, Point, ShortId};
use cairn_storage::Store;
use chrono::TimeDelta;

use super::{AT_ONCE, roll::Roll};
use crate::{Problem, instance::beginning};

/// Opens this many incidents.
pub(super) async fn incidents(
    app: &App,
    visit: &Visit,
    count: usize,
) -> Result<Vec<IncidentId>, Problem> {
    let mut roll = Roll::of(&app.dice);
    let all: Vec<_> = (0..count)
        .map(|number| incident(app, &mut roll, number))
        .collect();
    let ids = all.iter().map(|incident| incident.id).collect();
    for some in all.chunks(AT_ONCE) {
        let (store, project, some) = (app.store.clone(), visit.project.id, some.to_vec());
        Store::detached(async move {
            let tx = store.begin().await?;
            for incident in &some {
                tx.insert_incident(project, incident).await?;
            }
            tx.commit().await
        })
        .await?;
    }
    Ok(ids)
}

fn incident(app: &App, roll: &mut Roll, number: usize) -> Incident {
    let date = (beginning() - TimeDelta::days((number % 1_000) as i64)).date_naive();
    let province = roll.one_of(&["Kabul", "Kunduz", "Nangarhar", "Balkh", "Herat"]);
    let id = IncidentId(app.dice.uuid(beginning()));
    let title = format!("Attack {number} in {province}");
    Incident {
        summary: "Invented for measuring.".into(),
        point: Point::try_new(34.5, 69.1).ok(),
        precision_m: 1_000.0,
        place_name: "A bazaar".into(),
        province: province.into(),
        event_type: roll
            .one_of(&["bombing", "suicide_bombing", "shooting"])
            .into(),
        targets: vec!["civilians_general".into()],
        location_types: vec![
            roll.one_of(&["market_shop", "school_education", "residence"])
                .into(),
        ],
        crowd_in_public: roll.percent(50),
        killed: Casualties::between(Some(roll.below(9)), None),
        synthetic: true,
        ..Incident::bare(id, distinct(number), &title, date)
    }
}

/// Thirty letters to the power of six are enough for every number to have its own.
fn distinct(mut number: usize) -> ShortId {
    let letters = std::array::from_fn(|_| {
        let letter = number % 30;
        number /= 30;
        u8::try_from(letter).unwrap_or(0)
    });
    ShortId::from_random(letters)
}
