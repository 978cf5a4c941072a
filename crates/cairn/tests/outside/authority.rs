//! An authority of a test's own, made by openssl, and servers with its certificates.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use tempfile::TempDir;
use tokio_rustls::rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};

/// Signs certificates for `localhost`.
pub struct Authority {
    directory: TempDir,
}

/// A server that waits for one who knocks.
pub struct Server {
    listener: TcpListener,
    config: Arc<ServerConfig>,
}

pub type Connection = StreamOwned<ServerConnection, std::net::TcpStream>;

impl Authority {
    pub fn new() -> Self {
        let directory = tempfile::tempdir().expect("a folder");
        let made = "req -x509 -newkey rsa:2048 -nodes -days 100 -subj /CN=authority -keyout ca.key -out ca.pem";
        openssl(directory.path(), made);
        Self { directory }
    }

    /// Whom to believe.
    pub fn file(&self) -> PathBuf {
        self.directory.path().join("ca.pem")
    }

    /// A server with a certificate of this authority for a name, good for some days.
    pub fn server(&self, name: &str, days: u32) -> Server {
        let directory = self.directory.path();
        std::fs::write(
            directory.join("names"),
            format!("subjectAltName=DNS:{name}\n"),
        )
        .expect("writes");
        openssl(
            directory,
            "req -newkey rsa:2048 -nodes -subj /CN=server -keyout server.key -out server.csr",
        );
        openssl(
            directory,
            &format!(
                "x509 -req -days {days} -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile names -out server.pem"
            ),
        );
        Server::with(&directory.join("server.pem"), &directory.join("server.key"))
    }

    /// A server with a certificate that it has signed itself.
    pub fn alone(&self) -> Server {
        let directory = self.directory.path();
        openssl(
            directory,
            "req -x509 -newkey rsa:2048 -nodes -days 100 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
             -addext basicConstraints=critical,CA:FALSE -keyout own.key -out own.pem",
        );
        Server::with(&directory.join("own.pem"), &directory.join("own.key"))
    }
}

impl Server {
    fn with(chain: &Path, key: &Path) -> Self {
        let chain = CertificateDer::pem_file_iter(chain).expect("reads");
        let chain = chain.collect::<Result<Vec<_>, _>>().expect("certificates");
        let key = PrivateKeyDer::from_pem_file(key).expect("a key");
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .expect("a certificate with its key");
        Self {
            listener: TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("binds"),
            config: Arc::new(config),
        }
    }

    pub fn address(&self) -> SocketAddr {
        self.listener.local_addr().expect("an address")
    }

    /// The next who knocks; nothing came about if they do not like the certificate.
    pub fn accept(&self) -> Option<Connection> {
        let (mut stream, _) = self.listener.accept().expect("somebody");
        let mut connection = ServerConnection::new(Arc::clone(&self.config)).expect("ready");
        while connection.is_handshaking() {
            connection.complete_io(&mut stream).ok()?;
        }
        Some(StreamOwned::new(connection, stream))
    }
}

fn openssl(directory: &Path, words: &str) {
    let out = Command::new("openssl")
        .args(words.split_whitespace())
        .current_dir(directory)
        .output()
        .expect("openssl is installed");
    let complaint = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{words}: {complaint}");
}

/// The program without settings of whoever runs the test.
pub fn cairn() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cairn"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CAIRN_")) {
        command.env_remove(name);
    }
    command
}
