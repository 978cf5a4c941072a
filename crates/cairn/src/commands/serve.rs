//! `cairn serve`

use std::{io::Write, net::SocketAddr, path::PathBuf};

use cairn_app::{App, Clock, Dice, audit, ledger, matching, project, upkeep, worker};
use cairn_web::{Tls, Web, WebSettings};
use clap::{ArgAction, Args, builder::FalseyValueParser};
use tokio::{net::TcpListener, signal, sync::oneshot};

use crate::{
    complaint::placed,
    instance::{FileSettings, Place, Problem},
    log::Receiver,
    time_source,
};

#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    place: Place,
    /// Address to listen on.
    #[arg(long, env = "CAIRN_LISTEN")]
    listen: Option<SocketAddr>,
    /// Speak TLS with this chain of certificates (PEM), and nothing in the clear.
    #[arg(
        long,
        env = "CAIRN_TLS_CERTIFICATE",
        requires = "tls_key",
        value_name = "FILE"
    )]
    tls_certificate: Option<PathBuf>,
    /// The key of the certificate (PEM).
    #[arg(
        long,
        env = "CAIRN_TLS_KEY",
        requires = "tls_certificate",
        value_name = "FILE"
    )]
    tls_key: Option<PathBuf>,
    /// Send every line of the log to `tls://host:port` too, as syslog (RFC 5424, RFC 5425); `tcp://host:port` for a
    /// relay on this machine.
    #[arg(long, env = "CAIRN_LOG_TO", value_name = "RECEIVER")]
    log_to: Option<String>,
    /// Believe the authorities of this file (PEM) about that receiver, in the place of those that browsers know.
    #[arg(long, env = "CAIRN_LOG_CA", value_name = "FILE")]
    log_ca: Option<PathBuf>,
    /// Answer in accented English from right to left to whoever asks for `x-rtl`, to try layouts. A
    /// demonstration does so by itself.
    #[arg(long, env = "CAIRN_PSEUDO_LOCALE", value_parser = FalseyValueParser::new(), action = ArgAction::SetTrue)]
    pseudo_locale: bool,
    /// Serve although the database is not what the ledger signed, for this reason; a new ledger
    /// begins beside the old one.
    #[arg(long, value_name = "REASON")]
    accept_rollback: Option<String>,
}

impl Serve {
    /// Serves until SIGTERM or Ctrl+C, then drains.
    pub async fn run(self) -> Result<(), Problem> {
        let file = self.place.file()?;
        let directory = self.place.directory(&file);
        let served = Box::pin(self.serve(file)).await;
        served.map_err(|problem| placed(&directory, problem))
    }

    async fn serve(self, file: FileSettings) -> Result<(), Problem> {
        let tls = self.tls()?;
        let scheme = if tls.is_some() { "https" } else { "http" };
        let app = self.place.open(Clock::System, Dice::System).await?;
        if let Some(mismatch) = ledger::open(&app, self.accept_rollback.as_deref()).await? {
            close(app).await;
            return Err(mismatch.into());
        }
        time_source::check().await;
        // Not before the database was held against what the ledger signed.
        audit::begin(&app).await?;
        let usual = SocketAddr::from(([127, 0, 0, 1], 8080));
        let listener = TcpListener::bind(self.listen.or(file.listen).unwrap_or(usual)).await?;
        let pseudo_locale =
            self.pseudo_locale || file.pseudo_locale || project::is_demonstration(&app).await?;
        let web = Web::new(
            app.clone(),
            WebSettings {
                trusted_origins: file.trusted_origins,
                hide_from_robots: file.hide_from_robots,
                trusted_proxies: file.trusted_proxies,
                pseudo_locale,
                tls,
                ..WebSettings::default()
            },
        );
        worker::take_back(&app).await?;
        let outdated = matching::describe_outdated(&app).await?;
        if outdated > 0 {
            tracing::info!(
                files = outdated,
                "described by an older version; describing them again"
            );
        }
        let workers: Vec<_> = (0..worker::count(&app))
            .map(|_| tokio::spawn(worker::run(app.clone())))
            .collect();
        let upkeep = tokio::spawn(upkeep::run(app.clone()));
        // Nothing is signed before the whole database was compared with what was signed before.
        let (found, mismatch) = oneshot::channel();
        let sequencer = tokio::spawn(compare_then_sign(app.clone(), found));
        let scrub = tokio::spawn(ledger::scrub::run(app.clone()));
        // Whoever reads that it listens may ask it to stop at once.
        let stop = hear_stop()?;
        println!("listening on {scheme}://{}", listener.local_addr()?);
        std::io::stdout().flush()?;
        let (why, ended) = oneshot::channel();
        cairn_web::serve(listener, web, either(stop, mismatch, why)).await?;
        upkeep.abort();
        sequencer.abort();
        scrub.abort();
        workers.iter().for_each(tokio::task::JoinHandle::abort);
        close(app).await;
        // Without a reason it was asked to.
        ended.await.map_or(Ok(()), Err)
    }

    /// Who is sent the log beside standard error.
    pub fn log_receiver(&self) -> Result<Option<Receiver>, Problem> {
        let file = self.place.file()?;
        let authorities = self.log_ca.as_ref().or(file.log_ca.as_ref());
        let named = self.log_to.as_ref().or(file.log_to.as_ref());
        let receiver = named.map(|name| Receiver::new(name, authorities.map(PathBuf::as_path)));
        receiver.transpose()
    }

    fn tls(&self) -> Result<Option<Tls>, Problem> {
        match (&self.tls_certificate, &self.tls_key) {
            (Some(certificate), Some(key)) => Ok(Some(Tls::read(certificate, key)?)),
            _ => Ok(None),
        }
    }
}

/// Waits until somebody asks to stop, or something is found that ends the server.
async fn either(
    stop: impl Future<Output = ()>,
    found: oneshot::Receiver<Problem>,
    why: oneshot::Sender<Problem>,
) {
    tokio::select! {
        () = stop => {}
        Ok(problem) = found => drop(why.send(problem)),
    }
}

/// Holds the whole database against the ledger, and signs from then on; what does not fit ends the
/// server.
async fn compare_then_sign(app: App, found: oneshot::Sender<Problem>) {
    if !app.settings.ledger.every.is_zero() {
        let mismatch = match ledger::compare(&app).await {
            Ok(None) => None,
            Ok(Some(mismatch)) => Some(mismatch.into()),
            Err(error) => Some(error.into()),
        };
        if let Some(problem) = mismatch {
            // Nobody listens any more when the server is stopping.
            drop(found.send(problem));
            return;
        }
    }
    drop(found);
    ledger::run(app).await;
}

/// From now on SIGTERM and SIGINT are heard, and no longer end the program by themselves; done when one came.
fn hear_stop() -> std::io::Result<impl Future<Output = ()>> {
    let mut terminate = signal::unix::signal(signal::unix::SignalKind::terminate())?;
    let mut interrupt = signal::unix::signal(signal::unix::SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

async fn close(app: App) {
    app.store.clone().close().await;
}
