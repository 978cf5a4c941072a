//! As much of a browser as it takes to hand in a photo.

use std::{net::SocketAddr, path::Path};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::Problem;

const BOUNDARY: &str = "cairn-boundary-41b7";

/// Hands in one photo and waits for the receipt.
pub(super) async fn send(address: SocketAddr, path: &Path) -> Result<(), Problem> {
    let photo = tokio::fs::read(path).await?;
    let text = |name: &str, value: &str| {
        format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        )
    };
    let file = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.jpg\"\r\n\r\n"
    );
    let front = text("what", "Measured") + &text("consent", "publish") + &file;
    let back = format!("\r\n--{BOUNDARY}--\r\n");
    let head = format!(
        "POST /submit HTTP/1.1\r\nHost: bench.example\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nConnection: close\r\n\
         Content-Length: {}\r\n\r\n",
        front.len() + photo.len() + back.len()
    );
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all((head + &front).as_bytes()).await?;
    stream.write_all(&photo).await?;
    stream.write_all(back.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    if answer.starts_with("HTTP/1.1 303 ") {
        Ok(())
    } else {
        Err(answer.lines().next().unwrap_or("no answer").into())
    }
}
