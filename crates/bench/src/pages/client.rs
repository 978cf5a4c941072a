//! As much of a browser as it takes to ask for pages: HTTP/1.1 over one kept connection.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufStream},
    net::TcpStream,
};

use crate::Problem;

/// A connection with a session.
pub(super) struct Client {
    stream: BufStream<TcpStream>,
    cookie: String,
}

impl Client {
    pub(super) async fn connect(address: SocketAddr, cookie: &str) -> Result<Self, Problem> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: BufStream::new(stream),
            cookie: cookie.to_owned(),
        })
    }

    /// Asks for a page and reads it to the end. Anything but 200 is an error.
    pub(super) async fn get(&mut self, path: &str) -> Result<Vec<u8>, Problem> {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: bench.example\r\nAccept: text/html\r\n\
             Sec-Fetch-Site: same-origin\r\nCookie: {}\r\n\r\n",
            self.cookie
        );
        self.stream.write_all(request.as_bytes()).await?;
        self.stream.flush().await?;
        let status = self.line().await?;
        let mut length = None;
        loop {
            let header = self.line().await?.to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(value) = header.strip_prefix("content-length:") {
                length = Some(value.trim().parse::<usize>()?);
            }
        }
        if !status.starts_with("HTTP/1.1 200 ") {
            return Err(format!("{path}: {status}").into());
        }
        let mut body = vec![0; length.ok_or("a page without its length")?];
        self.stream.read_exact(&mut body).await?;
        Ok(body)
    }

    async fn line(&mut self) -> Result<String, Problem> {
        let mut line = String::new();
        if self.stream.read_line(&mut line).await? == 0 {
            return Err("the server hung up".into());
        }
        Ok(line.trim_end().to_owned())
    }
}
