//! What the machine does with a new item: examine every file in the cage, look for the same
//! footage, then hand the item to people. A file that cannot be decoded is kept and labelled.

use cairn_domain::{Actor, Derivative, File, ItemId, Sealing, metadata};
use cairn_media::{Examination, Made, Sniffed};
use cairn_review::{Act, MoveKey, Trigger};
use cairn_storage::{ItemRecord, ProjectRecord, Store};

use crate::{
    App, AppError,
    matching::{Comparison, Looked, look_for_same},
    review::act_without_account,
};

/// Kind of job, payload `{item}`.
pub(crate) const EXAMINE: &str = "examine_item";

/// Examines every file of an item, records matches and lets it out of intake. Safe to repeat.
pub async fn examine(app: &App, id: ItemId) -> Result<(), AppError> {
    let item = app.store.read().load_item(id).await?;
    let project = app.store.read().load_project(item.project).await?;
    for file in app.store.read().files_of(id).await? {
        if !is_examined(&file) {
            examine_file(app, &item, file, &project.sealing).await?;
        }
    }
    finish(app, &item).await?;
    admit(app, &project, id).await
}

/// Lets an item out of intake after every attempt to examine it has failed. What was not read is
/// labelled so: it is still evidence.
pub(crate) async fn let_out(app: &App, id: ItemId) -> Result<(), AppError> {
    let item = app.store.read().load_item(id).await?;
    let project = app.store.read().load_project(item.project).await?;
    for file in app.store.read().files_of(id).await? {
        if !is_examined(&file) {
            let unread = Examination::failed("it could not be read in three attempts");
            save(
                app,
                &item,
                file,
                &project.sealing,
                unread,
                Looked::default(),
            )
            .await?;
        }
    }
    finish(app, &item).await?;
    admit(app, &project, id).await
}

fn is_examined(file: &File) -> bool {
    !file.derivatives.is_empty() || file.preview_problem.is_some()
}

async fn examine_file(
    app: &App,
    item: &ItemRecord,
    file: File,
    sealing: &Sealing,
) -> Result<(), AppError> {
    let path = app.store.blobs().local_path(&file.sha256);
    let examination = match Sniffed::of_mime(&file.mime) {
        Some(sniffed) => {
            let workshop = app.workshop.of_project(item.project);
            workshop.examine(&path, sniffed).await
        }
        None => Examination::failed("Cairn does not look inside this kind of file"),
    };
    let fingerprint = examination.fingerprint.as_ref();
    let looked = look_for_same(app, item.project, &file, item.id, fingerprint).await?;
    save(app, item, file, sealing, examination, looked).await
}

async fn save(
    app: &App,
    item: &ItemRecord,
    mut file: File,
    sealing: &Sealing,
    examination: Examination,
    looked: Looked,
) -> Result<(), AppError> {
    for made in &examination.derivatives {
        file.derivatives.push(store_derivative(app, made).await?);
    }
    file.width = examination.width;
    file.height = examination.height;
    file.duration_s = examination.duration_s;
    file.pdq = examination.hash.as_ref().map(|hash| hash.pdq.clone());
    file.pdq_quality = examination.hash.as_ref().map(|hash| hash.quality);
    file.preview_problem = examination.problem;
    let claims = metadata::split(examination.claims, sealing);
    let frame_table = examination.frame_table;
    let frames: Vec<_> = examination
        .frames
        .into_iter()
        .map(|f| (f.t_s, f.hash.pdq, f.hash.quality))
        .collect();
    let fingerprint = examination.fingerprint.as_ref();
    let compared = Comparison::new(app, item, &file, fingerprint, looked)?;
    let (store, app) = (app.store.clone(), app.clone());
    Store::detached(async move {
        let tx = store.begin().await?;
        tx.record_examination(&file, &claims, &frames).await?;
        if let Some(table) = &frame_table {
            tx.record_frame_table(file.id, table).await?;
        }
        compared.save(&app, &tx).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

/// Stores what was made, durable before any row names it.
pub(crate) async fn store_derivative(app: &App, made: &Made) -> Result<Derivative, AppError> {
    let blob = app.store.blobs().put_bytes(&made.bytes).await?;
    Ok(Derivative {
        kind: made.kind,
        sha256: blob.sha256,
        mime: made.mime.clone(),
        size_bytes: blob.size_bytes,
        width: made.width,
        height: made.height,
        tool: made.tool.clone(),
        arguments: made.arguments.clone(),
    })
}

async fn finish(app: &App, item: &ItemRecord) -> Result<(), AppError> {
    let (store, id) = (app.store.clone(), item.id);
    Store::detached(async move {
        let tx = store.begin().await?;
        let item = tx.read().load_item(id).await?;
        // A file that came in while the others were read has a job of its own, which ends this.
        if !tx.read().files_of(id).await?.iter().all(is_examined) {
            return Ok(());
        }
        // The revision at receipt was that of an item without files.
        let revision = crate::review::revision(&tx.read(), id, &item.state).await?;
        tx.mark_intake_done(id, &revision).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

/// Takes the machine's move out of intake, if the item still stands there.
async fn admit(app: &App, project: &ProjectRecord, id: ItemId) -> Result<(), AppError> {
    let item = app.store.read().load_item(id).await?;
    let workflow = app
        .workflow(&app.store.read(), project.id, item.state.workflow)
        .await?;
    let machine_move: Option<MoveKey> = workflow
        .moves_from(&item.state.stage)
        .into_iter()
        .find(|mv| mv.trigger == Trigger::Machine)
        .map(|mv| mv.key.clone());
    if let Some(to) = machine_move {
        let act = Act::Move { to };
        act_without_account(app, project, id, Actor::Machine, act, "").await?;
    }
    Ok(())
}
