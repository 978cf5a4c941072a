//! Recordings frame by frame: when each frame is on screen, and keeping one.

use axum::{
    Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use cairn_app::{AppError, footage};
use cairn_domain::{Action, Digest, FrameTable};
use serde::Serialize;

use super::posted::{self, Form};
use crate::{
    extract::{Member, Record},
    forms::Fields,
    problem::WebError,
};

type Address = Path<(String, String, String)>;

/// A frame table as the player reads it. Small numbers, so that ten minutes travel in little.
#[derive(Debug, Default, PartialEq, Serialize)]
struct FrameList {
    tick: (u32, u32),
    origin: i64,
    end: i64,
    interlaced: bool,
    /// The first time stamp, then the steps from one frame to the next, in ticks.
    pts: Vec<i64>,
    /// Numbers of key frames, from nought.
    keys: Vec<usize>,
}

impl From<FrameTable> for FrameList {
    fn from(table: FrameTable) -> Self {
        let frames = || table.frames.iter();
        let before = std::iter::once(0).chain(frames().map(|frame| frame.pts));
        let keys = frames().enumerate().filter(|(_, frame)| frame.is_key);
        Self {
            tick: table.tick,
            origin: table.origin,
            end: table.end,
            interlaced: table.is_interlaced,
            pts: frames()
                .zip(before)
                .map(|(frame, before)| frame.pts - before)
                .collect(),
            keys: keys.map(|(index, _)| index).collect(),
        }
    }
}

/// `GET …/files/{sha256}/frames`: an empty list for what has no frames that are known.
pub(crate) async fn frames(
    member: Member,
    Record(short): Record,
    address: Address,
) -> Result<Response, WebError> {
    let app = member.visitor.app();
    let table = footage::frames(app, &member.visit, &short, &digest(&address)?).await?;
    let list = table.map(FrameList::from).unwrap_or_default();
    Ok(Json(list).into_response())
}

/// `POST …/files/{sha256}/frames`
pub(crate) async fn keep_frame(
    member: Member,
    Record(short): Record,
    address: Address,
    fields: Fields,
) -> Result<Response, WebError> {
    let (app, visit, frame) = (member.visitor.app(), &member.visit, fields.text("frame"));
    let outcome = match visit
        .permit(Action::RecordFinding)
        .and_then(|_| digest(&address))
    {
        Ok(sha256) => footage::keep_frame(app, visit, &short, &sha256, &frame).await,
        Err(error) => Err(error),
    };
    posted::answer(
        &member,
        &short,
        Form::KeepFrame,
        fields,
        outcome,
        "frame-kept",
    )
    .await
}

/// What cannot be a digest names nothing.
fn digest(Path((_, _, sha256)): &Address) -> Result<Digest, AppError> {
    sha256.parse().map_err(|_| AppError::NotFound)
}

#[cfg(test)]
mod tests {
    use cairn_domain::FrameTime;

    use super::*;

    #[test]
    fn times_travel_as_steps() {
        let frame = |pts, is_key| FrameTime { pts, is_key };
        let table = FrameTable {
            tick: (1, 1_000),
            origin: 5_300,
            end: 5_400,
            is_interlaced: false,
            frames: vec![frame(5_300, true), frame(5_340, false), frame(5_350, true)],
        };
        let list = FrameList::from(table);
        assert_eq!((list.pts, list.keys), (vec![5_300, 40, 10], vec![0, 2]));
    }
}
