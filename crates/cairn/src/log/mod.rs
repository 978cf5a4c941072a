//! Where lines of the log go: to standard error, and to a receiver elsewhere if the operator names one. Lines carry paths
//! and ids, never addresses of people or what they sent.

mod far;
mod frame;
mod queue;

use std::io;

use tracing_subscriber::{
    EnvFilter, Layer, Registry,
    fmt::{MakeWriter, layer},
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

pub use far::{Far, Receiver};

type Lines = Box<dyn Layer<Registry> + Send + Sync>;

/// Logs from here on. `usual` is the level unless `CAIRN_LOG` says otherwise; `CAIRN_LOG_FORMAT=json` writes an
/// object a line.
pub fn begin(usual: &str, receiver: Option<Receiver>) -> Result<Option<Far>, io::Error> {
    let is_json = std::env::var("CAIRN_LOG_FORMAT").is_ok_and(|format| format == "json");
    let filter = EnvFilter::try_from_env("CAIRN_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let near: Lines = match is_json {
        true => layer()
            .with_writer(io::stderr)
            .json()
            .flatten_event(true)
            .boxed(),
        false => layer().with_writer(io::stderr).boxed(),
    };
    let far = receiver.map(Far::begin).transpose()?;
    let mut all = vec![near];
    all.extend(far.as_ref().map(|far| framed(far.writer(), is_json)));
    tracing_subscriber::registry().with(all).with(filter).init();
    Ok(far)
}

/// Lines without colour; a frame has its time.
fn framed<W>(writer: W, is_json: bool) -> Lines
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let lines = layer().with_ansi(false).with_writer(writer);
    match is_json {
        true => lines.json().flatten_event(true).boxed(),
        false => lines.without_time().boxed(),
    }
}
