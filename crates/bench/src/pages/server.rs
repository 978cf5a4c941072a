//! The product's server on a loopback port, with a verifier signed in.

use std::net::SocketAddr;

use cairn_app::{App, Network, account};
use cairn_web::{Web, WebSettings};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use super::client::Client;
use crate::{
    Problem,
    instance::{PASSWORD, VERIFIER},
};

pub(super) struct Server {
    address: SocketAddr,
    cookie: String,
    stop: oneshot::Sender<()>,
    task: JoinHandle<std::io::Result<()>>,
}

impl Server {
    pub(super) async fn start(app: &App) -> Result<Self, Problem> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let web = Web::new(app.clone(), WebSettings::default());
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(cairn_web::serve(listener, web, async {
            // A sender that was dropped means the same.
            let _ = stopped.await;
        }));
        let knock = account::Knock {
            network: Network::of(None),
            device: "",
            known_device: None,
        };
        let signed_in = account::sign_in(app, VERIFIER, PASSWORD, &knock).await?;
        Ok(Self {
            address,
            cookie: format!("__Host-cairn={}", signed_in.token),
            stop,
            task,
        })
    }

    pub(super) async fn client(&self) -> Result<Client, Problem> {
        Client::connect(self.address, &self.cookie).await
    }

    pub(super) async fn stop(self) -> Result<(), Problem> {
        let _ = self.stop.send(());
        self.task.await??;
        Ok(())
    }
}
