//! Bodies of requests, given up when next to nothing comes.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use cairn_app::AppError;
use http_body::{Frame, SizeHint};

use crate::{
    Web,
    pace::{Pace, TooSlow},
    problem::WebError,
};

/// Ends requests whose body comes too slowly with 408, whatever their handler made of it.
pub(crate) async fn hurry(State(web): State<Web>, request: Request, next: Next) -> Response {
    let given_up = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&given_up);
    let pace = Pace::new(web.settings.patience.body);
    let request = request.map(|body| {
        Body::new(Hurried {
            body,
            pace,
            given_up: flag,
        })
    });
    let response = next.run(request).await;
    if !given_up.load(Ordering::Relaxed) {
        return response;
    }
    WebError(AppError::TooSlow).into_response()
}

struct Hurried {
    body: Body,
    pace: Pace,
    given_up: Arc<AtomicBool>,
}

impl Hurried {
    fn give_up(&self) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.given_up.store(true, Ordering::Relaxed);
        let late = std::io::Error::from(std::io::ErrorKind::TimedOut);
        Poll::Ready(Some(Err(axum::Error::new(late))))
    }
}

impl HttpBody for Hurried {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match Pin::new(&mut self.body).poll_frame(cx) {
            Poll::Ready(Some(Ok(frame))) => {
                let bytes = frame.data_ref().map_or(0, Bytes::len);
                match self.pace.moved(bytes as u64) {
                    Ok(()) => Poll::Ready(Some(Ok(frame))),
                    Err(TooSlow) => self.give_up(),
                }
            }
            Poll::Pending => match self.pace.waiting(cx) {
                Poll::Ready(TooSlow) => self.give_up(),
                Poll::Pending => Poll::Pending,
            },
            ended => ended,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
