//! The public dataset at scale: a table of invented incidents published through the product's own
//! write path, and the product's server on it, for another program to ask and to measure.

use std::{fs, net::SocketAddr, path::PathBuf};

use cairn_app::{App, Clock, Visit, release};
use cairn_domain::{PrecisionClass, ProjectCode, ProjectId, ShortId};
use cairn_storage::{PublishedFigures, PublishedRow, Store};
use cairn_web::{Web, WebSettings};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::{
    Problem,
    instance::{self, beginning},
    measure::now,
};

/// Incidents in one transaction.
const AT_ONCE: usize = 20_000;
/// Who builds the release.
const LEAD: &str = "lead1@bench.example";
/// Who says that it harms no one.
const SIGNER: &str = "lead2@bench.example";

/// What is to be served.
#[derive(Debug, Clone)]
pub struct Public {
    /// The table, as `make_incidents.py` writes it.
    pub table: PathBuf,
    /// Where the instance is made and kept.
    pub directory: PathBuf,
    /// Where it listens.
    pub listen: SocketAddr,
}

/// Publishes the table if that was not done yet, and serves until the program is stopped.
pub async fn run(wanted: &Public) -> Result<(), Problem> {
    let stocked = wanted.directory.join("stocked");
    if !stocked.exists() {
        fs::create_dir_all(&wanted.directory)?;
        let began = now();
        let app = instance::open(&wanted.directory, Clock::standing_at(beginning()), None).await?;
        let rows = publish(&app, wanted).await?;
        app.store.clone().close().await;
        fs::write(&stocked, "")?;
        println!(
            "{rows} published in {:.0} s.",
            began.elapsed().as_secs_f64()
        );
    }
    let app = instance::open(&wanted.directory, Clock::System, None).await?;
    let listener = TcpListener::bind(wanted.listen).await?;
    println!(
        "pid {} listening on http://{}",
        std::process::id(),
        wanted.listen
    );
    cairn_web::serve(
        listener,
        Web::new(app, WebSettings::default()),
        std::future::pending(),
    )
    .await?;
    Ok(())
}

async fn publish(app: &App, wanted: &Public) -> Result<usize, Problem> {
    instance::people(app).await?;
    let visit = enter(app, LEAD).await?;
    let candidate = Box::pin(release::build(app, &visit)).await?;
    let signer = enter(app, SIGNER).await?;
    Box::pin(release::sign(app, &signer, &candidate.content)).await?;
    let mut table = csv::Reader::from_path(&wanted.table)?;
    let names = table.headers()?.clone();
    let (mut rows, mut count) = (Vec::with_capacity(AT_ONCE), 0);
    for record in table.records() {
        let record = record?;
        let field = |name: &str| {
            let at = names.iter().position(|known| known == name);
            at.and_then(|at| record.get(at)).unwrap_or_default()
        };
        if field("status") == "published" {
            rows.push(row(count, field)?);
            count += 1;
        }
        if rows.len() == AT_ONCE {
            write(app, visit.project.id, std::mem::take(&mut rows)).await?;
        }
    }
    write(app, visit.project.id, rows).await?;
    Ok(count)
}

async fn enter(app: &App, email: &str) -> Result<Visit, Problem> {
    let code: ProjectCode = "AFG".parse()?;
    let account = app.store.read().find_account_by_email(email).await?;
    let account = account.ok_or("the instance has no lead")?;
    Ok(Visit::enter(app, account.id, &code).await?)
}

async fn write(app: &App, project: ProjectId, rows: Vec<PublishedRow>) -> Result<(), Problem> {
    let app = app.clone();
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.publish_incidents(project, &rows).await?;
        tx.commit().await?;
        Ok::<_, Problem>(())
    })
    .await
}

/// One incident of the table as it would be published.
fn row<'a>(number: usize, field: impl Fn(&str) -> &'a str) -> Result<PublishedRow, Problem> {
    let short = short(number)?;
    let count = |name: &str| field(name).parse::<u32>().ok();
    let precision_m: f64 = field("loc_precision_m").parse()?;
    let (lat, lon): (f64, f64) = (field("lat").parse()?, field("lon").parse()?);
    let body: Value = json!({
        "short": format!("AFG-{short}"), "title": field("title"), "summary": field("summary"),
        "date": field("date"), "lat": lat, "lon": lon, "precision_m": precision_m,
        "geo_precision": PrecisionClass::of_radius(precision_m),
        "place_name": field("place_name"), "province": field("adm1_name"),
        "event_type": field("event_type"), "target": field("target_type"),
        "location_type": field("location_type"), "crowd_in_public": false,
        "attribution": field("perpetrator"),
        "killed_low": count("fatalities_low"), "killed_high": count("fatalities_high"),
        "injured_low": count("injured_low"), "injured_high": count("injured_high"),
        "evidence": [], "claims": [], "source_note": format!("{} sources", field("source_count")),
        "synthetic": true, "first_release": 1, "updated_release": 1,
    });
    Ok(PublishedRow {
        short,
        body,
        date: field("date").parse()?,
        province: field("adm1_name").into(),
        event_type: field("event_type").into(),
        target: field("target_type").into(),
        figures: PublishedFigures {
            location_type: field("location_type").into(),
            place: Some((lat, lon)),
            precision_m,
            killed: count("fatalities_best").or_else(|| count("fatalities_low")),
            injured: count("injured_low"),
            claims: 0,
        },
        first_release: 1,
        retracted: None,
    })
}

/// Each number has its own; neighbours are far apart, as those of a real project are.
fn short(number: usize) -> Result<ShortId, Problem> {
    let number = u32::try_from(number * 7_368_787 % 30_usize.pow(6))?;
    Ok(ShortId::from_number(number).ok_or("no such id")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_an_id_of_its_own() {
        let ids: std::collections::HashSet<_> =
            (0..100_000).map(|n| short(n).expect("an id")).collect();
        assert_eq!(ids.len(), 100_000);
    }
}
