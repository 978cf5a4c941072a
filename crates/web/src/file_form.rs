//! Reading a form that brings files, whichever way they came: in the form itself, which needs no
//! script, or uploaded before and named by their tokens.

use axum::extract::{Multipart, multipart::Field};
use cairn_app::{
    AppError, FieldError,
    intake::{IncomingFile, ReceivedFile, UnkeptFile},
    upload::{self, FinishedUpload},
};

use crate::{Web, forms::Fields, problem::WebError};

/// All that may be typed into a form that brings files, in bytes: unlike files it is read into memory,
/// also for strangers.
const MOST_TYPED: usize = 4 << 20;
/// What a field costs beside its name and its words.
const A_FIELD: usize = 64;

/// The files, or what is wrong with them.
pub(crate) type Files = Result<Vec<ReceivedFile>, Vec<FieldError>>;

/// Reads the whole form. A file that is refused does not end the reading, so that what was typed
/// after it survives.
pub(crate) async fn read(web: &Web, mut form: Multipart) -> Result<(Fields, Files), WebError> {
    let (mut texts, mut files, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    let broken = |_| AppError::invalid("files", "upload-broken");
    let mut room = MOST_TYPED;
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name != "files" {
            take(&mut room, name.len() + A_FIELD)?;
            texts.push((name, typed(field, &mut room).await?));
            continue;
        }
        match read_file(web, field).await {
            Ok(file) => files.extend(file),
            Err(AppError::Invalid(refused)) => errors.extend(refused),
            Err(other) => return Err(other.into()),
        }
    }
    let fields = Fields::from_pairs(texts);
    match upload::finished(&web.app, named(&fields)).await {
        Ok(uploaded) => files.extend(uploaded),
        Err(AppError::Invalid(refused)) => errors.extend(refused),
        Err(other) => return Err(other.into()),
    }
    let files = if errors.is_empty() {
        Ok(files)
    } else {
        Err(errors)
    };
    Ok((fields, files))
}

/// What was typed into a field.
async fn typed(mut field: Field<'_>, room: &mut usize) -> Result<String, AppError> {
    let broken = |_| AppError::invalid("files", "upload-broken");
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        take(room, chunk.len())?;
        bytes.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Takes room that is left, or says that the form is too long.
fn take(room: &mut usize, bytes: usize) -> Result<(), AppError> {
    let too_long = || FieldError::with("form", "text-long", MOST_TYPED.to_string());
    let left = room.checked_sub(bytes);
    *room = left.ok_or_else(|| AppError::Invalid(vec![too_long()]))?;
    Ok(())
}

/// One file; browsers send an empty nameless part when none was chosen.
async fn read_file(web: &Web, mut field: Field<'_>) -> Result<Option<ReceivedFile>, AppError> {
    let name = field
        .file_name()
        .filter(|name| !name.is_empty())
        .map(str::to_owned);
    let Some(name) = name else {
        return Ok(None);
    };
    let mut incoming = IncomingFile::begin(&web.app, Some(name)).await?;
    let broken = |_| AppError::invalid("files", "upload-broken");
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        incoming.write(&chunk).await?;
    }
    incoming.finish().await.map(Some)
}

/// Takes a file that is only looked at. Whether one was chosen: browsers send an empty nameless part
/// when none was.
pub(crate) async fn pour(mut field: Field<'_>, file: &mut UnkeptFile) -> Result<bool, AppError> {
    let is_chosen = field.file_name().is_some_and(|name| !name.is_empty());
    let broken = |_| AppError::invalid("files", "upload-broken");
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        file.write(&chunk).await?;
    }
    Ok(is_chosen)
}

/// Finished uploads: three fields for each, `upload` with the token, `upload-name` and
/// `upload-sha256`, either of which may be empty. A token that is named twice counts once.
fn named(fields: &Fields) -> Vec<FinishedUpload> {
    let mut named: Vec<FinishedUpload> = Vec::new();
    let beside = |field: &str, at: usize| fields.all(field).get(at).cloned().unwrap_or_default();
    for (at, token) in fields.all("upload").iter().enumerate() {
        if named.iter().any(|known| known.token == *token) {
            continue;
        }
        named.push(FinishedUpload {
            token: token.clone(),
            claimed_name: Some(beside("upload-name", at)).filter(|name| !name.is_empty()),
            sha256: beside("upload-sha256", at),
        });
    }
    named
}
