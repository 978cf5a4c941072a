//! Connections that the program opens by itself to hosts its operator named: TCP, and TLS with the certificate
//! checked. They block: whoever uses them has a thread of its own.

use std::{
    io,
    net::{TcpStream, ToSocketAddrs},
    path::Path,
    sync::Arc,
    time::Duration,
};

use tokio_rustls::rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    crypto::ring,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
    version::{TLS12, TLS13},
};

use crate::instance::Problem;

/// A host that does not answer, or does not go on, is given up after this long.
const PATIENCE: Duration = Duration::from_secs(10);

/// A connection whose other end has shown whose it is.
pub type Shaken = StreamOwned<ClientConnection, TcpStream>;

/// A host and a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// A name or an address.
    pub name: String,
    /// The port.
    pub port: u16,
}

impl Host {
    /// Reads `host:port`; the port may be left out where there is a usual one.
    pub fn parse(text: &str, usual: Option<u16>) -> Option<Self> {
        let (name, port) = match text.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()?),
            _ => (text, usual?),
        };
        let name = name.trim_start_matches('[').trim_end_matches(']');
        let is_name = !name.is_empty() && !name.contains(['/', '@', ' ']);
        is_name.then(|| Self {
            name: name.to_owned(),
            port,
        })
    }

    /// Connects, at the first of its addresses that answers.
    pub fn connect(&self) -> io::Result<TcpStream> {
        let mut last = io::Error::from(io::ErrorKind::NotFound);
        for address in (self.name.as_str(), self.port).to_socket_addrs()? {
            match TcpStream::connect_timeout(&address, PATIENCE) {
                Ok(stream) => {
                    stream.set_read_timeout(Some(PATIENCE))?;
                    stream.set_write_timeout(Some(PATIENCE))?;
                    return Ok(stream);
                }
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    /// Connects and shakes hands: the other end has a certificate for this name that is trusted.
    pub fn connect_over_tls(&self, trust: &Trust) -> io::Result<Shaken> {
        let name = ServerName::try_from(self.name.clone()).map_err(io::Error::other)?;
        let mut connection =
            ClientConnection::new(Arc::clone(&trust.0), name).map_err(io::Error::other)?;
        let mut stream = self.connect()?;
        while connection.is_handshaking() {
            connection.complete_io(&mut stream)?;
        }
        Ok(StreamOwned::new(connection, stream))
    }
}

/// Whose certificates are believed.
#[derive(Debug, Clone)]
pub struct Trust(Arc<ClientConfig>);

impl Trust {
    /// The authorities of a file (PEM), or those that browsers know.
    pub fn new(authorities: Option<&Path>) -> Result<Self, Problem> {
        let roots = match authorities {
            Some(file) => own(file).map_err(|error| format!("{}: {error}", file.display()))?,
            None => RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        };
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(&[&TLS13, &TLS12])?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self(Arc::new(config)))
    }
}

fn own(file: &Path) -> Result<RootCertStore, Problem> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file)? {
        roots.add(certificate?)?;
    }
    match roots.is_empty() {
        true => Err("no certificate is in it".into()),
        false => Ok(roots),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_name_and_a_port() {
        let host = |name: &str, port| {
            Some(Host {
                name: name.into(),
                port,
            })
        };
        assert_eq!(
            Host::parse("logs.example:6514", None),
            host("logs.example", 6514)
        );
        assert_eq!(Host::parse("[::1]:6514", None), host("::1", 6514));
        assert_eq!(
            Host::parse("cairn.example", Some(443)),
            host("cairn.example", 443)
        );
        for wrong in ["", "logs.example", ":6514", "a:b", "a b:1", "user@host:1"] {
            assert_eq!(Host::parse(wrong, None), None, "{wrong}");
        }
    }
}
