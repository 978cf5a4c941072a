//! For load balancers and scripts.

use axum::extract::State;

use crate::{Web, problem::WebError};

/// `GET /healthz`: the process answers.
pub(crate) async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the database answers too.
pub(crate) async fn ready(State(web): State<Web>) -> Result<&'static str, WebError> {
    web.app
        .store
        .read()
        .account_count()
        .await
        .map_err(cairn_app::AppError::from)?;
    Ok("ready\n")
}
